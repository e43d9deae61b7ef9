using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Marking;
using Plimsoll.Marking;
using Plimsoll.Testing;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Marking;

/// <summary>Which sources count, and why the others do not.</summary>
public sealed class SourceTests
{
    [Fact, Trait("Criterion", "PRIC-001")]
    public void Silent_sources_never_count()
    {
        var venue = new Scenario();

        venue.Sources(Scenario.BtcUsd, 100, null, null);

        Assert.Equal(100, Index(venue));
        Assert.Equal([((byte)0, SourceState.Live)], States(venue));
    }

    [Fact, Trait("Criterion", "PRIC-001")]
    public void A_source_that_says_nothing_goes_stale()
    {
        var venue = new Scenario();
        venue.Price(1000);

        // Exactly five minutes are not stale yet.
        venue.Wait(Duration.FromMinutes(5)).Sources(Scenario.BtcUsd, 1010, 1012, null);
        Assert.Equal((1010, 3), (Index(venue), Live(venue)));
        venue.Wait(new(1)).Sources(Scenario.BtcUsd, 1010, 1012, null);

        Assert.Equal([((byte)2, SourceState.Stale)], States(venue));
        Assert.Equal(1011, Index(venue));
    }

    [Fact, Trait("Criterion", "PRIC-001")]
    public void Nonsense_drops_a_source_with_its_reason()
    {
        var venue = new Scenario();
        venue.Price(1000);

        venue.Quote((0, 1000, 1001), (1, 0, 1000), (2, 1002, 1001));

        Assert.Equal([((byte)1, SourceState.NotPositive), ((byte)2, SourceState.Crossed)], States(venue));
        Assert.Equal(1000, Index(venue));
    }

    [Fact, Trait("Criterion", "PRIC-001")]
    public void The_first_reason_is_named()
    {
        var venue = new Scenario();
        venue.Price(1000);
        venue.Quote((1, 5, -1));

        venue.Wait(Duration.FromMinutes(5)).Wait(new(1)).Quote((0, 1000, 1000));

        Assert.Equal([((byte)1, SourceState.Stale), ((byte)2, SourceState.Stale)], States(venue));
    }

    [Fact, Trait("Criterion", "PRIC-002")]
    public void A_source_that_prints_without_moving_while_others_move_is_frozen()
    {
        var index = Scenario.Index("stuck", "b", "c") with { FrozenShare = Rate.FromPercent(5), FrozenFloor = Rate.FromPercent(1) };
        var venue = new Scenario(index: index);
        venue.Price(10_000);

        // The others range 100 of 10,000 within four minutes: 1 %. The stuck one prints 10,000 again and again.
        for (var minute = 1; minute <= 3; minute++)
        {
            venue.Wait(Duration.FromMinutes(1)).Sources(Scenario.BtcUsd, 10_000, 9_980 - (minute * 20), 9_980 - (minute * 20));
            Assert.Empty(States(venue));
        }

        venue.Wait(Duration.FromMinutes(1)).Sources(Scenario.BtcUsd, 10_000, 9_800, 9_800);
        Assert.Equal([((byte)0, SourceState.Frozen)], States(venue));
        Assert.Equal(9_800, Index(venue));
    }

    [Fact, Trait("Criterion", "PRIC-002")]
    public void In_a_quiet_market_nobody_is_frozen()
    {
        var index = Scenario.Index("stuck", "b", "c") with { FrozenShare = Rate.FromPercent(5), FrozenFloor = Rate.FromPercent(1) };
        var venue = new Scenario(index: index);
        venue.Price(10_000);

        for (var minute = 1; minute <= 8; minute++)
        {
            venue.Wait(Duration.FromMinutes(1)).Sources(Scenario.BtcUsd, 10_000, 10_000 - (minute * 20), 10_000 - (minute * 20));
            Assert.Empty(States(venue));
        }
    }

    [Fact, Trait("Criterion", "PRIC-005")]
    public void One_that_runs_away_alone_freezes_nobody()
    {
        var index = Scenario.Index("a", "b", "c", "wick") with { FrozenShare = Rate.FromPercent(5), FrozenFloor = Rate.FromPercent(1) };
        var venue = new Scenario(index: index);
        for (var minute = 0; minute <= 5; minute++)
        {
            venue.Wait(Duration.FromMinutes(1)).Sources(Scenario.BtcUsd, 26_000, 26_005, 25_995, 26_000);
        }

        // Its range of 16 % makes three quiet sources look frozen beside it; it is the one that must go.
        venue.Wait(Duration.FromSeconds(15)).Sources(Scenario.BtcUsd, 26_000, 26_005, 25_995, 31_000);

        Assert.Equal([((byte)3, SourceState.Deviating)], States(venue));
        Assert.Equal(26_000, Index(venue));
    }

    [Fact, Trait("Criterion", "PRIC-002")]
    public void A_longer_frozen_window_does_not_remember_what_is_older_than_itself()
    {
        var index = Scenario.Index("quiet", "b", "c") with
        {
            FrozenShare = Rate.FromPercent(5),
            FrozenFloor = Rate.FromPercent(1),
            FrozenWindow = Duration.FromSeconds(8),
        };
        var venue = new Scenario(index: index);
        for (var second = 0; second < 8; second++)
        {
            venue
                .Sources(Scenario.BtcUsd, 10_000 + (30 * second), 10_000 + (30 * second), 10_000 + (30 * second))
                .Wait(Duration.FromSeconds(1));
        }

        // Everybody has ranged 2 % within eight seconds. From here on nobody moves.
        venue.Do(new Commands.ChangeIndex(venue.Now, index with { FrozenWindow = Duration.FromSeconds(80) }, venue.Now));
        for (var i = 0; i < 12; i++)
        {
            venue.Wait(Duration.FromSeconds(5)).Sources(Scenario.BtcUsd, 10_210, null, null);
            venue.Wait(Duration.FromSeconds(15)).Sources(Scenario.BtcUsd, 10_210, 10_210, 10_210);
            Assert.Empty(States(venue));
        }
    }

    [Fact, Trait("Criterion", "PRIC-003")]
    public void One_of_three_beyond_the_deviation_is_dropped()
    {
        var venue = new Scenario();
        venue.Price(1000);

        // Three percent of the median of 1,000 is 30: at 1,030 it still counts.
        venue.Sources(Scenario.BtcUsd, 990, 1000, 1030);
        Assert.Equal((1000, 3), (Index(venue), Live(venue)));
        venue.Sources(Scenario.BtcUsd, 990, 1000, 1031);

        Assert.Equal([((byte)2, SourceState.Deviating)], States(venue));
        Assert.Equal((995, 2), (Index(venue), Live(venue)));
    }

    [Fact, Trait("Criterion", "PRIC-004")]
    public void A_dropped_source_returns_after_it_was_good_for_long_enough()
    {
        var venue = new Scenario();
        venue.Price(1000).Sources(Scenario.BtcUsd, 1000, 1000, 1200);

        venue.Wait(Duration.FromSeconds(1)).Sources(Scenario.BtcUsd, 1000, 1000, 1010);
        Assert.Equal([((byte)2, SourceState.Returning)], States(venue));
        Assert.Equal(venue.Now, Assert.Single(venue.Latest<SourceGoodSince>()).Since);
        venue.Wait(new(Duration.FromMinutes(1).Nanoseconds - 1)).Sources(Scenario.BtcUsd, 1000, 1000, 1010);
        Assert.Empty(States(venue));
        venue.Wait(new(1)).Sources(Scenario.BtcUsd, 1000, 1000, 1010);

        Assert.Equal([((byte)2, SourceState.Live)], States(venue));
    }

    [Fact, Trait("Criterion", "PRIC-004")]
    public void A_relapse_starts_the_wait_again()
    {
        var venue = new Scenario();
        venue.Price(1000).Sources(Scenario.BtcUsd, 1000, 1000, 1200);
        venue.Sources(Scenario.BtcUsd, 1000, 1000, 1010);
        venue.Wait(Duration.FromSeconds(50)).Sources(Scenario.BtcUsd, 1000, 1000, 1200);
        venue.Wait(Duration.FromSeconds(1)).Sources(Scenario.BtcUsd, 1000, 1000, 1010);

        venue.Wait(Duration.FromSeconds(59)).Sources(Scenario.BtcUsd, 1000, 1000, 1010);
        Assert.Empty(States(venue));
        venue.Wait(Duration.FromSeconds(1)).Sources(Scenario.BtcUsd, 1000, 1000, 1010);

        Assert.Equal([((byte)2, SourceState.Live)], States(venue));
    }

    [Fact, Trait("Criterion", "PRIC-004")]
    public void A_dropped_source_returns_at_once_when_nobody_else_is_live()
    {
        var venue = new Scenario();
        venue.Price(1000).Sources(Scenario.BtcUsd, 1000, 1000, 1200);

        venue.Quote((0, 0, 0), (1, 0, 0), (2, 1000, 1000));

        Assert.Equal((1000, 1), (Index(venue), Live(venue)));
        Assert.Contains(((byte)2, SourceState.Live), States(venue));
    }

    [Theory, Trait("Criterion", "PRIC-005")]
    [InlineData(1)]
    [InlineData(990)]
    [InlineData(1_000)]
    [InlineData(1_015)]
    [InlineData(1_000_000)]
    public void With_three_sources_one_cannot_move_the_index_beyond_the_range_of_the_others(long anywhere)
    {
        var venue = new Scenario();
        venue.Price(1000);

        venue.Sources(Scenario.BtcUsd, 995, anywhere, 1005);

        Assert.InRange(Index(venue), 995, 1005);
    }

    [Fact, Trait("Criterion", "PRIC-006")]
    public void A_source_in_a_stablecoin_is_multiplied_by_that_coins_index()
    {
        var (venue, stable, converted) = Stablecoin();

        // The coin at 0.98 (two decimals: 98): 1,000 of it are 980; 1,001 · 98 ÷ 100 is 980.98, down to 980.
        venue.Prices((stable, 98), (converted, 1000));
        Assert.Equal(980, venue.Engine.IndexPrice(converted).Units);
        venue.Sources(converted, 1001);

        Assert.Equal(980, venue.Engine.IndexPrice(converted).Units);
    }

    [Fact, Trait("Criterion", "PRIC-006")]
    public void Without_the_stablecoins_price_its_sources_are_stale()
    {
        var (venue, stable, converted) = Stablecoin();
        venue.Sources(converted, 1000);
        Assert.Equal(0, venue.Engine.IndexPrice(converted).Units);

        venue.Prices((stable, 100));
        Assert.Equal(1000, venue.Engine.IndexPrice(converted).Units);
        venue.Wait(Duration.FromMinutes(5)).Wait(new(1)).Sources(converted, 900);

        Assert.Contains(venue.Latest<SourceStateChanged>(), changed => changed.Index == converted && changed.State == SourceState.Stale);
        Assert.Equal(1000, venue.Engine.IndexPrice(converted).Units);
    }

    [Fact, Trait("Criterion", "INST-007")]
    public void A_quote_beyond_what_can_be_valued_is_refused_and_a_conversion_beyond_it_is_no_price()
    {
        // Two more decimals than the dollar, with 2 of its own: up to 10^7 · 10^(2 + 0 − 0) = 10^9 dollars a coin.
        var venue = new Scenario();
        venue.Price(1_000_000_000);

        var refused = venue.Refused(
            new Commands.SubmitQuotes(venue.Now, new IndexQuote[] { new(Scenario.BtcUsd, 0, new(1), new(1_000_000_001)) }, default)
        );

        Assert.Equal(RejectReason.PriceOutOfRange, refused.Reason);

        var (other, stable, converted) = Stablecoin();
        other.Do(new Commands.ListAsset(other.Now, Scenario.Bitcoin with { Id = new(2), Symbol = "X", Index = converted }));
        other.Prices((stable, 200), (converted, 600_000_000));
        Assert.Equal(0, other.Engine.IndexPrice(converted).Units);
    }

    [Fact, Trait("Criterion", "PRIC-005")]
    public void A_source_with_most_of_the_weight_does_not_decide_alone()
    {
        var venue = new Scenario(index: Scenario.Index() with { Sources = [new("a", 3), new("b", 1), new("c", 1)] });

        venue.Sources(Scenario.BtcUsd, 900, 1000, 1000);

        Assert.Equal((1000, 2), (Index(venue), Live(venue)));
        Assert.Contains(((byte)0, SourceState.Deviating), States(venue));
    }

    [Fact, Trait("Criterion", "PRIC-005")]
    public void Nor_does_it_while_it_stays_within_the_deviation()
    {
        var venue = new Scenario(index: Scenario.Index() with { Sources = [new("a", 3), new("b", 1), new("c", 1)] });

        venue.Sources(Scenario.BtcUsd, 1020, 1000, 1001);

        Assert.Equal((1001, 3), (Index(venue), Live(venue)));
    }

    [Fact, Trait("Criterion", "PRIC-005")]
    public void Weights_are_held_against_those_that_still_count()
    {
        var weights = new[] { 8, 6, 6, 4, 2 }.Select((weight, place) => new IndexSource($"s{place}", weight));
        var venue = new Scenario(index: Scenario.Index() with { Sources = [.. weights], MaxDeviation = Rate.FromPercent(3) });
        venue.Sources(Scenario.BtcUsd, 1000, 1000, 1000, 1000, 1000);

        // Both sixes are stale. Eight of fourteen would be most of the weight; against four and two it counts five.
        venue.Wait(Duration.FromMinutes(5)).Wait(new(1)).Sources(Scenario.BtcUsd, 900, null, null, 1000, 1001);

        Assert.Equal([((byte)0, SourceState.Deviating), ((byte)1, SourceState.Stale), ((byte)2, SourceState.Stale)], States(venue));
        Assert.Equal(1000, Index(venue));
    }

    /// <summary>Whatever one source says and weighs: the index stays among the others, and none of them is dropped for it.</summary>
    [Fact, Trait("Criterion", "PRIC-005")]
    public void One_liar_of_any_weight_moves_the_index_nowhere_beyond_the_others_and_drops_none_of_them()
    {
        var any =
            from count in Gen.Choose(2, 8)
            from honest in Gen.Choose(1000, 1030).ArrayOf(count)
            from weights in Gen.Choose(1, 4).Or(Gen.Choose(1, 1000)).ArrayOf(count)
            from lie in Gen.Choose(950, 1080).Or(Gen.Choose(0, 1_000_000_000))
            from weight in Gen.Choose(1, 1000)
            from place in Gen.Choose(0, count)
            select (honest, weights, lie, weight, place);
        Prop.ForAll(
                Arb.From(any),
                one =>
                {
                    var prices = one.honest.ToList();
                    var weights = one.weights.ToList();
                    prices.Insert(one.place, one.lie);
                    weights.Insert(one.place, one.weight);
                    var venue = new Scenario(
                        index: Scenario.Index() with
                        {
                            Sources = [.. weights.Select((weight, place) => new IndexSource($"s{place}", weight))],
                            MaxDeviation = Rate.FromPercent(3),
                        }
                    );
                    venue.Sources(Scenario.BtcUsd, [.. prices.Select(price => (long?)price)]);
                    return Index(venue) >= one.honest.Min()
                        && Index(venue) <= one.honest.Max()
                        && States(venue).All(each => each.State == SourceState.Live || each.Source == one.place);
                }
            )
            .Check(Exploration.Of(2_000));
    }

    private static (Scenario Venue, IndexId Stable, IndexId Converted) Stablecoin()
    {
        var venue = new Scenario();
        var stable = venue.List(Scenario.Index("p", "q", "r") with { Symbol = "USDC/USD", Decimals = 2 });
        var converted = venue.List(
            Scenario.Index() with
            {
                Symbol = "BTC/USDC",
                Sources = [new IndexSource("u", 1, stable), new IndexSource("v", 1, stable), new IndexSource("w", 1, stable)],
            }
        );
        return (venue, stable, converted);
    }

    private static long Index(Scenario venue) => venue.Engine.IndexPrice(Scenario.BtcUsd).Units;

    private static int Live(Scenario venue) => venue.LiveSources(Scenario.BtcUsd);

    /// <summary>What changed of the standard index, live sources of the very first quote included.</summary>
    private static IEnumerable<(byte Source, SourceState State)> States(Scenario venue) =>
        venue
            .Latest<SourceStateChanged>()
            .Where(changed => changed.Index == Scenario.BtcUsd)
            .Select(changed => (changed.Source, changed.State));
}
