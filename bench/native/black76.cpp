// The Black-76 grid in C++: 2,000 options under 32 scenarios, the same formula and coefficients as src/Plimsoll/Kernels/Pricing,
// in AVX-512 and AVX2 by intrinsics, and with libm as a plain program would have it.
#include <cmath>
#include <cstring>
#include <immintrin.h>

#include "measure.h"

static const int Options = 2000, Scenarios = 32, Repeats = 8;

struct Option {
    double near_slope, near_constant, far_slope, far_constant, side, log_moneyness, volatility, inverse;
};

static Option options[Options];
alignas(64) static double forwards[Scenarios], logarithms[Scenarios], volatilities[Scenarios], inverses[Scenarios];
static double *prices;
static double strike_of[Options], years_of[Options], volatility_of[Options];

struct Wide {
    typedef __m512d Real;
    static const int Count = 8;
    static Real all(double x) { return _mm512_set1_pd(x); }
    static Real load(const double *p) { return _mm512_loadu_pd(p); }
    static void store(Real x, double *p) { _mm512_storeu_pd(p, x); }
    static Real fused(Real a, Real b, Real c) { return _mm512_fmadd_pd(a, b, c); }
    static Real product(Real a, Real b) { return _mm512_mul_pd(a, b); }
    static Real difference(Real a, Real b) { return _mm512_sub_pd(a, b); }
    static Real quotient(Real a, Real b) { return _mm512_div_pd(a, b); }
    static Real magnitude(Real a) { return _mm512_abs_pd(a); }
    static Real not_below(Real a, Real floor) { return _mm512_max_pd(a, floor); }
    static Real where_positive(Real x, Real yes, Real no) {
        return _mm512_mask_blend_pd(_mm512_cmp_pd_mask(x, _mm512_setzero_pd(), _CMP_GT_OQ), no, yes);
    }
    static Real scale(Real x, Real power) {
        return _mm512_castsi512_pd(_mm512_add_epi64(_mm512_castpd_si512(x), _mm512_slli_epi64(_mm512_castpd_si512(power), 52)));
    }
};

struct Half {
    typedef __m256d Real;
    static const int Count = 4;
    static Real all(double x) { return _mm256_set1_pd(x); }
    static Real load(const double *p) { return _mm256_loadu_pd(p); }
    static void store(Real x, double *p) { _mm256_storeu_pd(p, x); }
    static Real fused(Real a, Real b, Real c) { return _mm256_fmadd_pd(a, b, c); }
    static Real product(Real a, Real b) { return _mm256_mul_pd(a, b); }
    static Real difference(Real a, Real b) { return _mm256_sub_pd(a, b); }
    static Real quotient(Real a, Real b) { return _mm256_div_pd(a, b); }
    static Real magnitude(Real a) { return _mm256_andnot_pd(_mm256_set1_pd(-0.0), a); }
    static Real not_below(Real a, Real floor) { return _mm256_max_pd(a, floor); }
    static Real where_positive(Real x, Real yes, Real no) {
        return _mm256_blendv_pd(no, yes, _mm256_cmp_pd(x, _mm256_setzero_pd(), _CMP_GT_OQ));
    }
    static Real scale(Real x, Real power) {
        return _mm256_castsi256_pd(_mm256_add_epi64(_mm256_castpd_si256(x), _mm256_slli_epi64(_mm256_castpd_si256(power), 52)));
    }
};

template <class L, int N>
static inline typename L::Real horner(typename L::Real x, const double (&c)[N]) { // highest power first
    auto sum = L::fused(x, L::all(c[0]), L::all(c[1]));
    for (int i = 2; i < N; i++)
        sum = L::fused(sum, x, L::all(c[i]));
    return sum;
}

static constexpr double Top[] = {0.00020660147322973502, 0.004078096359356253, 0.03692044140518999, 0.19555262026307363,
                                 0.6435914787946491, 1.2654462688167087, 1.2533141373155003};
static constexpr double Bottom[] = {0.0005178650821391063, 0.010222612156476601, 0.09305661484209815, 0.5004959674154835,
                                    1.703804823116825, 3.6489980227069387, 4.530892537633457, 2.5066282746310007};
static constexpr double Series[] = {2.510038549551032e-08, 2.7620088445409746e-07, 2.7557268459997064e-06, 2.4801521295954376e-05,
                                    0.00019841269863053618, 0.0013888888917213717, 0.008333333333330062, 0.04166666666662413,
                                    0.16666666666666669, 0.5, 1, 1};

template <class L>
static inline typename L::Real price(typename L::Real near, typename L::Real far, typename L::Real moneyness, typename L::Real volatility,
                                     typename L::Real inverse) {
    auto d1 = L::fused(moneyness, inverse, L::product(volatility, L::all(0.5)));
    auto d2 = L::difference(d1, volatility);

    auto exponent = L::not_below(L::product(L::product(d1, d1), L::all(-0.5)), L::all(-600));
    auto power = L::fused(exponent, L::all(1.4426950408889634), L::all(6755399441055744));
    auto whole = L::difference(power, L::all(6755399441055744));
    auto r = L::fused(whole, L::all(-1.9082149292705877e-10), L::fused(whole, L::all(-0.69314718036912382), exponent));
    auto e = L::product(near, L::scale(horner<L>(r, Series), power));

    auto a = L::magnitude(d1), b = L::magnitude(d2);
    auto below = horner<L>(a, Bottom), under = horner<L>(b, Bottom);
    auto share = L::quotient(e, L::product(below, under));
    auto near_tail = L::product(share, L::product(horner<L>(a, Top), under));
    auto far_tail = L::product(share, L::product(horner<L>(b, Top), below));
    auto value = L::difference(L::where_positive(d1, L::difference(near, near_tail), near_tail),
                               L::where_positive(d2, L::difference(far, far_tail), far_tail));
    return L::where_positive(L::difference(L::all(0), value), L::all(0), value);
}

template <class L>
static void grid() {
    for (int o = 0; o < Options; o++) {
        const Option &option = options[o];
        auto near_slope = L::all(option.near_slope), near_constant = L::all(option.near_constant);
        auto far_slope = L::all(option.far_slope), far_constant = L::all(option.far_constant);
        auto side = L::all(option.side), moneyness = L::all(option.log_moneyness);
        auto volatility = L::all(option.volatility), inverse = L::all(option.inverse);
        for (int j = 0; j < Scenarios; j += L::Count) {
            auto factor = L::load(forwards + j);
            L::store(price<L>(L::fused(factor, near_slope, near_constant), L::fused(factor, far_slope, far_constant),
                              L::fused(L::load(logarithms + j), side, moneyness), L::product(L::load(volatilities + j), volatility),
                              L::product(L::load(inverses + j), inverse)),
                     prices + o * Scenarios + j);
        }
    }
    keep(prices[7]);
}

static double normal(double x) { return 0.5 * std::erfc(-x * 0.70710678118654752440); }

static void grid_libm() {
    for (int o = 0; o < Options; o++)
        for (int j = 0; j < Scenarios; j++) {
            double forward = 100 * forwards[j], strike = strike_of[o], s = volatility_of[o] * volatilities[j] * std::sqrt(years_of[o]);
            double d1 = std::log(forward / strike) / s + 0.5 * s, side = options[o].side;
            prices[o * Scenarios + j] = side * (forward * normal(side * d1) - strike * normal(side * (d1 - s)));
        }
    keep(prices[7]);
}

static uint64_t hash_of_prices() {
    Hash hash;
    for (int i = 0; i < Options * Scenarios; i++) {
        uint64_t bits;
        memcpy(&bits, prices + i, 8);
        hash.add(bits);
    }
    return hash.value;
}

int main(int argc, char **argv) {
    prices = aligned<double>(Options * Scenarios);
    Numbers numbers{1};
    for (int o = 0; o < Options; o++) {
        // Volatilities and times are taken as one rounded number, so that both languages start from the same bits.
        double strike = 50 + 100 * numbers.share();
        double s = 0.03 + 0.97 * numbers.share();
        bool is_call = numbers.below(2) == 0;
        strike_of[o] = strike, volatility_of[o] = s, years_of[o] = 1;
        double side = is_call ? 1 : -1;
        options[o] = {is_call ? 100.0 : 0, is_call ? 0 : strike, is_call ? 0 : 100.0, is_call ? strike : 0,
                      side, side * std::log(100 / strike), s, 1 / s};
    }
    for (int j = 0; j < Scenarios; j++) {
        forwards[j] = 1 + 0.16 * (j / 2 - 7.5) / 7.5;
        logarithms[j] = std::log(forwards[j]);
        volatilities[j] = j & 1 ? 1.3 : 0.7;
        inverses[j] = 1 / volatilities[j];
    }

    int reps = repetitions(argc, argv);
    double work = double(Options) * Scenarios;
    auto eight = [](void (*body)()) {
        return [body] {
            for (int i = 0; i < Repeats; i++)
                body();
        };
    };
    measure("black76.libm.cpp", "prices/s", work, reps / 2 + 1, grid_libm);
    std::vector<double> plain(prices, prices + Options * Scenarios);
    measure("black76.avx2.cpp", "prices/s", work * Repeats, reps, eight(grid<Half>));
    uint64_t half = hash_of_prices();
    measure("black76.avx512.cpp", "prices/s", work * Repeats, reps, eight(grid<Wide>));
    check("black76.widths", half == hash_of_prices());

    check("black76.sum", thousandths(prices, Options * Scenarios));

    double error = 0;
    for (int i = 0; i < Options * Scenarios; i++)
        error = std::max(error, std::fabs(prices[i] - plain[i]) / 150);
    check("black76.libm", error < 1e-15);
}
