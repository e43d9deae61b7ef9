using Plimsoll.Margin.Portfolio;

namespace Plimsoll.Kernels.Bench.Portfolios;

/// <summary>Accounts under portfolio margin at a tick, by shared risk arrays and account by account, and orders of such accounts before they are placed.</summary>
internal static class PortfolioCases
{
    private const int Accounts = 2_000;
    private const int FewAccounts = 200;
    private const int Orders = 200_000;
    private const int OrdersOfATick = 2_000;

    public static CaseGroup Create()
    {
        var shared = new PortfolioVenue(PortfolioVenue.Rule, Accounts);
        // A share of one of the rule is the rule, and is asked account by account.
        var alone = new PortfolioVenue(new ScaledRule("the rule itself", PortfolioVenue.Rule, 1, 1), FewAccounts);
        var charged = new PortfolioVenue(PortfolioVenue.ChargedRule, Accounts);
        var chargedAlone = new PortfolioVenue(new ScaledRule("the rule itself", PortfolioVenue.ChargedRule, 1, 1), FewAccounts);
        return new(
            [
                new("portfolios.charged.arrays", "accounts/s", Accounts, charged.Tick),
                new("portfolios.charged.books", "accounts/s", FewAccounts, chargedAlone.Tick),
                new("portfolios.arrays", "accounts/s", Accounts, shared.Tick),
                new("portfolios.books", "accounts/s", FewAccounts, alone.Tick),
            ],
            [
                ("portfolios", () => shared.Requirements(FewAccounts)),
                ("portfolios", () => alone.Requirements(FewAccounts)),
                ("portfolios.charged", () => charged.Requirements(FewAccounts)),
                ("portfolios.charged", () => chargedAlone.Requirements(FewAccounts)),
            ],
            [
                new("portfolios.pre-trade", "us", () => Latency(shared, isPrepared: true), Figure.Percentiles),
                new("portfolios.pre-trade.unprepared", "us", () => Latency(shared, isPrepared: false), Figure.Percentiles),
                new("portfolios.charged.pre-trade", "us", () => Latency(charged, isPrepared: true), Figure.Percentiles),
                new("portfolios.pre-trade.bytes", "bytes", () => Allocated(shared)),
                new("portfolios.charged.pre-trade.bytes", "bytes", () => Allocated(charged)),
            ]
        );
    }

    /// <summary>The median, the 99th of a hundred and the 999th of a thousand, in microseconds of processor time, the asking of the clock included.</summary>
    private static (double Low, double Counted, double High) Latency(PortfolioVenue venue, bool isPrepared)
    {
        var numbers = new TestNumbers(11);
        var latencies = new double[Orders];
        for (var warm = 0; warm < 2; warm++)
        {
            for (var i = 0; i < Orders; i++)
            {
                if (i % OrdersOfATick == 0)
                {
                    venue.Tick();
                    // What a host does between commands.
                    if (isPrepared)
                        venue.Engine.PrepareChecks(int.MaxValue, int.MaxValue);
                }

                var order = venue.AnyOrder(numbers);
                var start = ProcessorClock.Seconds;
                var isAccepted = venue.Engine.CheckOrder(order).IsAccepted;
                latencies[i] = (ProcessorClock.Seconds - start) * 1e6;
                if (!isAccepted)
                {
                    throw new InvalidOperationException($"{order} would be refused.");
                }
            }
        }

        Array.Sort(latencies);
        return (latencies[Orders / 2], latencies[Orders / 100 * 99], latencies[Orders / 1000 * 999]);
    }

    private static (double Low, double Counted, double High) Allocated(PortfolioVenue venue)
    {
        var order = venue.AnyOrder(new TestNumbers(12));
        venue.Engine.CheckOrder(order);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            venue.Engine.CheckOrder(order);
        }

        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / 1_000.0;
        return (bytes, bytes, bytes);
    }
}
