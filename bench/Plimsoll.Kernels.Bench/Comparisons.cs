namespace Plimsoll.Kernels.Bench;

/// <summary>What is compared with what, and what it is held to.</summary>
internal static class Comparisons
{
    private const string Native = "C++, AVX-512 intrinsics";
    private const string Mango = "mango-v4, HealthCache.health";
    private const string Drift = "Drift SDK, getMarginCalculation";
    private const string Library = "QuantLib blackFormula";

    public static IReadOnlyList<Comparison> All { get; } =
    [
        new("Black-76 grid, 2,000 options x 32 scenarios", "black76.vector512", Native, "black76.avx512.cpp", 0.90),
        new("Black-76 grid, against a library", "black76.vector512", Library, "black76.quantlib", 15),
        new("Black-76 grid, AVX2", "black76.vector256", "C++, AVX2 intrinsics", "black76.avx2.cpp", null),
        new("Black-76 grid, one price at a time", "black76.scalar", "C++, libm", "black76.libm.cpp", null),
        new("Black-76 grid, AVX2, against a library", "black76.vector256", Library, "black76.quantlib", null),
        new(
            "Black-76 grid, with logarithms and both rows of each option",
            "black76.reprice",
            Native + ", the grid alone",
            "black76.avx512.cpp",
            null
        ),
        new("Black-76, the exact pricer", "black76.exact", Library, "black76.quantlib", null),
        new("Scenario margin, exact, 100,000 accounts x 10 x 32", "scenarios.vector512", Native, "scenarios.avx512.cpp", 0.90),
        new("Scenario margin, AVX2", "scenarios.vector256", "C++, plain loop, g++ -O3", "scenarios.plain.cpp", null),
        new("VaR with selection, 10 positions x 2,016 scenarios", "var.vector512", Native, "var.avx512.cpp", 0.80),
        new("VaR, against nth_element", "var.vector512", "C++, AVX-512 sums, nth_element", "var.nth-element.cpp", null),
        new("VaR, AVX2", "var.vector256", "C++, AVX-512 sums, nth_element", "var.nth-element.cpp", null),
        new("Linear full scan, 1,000,000 accounts x 5, 20 underlyings", "scan20.vector512", Native, "scan20.avx512.cpp", 0.80),
        new("Linear full scan, 1,000,000 accounts x 5, 100 underlyings", "scan100.vector512", Native, "scan100.avx512.cpp", 0.80),
        new("Linear full scan, AVX2, 20 underlyings", "scan20.vector256", Native, "scan20.avx512.cpp", null),
        new("Linear full scan, against the memory", "scan20.vector512", "reading the columns once", "scan20.read.cpp", null),
        new("Linear full scan, against records", "scan20.vector512", "C++, plain loop over records", "scan20.plain.cpp", null),
        new("Health of one account, 3 deposits and 5 perpetuals, from columns", "health.mango.one", Mango, "health.mango.sdk", 100),
        new("Health of one account, the same, by the decision", "health.mango.decision", Mango, "health.mango.sdk", 100),
        new("Health of many accounts, the same", "health.mango.scan", Mango, "health.mango.sdk", null),
        new(
            "Health from an account's data, by the decision",
            "health.mango.decision",
            "mango-v4, cache built each time",
            "health.mango.sdk-built",
            null
        ),
        new("Health with its parts, by weighted health", "health.mango.weighted", Mango, "health.mango.sdk", null),
        new("Health of one account, 1 deposit and 7 perpetuals, from columns", "health.drift.one", Drift, "health.drift.sdk", 100),
        new("Health of one account, 1 and 7, by the decision", "health.drift.decision", Drift, "health.drift.sdk", 100),
        new(
            "Tick of 2,000 portfolio accounts x 10 options x 32 scenarios",
            "portfolios.arrays",
            "the same rule, account by account",
            "portfolios.books",
            null
        ),
        new(
            "The same with two charges",
            "portfolios.charged.arrays",
            "the same rule, account by account",
            "portfolios.charged.books",
            null
        ),
        new("Pre-trade check p99 with two charges, us", "portfolios.charged.pre-trade", null, null, null),
        new("Pre-trade check p99, 10 options x 32 scenarios, us", "portfolios.pre-trade", null, null, 2),
        new("Bytes allocated by a pre-trade check", "portfolios.pre-trade.bytes", null, null, 0),
        new("Health of many accounts, 1 and 7", "health.drift.scan", Drift, "health.drift.sdk", null),
    ];
}
