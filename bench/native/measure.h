// Timing and test data of the C++ programs. Rates are per second of this thread's processor time, so that being descheduled on a
// shared machine does not count. The numbers must be those of Measure.cs and TestNumbers.cs: checks compare results across languages.
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

inline double processor_seconds() {
    timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
}

// One line: rate, name, unit, least, median and largest rate of the repetitions.
template <class Body>
void measure(const char *name, const char *unit, double work, int repetitions, Body body) {
    double begun = processor_seconds();
    do {
        body();
    } while (processor_seconds() - begun < 0.2);

    std::vector<double> rates;
    for (int i = 0; i < repetitions; i++) {
        double start = processor_seconds();
        body();
        rates.push_back(work / (processor_seconds() - start));
    }
    std::sort(rates.begin(), rates.end());
    printf("rate\t%s\t%s\t%.6g\t%.6g\t%.6g\n", name, unit, rates.front(), rates[rates.size() / 2], rates.back());
    fflush(stdout);
}

// A number that two programs must agree on.
inline void check(const char *name, uint64_t value) {
    printf("check\t%s\t%016llx\n", name, (unsigned long long)value);
}

// The sum of prices in thousandths: the same in every program, whatever its last digits are.
inline uint64_t thousandths(const double *prices, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++)
        sum += prices[i];
    return uint64_t(sum * 1000 + 0.5);
}

// FNV-1a over 64-bit words.
struct Hash {
    uint64_t value = 0xcbf29ce484222325u;

    void add(uint64_t word) { value = (value ^ word) * 0x100000001b3u; }
};

// Steele's splitmix64.
struct Numbers {
    uint64_t state;

    uint64_t next() {
        uint64_t z = state += 0x9E3779B97F4A7C15u;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return z ^ (z >> 31);
    }

    double share() { return double(next() >> 11) / 9007199254740992.0; }

    uint32_t below(uint32_t limit) { return uint32_t(((unsigned __int128)next() * limit) >> 64); }
};

template <class T>
T *aligned(size_t count) {
    size_t bytes = (count * sizeof(T) + 127) / 64 * 64;
    return static_cast<T *>(aligned_alloc(64, bytes));
}

template <class T>
void keep(T const &value) {
    asm volatile("" : : "r,m"(value) : "memory");
}

inline int repetitions(int argc, char **argv) { return argc > 1 ? atoi(argv[1]) : 21; }
