// The linear full scan in C++: 1,000,000 accounts of 5 positions over 20 and over 100 underlyings, exact, by AVX-512 intrinsics, and
// as a plain loop over records that keeps equity and requirement apart. The number of positions is a constant here.
#include <cmath>
#include <immintrin.h>

#include "measure.h"

static const int Accounts = 1'000'000, Slots = 5, Lanes = 8;

struct Record {
    int64_t cash;
    int lots[Slots];
    uint8_t entry[Slots];
};

static int64_t *cash;
static int *quantities;
static uint8_t *entries, *marks;
static std::vector<Record> records;
alignas(64) static int64_t coefficients[256];
static int64_t price_of[128], requirement_of[128];

static void mark() {
    for (int block = 0; block < Accounts / Lanes; block++) {
        __m512i sum = _mm512_load_si512(cash + size_t(block) * Lanes);
#pragma GCC unroll 5
        for (int slot = 0; slot < Slots; slot++) {
            size_t place = (size_t(block) * Slots + slot) * Lanes;
            // Eight plain loads: faster here than a gather, which needs the same loads.
            const uint8_t *e = entries + place;
            const int64_t *c = coefficients;
            __m512i chosen = _mm512_set_epi64(c[e[7]], c[e[6]], c[e[5]], c[e[4]], c[e[3]], c[e[2]], c[e[1]], c[e[0]]);
            __m512i lots = _mm512_cvtepi32_epi64(_mm256_load_si256((const __m256i *)(quantities + place)));
            sum = _mm512_add_epi64(sum, _mm512_mullo_epi64(lots, chosen));
        }
        marks[block] = uint8_t(_mm512_movepi64_mask(sum));
    }
    keep(marks[5]);
}

static void mark_plain() {
    for (int account = 0; account < Accounts; account++) {
        const Record &record = records[account];
        int64_t equity = record.cash, requirement = 0;
        for (int slot = 0; slot < Slots; slot++) {
            int instrument = record.entry[slot] >> 1;
            equity += record.lots[slot] * price_of[instrument];
            requirement += std::abs(record.lots[slot]) * requirement_of[instrument];
        }
        uint8_t bit = uint8_t(1 << (account % Lanes));
        marks[account / Lanes] = equity < requirement ? marks[account / Lanes] | bit : marks[account / Lanes] & ~bit;
    }
    keep(marks[5]);
}

static uint64_t read_everything() {
    uint64_t sum = 0;
    const uint64_t *words[] = {(const uint64_t *)cash, (const uint64_t *)quantities, (const uint64_t *)entries};
    const size_t counts[] = {Accounts, size_t(Accounts) * Slots / 2, size_t(Accounts) * Slots / 8};
    __m512i sums[8] = {};
    for (int column = 0; column < 3; column++)
        for (size_t i = 0; i + 64 <= counts[column]; i += 64)
            for (int k = 0; k < 8; k++)
                sums[k] = _mm512_add_epi64(sums[k], _mm512_load_si512(words[column] + i + 8 * k));
    for (auto &part : sums)
        sum += uint64_t(_mm512_reduce_add_epi64(part));
    return sum;
}

static void run(int underlyings, int reps) {
    Numbers numbers{5};
    for (int u = 0; u < underlyings; u++) {
        // Prices over four decades and rates of half a percent to five, in whole units: both languages get the same.
        price_of[u] = 10'000 + int64_t(numbers.below(220'000'000)) / (1 + numbers.below(1000));
        requirement_of[u] = price_of[u] * (5 + numbers.below(46)) / 1000;
        coefficients[2 * u] = price_of[u] - requirement_of[u];
        coefficients[2 * u + 1] = price_of[u] + requirement_of[u];
    }
    for (int account = 0; account < Accounts; account++) {
        int64_t net = 0, gross = 0;
        for (int slot = 0; slot < Slots; slot++) {
            int u = int(numbers.below(uint32_t(underlyings))), lots = int(numbers.below(2000)) - 1000;
            size_t place = (size_t(account / Lanes) * Slots + slot) * Lanes + account % Lanes;
            quantities[place] = lots;
            entries[place] = uint8_t(2 * u + (lots < 0 ? 1 : 0));
            records[account].lots[slot] = lots, records[account].entry[slot] = entries[place];
            net += lots * coefficients[entries[place]];
            gross += std::abs(lots) * price_of[u];
        }
        // One in ten thousand is below its line.
        int64_t slack = gross / 4096 * int64_t(1 + numbers.below(1200));
        cash[account] = numbers.below(10'000) == 0 ? -net - slack : -net + slack;
        records[account].cash = cash[account];
    }

    char name[64];
    auto named = [&](const char *what) {
        snprintf(name, sizeof name, "scan%d.%s.cpp", underlyings, what);
        return name;
    };
    measure(named("plain"), "accounts/s", Accounts, reps / 2 + 1, mark_plain);
    measure(named("avx512"), "accounts/s", Accounts, reps, mark);
    measure(named("read"), "accounts/s", Accounts, reps, [] { keep(read_everything()); });

    Hash hash;
    for (int block = 0; block < Accounts / Lanes; block++)
        hash.add(marks[block]);
    check(underlyings == 20 ? "scan20" : "scan100", hash.value);
}

int main(int argc, char **argv) {
    cash = aligned<int64_t>(Accounts), quantities = aligned<int>(size_t(Accounts) * Slots);
    entries = aligned<uint8_t>(size_t(Accounts) * Slots), marks = aligned<uint8_t>(Accounts / Lanes);
    records.resize(Accounts);
    run(20, repetitions(argc, argv));
    run(100, repetitions(argc, argv));
}
