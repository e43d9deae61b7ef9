// Scenario margin and value at risk in C++: 100,000 accounts of 10 positions over rows of 32 scenarios, and 10,000 over rows of 2,016.
// Exact 32-bit products in 64-bit sums by AVX-512 intrinsics. The number of positions is a constant here, which C# is not told.
#include <immintrin.h>

#include "measure.h"

static const int Positions = 10, Instruments = 2000;
static const int Accounts = 100'000, Scenarios = 32;
static const int RiskAccounts = 10'000, RiskScenarios = 2016, Place = 21;

static int *row_of, *quantity_of, *rows, *risk_rows;
static int64_t *worst, *value_at_risk;

static void worst_of_each() {
    for (int account = 0; account < Accounts; account++) {
        const int *row = row_of + account * Positions, *quantity = quantity_of + account * Positions;
        __m512i s0 = _mm512_setzero_si512(), s1 = s0, s2 = s0, s3 = s0;
#pragma GCC unroll 10
        for (int p = 0; p < Positions; p++) {
            const int *unit = rows + size_t(row[p]) * Scenarios;
            __m512i lots = _mm512_set1_epi32(quantity[p]);
            __m512i x = _mm512_load_si512(unit), y = _mm512_load_si512(unit + 16);
            s0 = _mm512_add_epi64(s0, _mm512_mul_epi32(x, lots));
            s1 = _mm512_add_epi64(s1, _mm512_mul_epi32(_mm512_srli_epi64(x, 32), lots));
            s2 = _mm512_add_epi64(s2, _mm512_mul_epi32(y, lots));
            s3 = _mm512_add_epi64(s3, _mm512_mul_epi32(_mm512_srli_epi64(y, 32), lots));
        }
        worst[account] = _mm512_reduce_min_epi64(_mm512_min_epi64(_mm512_min_epi64(s0, s1), _mm512_min_epi64(s2, s3)));
    }
    keep(worst[5]);
}

// What a compiler makes of the plain loop.
static void worst_plain() {
    for (int account = 0; account < Accounts; account++) {
        int64_t sums[Scenarios] = {};
        for (int p = 0; p < Positions; p++) {
            const int *unit = rows + size_t(row_of[account * Positions + p]) * Scenarios;
            int64_t lots = quantity_of[account * Positions + p];
            for (int s = 0; s < Scenarios; s++)
                sums[s] += lots * unit[s];
        }
        worst[account] = *std::min_element(sums, sums + Scenarios);
    }
    keep(worst[5]);
}

alignas(64) static int64_t sums[RiskScenarios], gathered[RiskScenarios + 16];

static void sums_of(int account) {
    const int *unit[Positions];
    __m512i lots[Positions];
    for (int p = 0; p < Positions; p++) {
        unit[p] = risk_rows + size_t(row_of[account * Positions + p]) * RiskScenarios;
        lots[p] = _mm512_set1_epi32(quantity_of[account * Positions + p]);
    }
    for (int s = 0; s < RiskScenarios; s += 32) {
        __m512i s0 = _mm512_setzero_si512(), s1 = s0, s2 = s0, s3 = s0;
#pragma GCC unroll 10
        for (int p = 0; p < Positions; p++) {
            auto widened = [&](int k) { return _mm512_cvtepi32_epi64(_mm256_loadu_si256((const __m256i *)(unit[p] + s + 8 * k))); };
            s0 = _mm512_add_epi64(s0, _mm512_mul_epi32(widened(0), lots[p]));
            s1 = _mm512_add_epi64(s1, _mm512_mul_epi32(widened(1), lots[p]));
            s2 = _mm512_add_epi64(s2, _mm512_mul_epi32(widened(2), lots[p]));
            s3 = _mm512_add_epi64(s3, _mm512_mul_epi32(widened(3), lots[p]));
        }
        _mm512_store_si512(sums + s, s0);
        _mm512_store_si512(sums + s + 8, s1);
        _mm512_store_si512(sums + s + 16, s2);
        _mm512_store_si512(sums + s + 24, s3);
    }
}

// The same way as src/Plimsoll/Kernels/ValueAtRisk/TailSelection.cs: the largest of at least k group minima bounds the k-th smallest.
static int64_t smallest(const int64_t *numbers, int count, int k) {
    const int groups = (k + 7) / 8, vectors = count / 8;
    __m512i most = _mm512_set1_epi64(INT64_MIN), least = _mm512_set1_epi64(INT64_MAX);
    for (int g = 0; g < groups; g++) {
        __m512i even = _mm512_set1_epi64(INT64_MAX), odd = even;
        int v = g;
        for (; v + groups < vectors; v += 2 * groups) {
            even = _mm512_min_epi64(even, _mm512_load_si512(numbers + v * 8));
            odd = _mm512_min_epi64(odd, _mm512_load_si512(numbers + (v + groups) * 8));
        }
        if (v < vectors)
            even = _mm512_min_epi64(even, _mm512_load_si512(numbers + v * 8));
        even = _mm512_min_epi64(even, odd);
        most = _mm512_max_epi64(most, even);
        least = _mm512_min_epi64(least, even);
    }

    int64_t high = _mm512_reduce_max_epi64(most), low = _mm512_reduce_min_epi64(least);
    __m512i limit = _mm512_set1_epi64(high);
    int found = 0;
    for (int v = 0; v < vectors; v++) {
        __m512i x = _mm512_load_si512(numbers + v * 8);
        __mmask8 mask = _mm512_cmple_epi64_mask(x, limit);
        _mm512_storeu_si512(gathered + found, _mm512_maskz_compress_epi64(mask, x));
        found += __builtin_popcount(mask);
    }
    _mm512_storeu_si512(gathered + found, _mm512_set1_epi64(INT64_MAX));

    const int padded = (found + 7) / 8;
    while (low < high) {
        int64_t middle = low + int64_t((uint64_t(high) - uint64_t(low)) >> 1);
        __m512i pivot = _mm512_set1_epi64(middle);
        int below = 0;
        for (int v = 0; v < padded; v++)
            below += __builtin_popcount(_mm512_cmple_epi64_mask(_mm512_load_si512(gathered + v * 8), pivot));
        bool is_enough = below >= k;
        high = is_enough ? middle : high;
        low = is_enough ? low : middle + 1;
    }
    return high;
}

static void risk_by_selection() {
    for (int account = 0; account < RiskAccounts; account++) {
        sums_of(account);
        value_at_risk[account] = -smallest(sums, RiskScenarios, Place);
    }
    keep(value_at_risk[5]);
}

static void risk_by_nth_element() {
    for (int account = 0; account < RiskAccounts; account++) {
        sums_of(account);
        std::nth_element(sums, sums + Place - 1, sums + RiskScenarios);
        value_at_risk[account] = -sums[Place - 1];
    }
    keep(value_at_risk[5]);
}

static uint64_t hash_of(const int64_t *numbers, int count) {
    Hash hash;
    for (int i = 0; i < count; i++)
        hash.add(uint64_t(numbers[i]));
    return hash.value;
}

int main(int argc, char **argv) {
    row_of = aligned<int>(Accounts * Positions), quantity_of = aligned<int>(Accounts * Positions);
    rows = aligned<int>(2 * Instruments * Scenarios), risk_rows = aligned<int>(size_t(Instruments) * RiskScenarios);
    worst = aligned<int64_t>(Accounts), value_at_risk = aligned<int64_t>(RiskAccounts);
    int reps = repetitions(argc, argv);

    // A row for who holds an instrument and one for who owes it, one unit apart as rounding outward leaves them.
    Numbers numbers{3};
    for (int instrument = 0; instrument < Instruments; instrument++)
        for (int s = 0; s < Scenarios; s++) {
            int unit = int(numbers.below(200'000)) - 100'000;
            rows[(2 * instrument) * Scenarios + s] = unit;
            rows[(2 * instrument + 1) * Scenarios + s] = unit + 1;
        }
    for (int i = 0; i < Accounts * Positions; i++) {
        quantity_of[i] = int(numbers.below(2001)) - 1000;
        row_of[i] = int(2 * numbers.below(Instruments)) + (quantity_of[i] < 0 ? 1 : 0);
    }
    double work = double(Accounts) * Positions * Scenarios;
    measure("scenarios.plain.cpp", "products/s", work, reps, worst_plain);
    measure("scenarios.avx512.cpp", "products/s", work, reps, worst_of_each);
    check("scenarios", hash_of(worst, Accounts));

    for (size_t i = 0; i < size_t(Instruments) * RiskScenarios; i++)
        risk_rows[i] = int(numbers.below(70'000)) + int(numbers.below(70'000)) + int(numbers.below(60'000)) - 100'000;
    for (int i = 0; i < RiskAccounts * Positions; i++)
        row_of[i] /= 2; // one row an instrument
    measure("var.nth-element.cpp", "accounts/s", RiskAccounts, reps / 4 + 1, risk_by_nth_element);
    measure("var.avx512.cpp", "accounts/s", RiskAccounts, reps / 2 + 1, risk_by_selection);
    check("var", hash_of(value_at_risk, RiskAccounts));
}
