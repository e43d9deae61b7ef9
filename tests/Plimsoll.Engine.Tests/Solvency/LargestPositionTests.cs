using Plimsoll.Margin;
using Plimsoll.Margin.Schedules;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Engine.Tests.Solvency;

/// <summary>What is asked about positions as large as the venue accepts.</summary>
public sealed class LargestPositionTests
{
    [Fact, Trait("Criterion", "MARG-030")]
    public void The_liquidation_price_is_not_looked_for_beyond_what_the_index_takes()
    {
        // A schedule in decimals, which end a little beyond the largest value that is accepted.
        var tiers = new TierSchedule([new(0, 0.1m, 0.05m)], TierMeasure.Notional, TierStyle.Progressive, TierBoundary.FloorInclusive);
        var venue = new Scenario(perp: Scenario.Perpetual with { Margin = tiers, Multiplier = 1_000 }).Price(1_000_000_000);
        var (user, maker) = (venue.User(), venue.Maker());
        var most = venue.Engine.State.Instrument(Scenario.Perp).MaxPosition.Units;
        venue.Deposit(user, Scenario.Usd, 9_000_000_000_000_000_000);
        venue.Deposit(user, Scenario.Btc, 9_000_000_000_000_000_000);
        venue.Trade(user, maker, most, 1_000_000_000);

        Assert.Equal(1_000_000_000_000_000, most);
        // 0.95 · 10^18 · p = 10^27 − 9 · 10^18 of dollars − 8.1 · 10^25 of bitcoin.
        Assert.Equal(967_368_411, venue.Engine.LiquidationPriceOf(user, Scenario.Perp)!.Value.Units);
    }
}
