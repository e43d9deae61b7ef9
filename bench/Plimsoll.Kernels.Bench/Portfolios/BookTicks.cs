using Plimsoll.Kernels.Bench.Ticks;

namespace Plimsoll.Kernels.Bench.Portfolios;

/// <summary>Option books under portfolio margin while prices, volatilities and time move: with certificates, and by the exact scan of everybody, in one process on the same commands.</summary>
internal static class BookTicks
{
    /// <summary>Until nobody waits for a first certificate, and windows are of all ages.</summary>
    private const int Settling = 400;

    private const int Allocating = 50;

    public static CaseGroup Create(bool isQuick)
    {
        var (accounts, steps) = isQuick ? (10_000, 200) : (100_000, 200);
        var venue = new OptionVenue(accounts);
        for (var i = 0; i < Settling; i++)
        {
            venue.Step(isMeasured: i >= Settling - 12);
        }

        venue.Pair.Forget();
        var examined = venue.Pair.Certified.SolvencyFigures.Examined;
        for (var i = 0; i < steps; i++)
        {
            venue.Step(isMeasured: true);
        }

        var bytes = Enumerable.Range(0, Allocating).Select(_ => venue.AllocatedByStep()).ToList();
        var figures = venue.Pair.Certified.SolvencyFigures;
        var (certified, full) = (Steps(venue.Pair.CertifiedSeconds), Steps(venue.Pair.FullSeconds));
        return new(
            [],
            TickCases.Known(venue.Pair, "books"),
            [
                .. TickCases.Times("books", certified, full),
                TickCases.Milliseconds("books.worst", certified, certified.Max(), TickCases.Worst),
                TickCases.Milliseconds("books.worst.full", full, full.Max(), TickCases.Worst),
                TickCases.Constant("books.certified", "share", (double)figures.Certified / accounts),
                TickCases.Constant("books.examined", "accounts", (figures.Examined - examined) / (2.0 * (steps + Allocating))),
                new("books.allocated", "bytes", () => (bytes.Min(), bytes.Average(), bytes.Max()), "min, mean, max"),
            ]
        )
        {
            Sizes = [("books", accounts)],
        };
    }

    /// <summary>A step is a tick and the surface after it.</summary>
    private static List<double> Steps(IReadOnlyList<double> seconds) =>
        [.. Enumerable.Range(0, seconds.Count / 2).Select(i => seconds[2 * i] + seconds[(2 * i) + 1])];
}
