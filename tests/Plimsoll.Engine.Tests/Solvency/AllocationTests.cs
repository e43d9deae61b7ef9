using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Marking;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Solvency;

public sealed class AllocationTests
{
    [Fact]
    public void A_tick_that_decides_everybody_allocates_nothing_once_warm()
    {
        var venue = new Scenario().Price(100);
        var maker = venue.Maker();
        for (var i = 0; i < 50; i++)
        {
            venue.Trade(venue.Deposit(venue.User(1_000), Scenario.Btc, 5), maker, i % 2 == 0 ? 3 : -2, 100);
        }

        var ticks = new[] { Quote(venue.Now, 100), Quote(venue.Now, 101) };
        Run(venue.Engine, ticks, 500);

        // The least of three: what the runtime does once, compiling anew what is called often, is not the engine's.
        Assert.Equal(0, Enumerable.Range(0, 3).Min(_ => Allocated(venue.Engine, ticks, 1_000)));
    }

    /// <summary>As a venue lives: time passes, sources move and are held against each other's ranges, books are quoted, bases are smoothed.</summary>
    [Fact]
    public void A_tick_in_which_time_passes_and_books_move_allocates_nothing_once_warm()
    {
        // All rules of the index are the default ones; scenarios otherwise leave the one of frozen sources off.
        var index = new IndexParameters
        {
            Id = Scenario.BtcUsd,
            Symbol = "BTC/USD",
            Decimals = 0,
            Sources = Scenario.ThreeSources.Sources,
        };
        var venue = new Scenario(index: index).Price(10_000);
        var maker = venue.Maker();
        for (var i = 0; i < 50; i++)
        {
            venue.Trade(venue.Deposit(venue.User(100_000), Scenario.Btc, 5), maker, i % 2 == 0 ? 3 : -2, 10_000);
        }

        var ticks = Enumerable.Range(1, 2_000).Select(i => Tick(venue.Now + Duration.FromSeconds(15 * i), 10_000 + (i % 7))).ToArray();
        Run(venue.Engine, ticks.AsSpan(0, 500));

        var least = long.MaxValue;
        foreach (var part in ticks[500..].Chunk(500))
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Run(venue.Engine, part);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
        Assert.Equal(ticks[^1].At, venue.Engine.Now);
    }

    private static long Allocated(MarginEngine engine, SubmitQuotes[] ticks, int rounds)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(engine, ticks, rounds);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Run(MarginEngine engine, ReadOnlySpan<SubmitQuotes> ticks)
    {
        foreach (var tick in ticks)
        {
            Assert.True(engine.Apply(tick).IsAccepted);
        }
    }

    private static void Run(MarginEngine engine, SubmitQuotes[] ticks, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.True(engine.Apply(ticks[i % 2]).IsAccepted);
        }
    }

    private static SubmitQuotes Tick(Timestamp at, long price) =>
        Quote(at, price) with
        {
            BookQuotes = new BookQuote[] { new(Scenario.Perp, new(price - 1), new(price + 1), new(price)) },
        };

    private static SubmitQuotes Quote(Timestamp at, long price) =>
        new(
            at,
            Enumerable.Range(0, 3).Select(place => new IndexQuote(Scenario.BtcUsd, (byte)place, new(price), new(price))).ToArray(),
            default
        );
}
