using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
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

        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(venue.Engine, ticks, 1_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Run(MarginEngine engine, SubmitQuotes[] ticks, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.True(engine.Apply(ticks[i % 2]).IsAccepted);
        }
    }

    private static SubmitQuotes Quote(Timestamp at, long price) =>
        new(at, Enumerable.Range(0, 3).Select(place => new IndexQuote(Scenario.BtcUsd, (byte)place, new(price), new(price))).ToArray(), default);
}
