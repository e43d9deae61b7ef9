using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Pricing;
using Plimsoll.Surfaces;
using Plimsoll.Testing;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Options;

public sealed class OptionPropertyTests
{
    private static readonly Gen<Case> Cases =
        from index in Gen.Choose(20, 400)
        from strike in Gen.Choose(20, 400)
        from carry in Gen.Choose(90, 115)
        from hours in Gen.Choose(2, 5_000)
        from level in Gen.Choose(0, 300)
        from wings in Gen.Choose(0, 300)
        from tilt in Gen.Choose(-95, 95)
        from moved in Gen.Choose(80, 125)
        from later in Gen.Choose(0, 100)
        select new Case(index, strike, carry, hours, level, wings, tilt, moved, later);

    [Fact, Trait("Criterion", "OPTI-013")]
    public void Call_less_put_is_the_forward_less_the_strike() => Prop.ForAll(Cases.ToArbitrary(), HoldsParity).Check(Exploration.Of(300));

    [Fact, Trait("Criterion", "OPTI-012")]
    public void A_mark_lies_within_its_own_book() =>
        Prop.ForAll(
                Cases.ToArbitrary(),
                Gen.Choose(1, 40_000).Two().ToArbitrary(),
                (given, book) =>
                {
                    var (venue, call, _) = Set(given, isInverse: false);
                    var (bid, ask) = (Math.Min(book.Item1, book.Item2), Math.Max(book.Item1, book.Item2));
                    return venue.Book(bid, ask, 0, call).Mark(call) is var mark && mark >= bid && mark <= ask;
                }
            )
            .Check(Exploration.Of(200));

    [Fact, Trait("Criterion", "OPTI-021"), Trait("Criterion", "OPTI-020")]
    public void Whatever_the_index_did_expiry_is_zero_sum_and_pays_the_intrinsic_value() =>
        Prop.ForAll(
                Cases.ToArbitrary(),
                Gen.Elements(true, false).ToArbitrary(),
                (given, isInverse) =>
                {
                    var (venue, call, put) = Set(given, isInverse);
                    var (buyer, seller) = (venue.User(1_000_000), venue.User(1_000_000));
                    venue.Deposit(buyer, Scenario.Btc, 1_000_000);
                    venue.Deposit(seller, Scenario.Btc, 1_000_000);
                    venue.Trade(buyer, seller, 1_000, 100, call);
                    venue.Trade(seller, buyer, 1_000, 100, put);
                    // The index stands still through the window, so that it is the delivery price.
                    var price = given.Index * given.Moved / 100;
                    venue.Wait(Duration.FromMinutes((given.Hours * 60) - 45)).Price(price).Wait(Duration.FromMinutes(15)).Price(price);
                    venue.Advance(Duration.FromMinutes(30));
                    var asset = isInverse ? Scenario.Btc : Scenario.Usd;
                    var before = venue.Balance(buyer, asset);

                    venue.Do(new ExpireInstrument(venue.Now, call)).Do(new ExpireInstrument(venue.Now, put));

                    // Long call and short put at the same premium: what is gained is S − K each, and in the coin (S − K)/S less two roundings.
                    var gained = venue.Balance(buyer, asset) - before;
                    var delivered = venue.Engine.IndexPrice(Scenario.BtcUsd).Units;
                    var exact = isInverse ? 100_000m * (delivered - given.Strike) / delivered : 1_000m * (delivered - given.Strike);
                    return Math.Abs(gained - exact) <= (isInverse ? 21 : 0)
                        && venue.Imbalance(asset) == 0
                        && venue.Balance(AccountId.Clearing, asset) == 0
                        && venue.Position(buyer, call) == 0
                        && venue.Position(seller, put) == 0;
                }
            )
            .Check(Exploration.Of(150));

    [Fact, Trait("Criterion", "OPTI-040")]
    public void Snapshot_and_follower_go_on_the_same() =>
        Prop.ForAll(
                Cases.ToArbitrary(),
                given =>
                {
                    var (venue, call, put) = Set(given, isInverse: true);
                    var restored = MarginEngine.Restore(venue.Engine.Snapshot());
                    Command[] commands =
                    [
                        new AdvanceTime(venue.Now + Duration.FromMinutes(given.Hours * given.Later / 2)),
                        new SetSurface(
                            venue.Now + Duration.FromMinutes(given.Hours * given.Later / 2),
                            Scenario.BtcUsd,
                            new[] { venue.Flat(Timestamp.FromMilliseconds(2_000_000_000_000), 0.5, 2 * given.Index) }
                        ),
                    ];
                    foreach (var command in commands)
                    {
                        restored.Apply(command);
                        venue.Try(command);
                    }

                    return restored.EventHash.SequenceEqual(venue.Engine.EventHash)
                        && restored.StateHash().AsSpan().SequenceEqual(venue.Engine.StateHash())
                        && restored.MarkPrice(call) == venue.Engine.MarkPrice(call)
                        && restored.MarkPrice(put) == venue.Engine.MarkPrice(put);
                }
            )
            .Check(Exploration.Of(100));

    [Fact, Trait("Criterion", "OPTI-040")]
    public void A_follower_has_the_same_state()
    {
        var engine = new MarginEngine(new() { Numeraire = Scenario.Usd });
        var follower = MarginEngine.Follow(engine.Events);
        var venue = new Scenario();
        var now = venue.Now;
        var expiry = now + Duration.FromHours(10);
        SurfaceSlice[] surface = [venue.Flat(now + Duration.FromHours(1), 0.5, 100), venue.Flat(expiry, 0.6, 103)];
        Command[] commands =
        [
            new ListAsset(now, Scenario.Dollar),
            new ListIndex(now, Scenario.ThreeSources),
            new ListAsset(now, Scenario.Bitcoin),
            new ListInstrument(now, Listings.InverseOption(OptionType.Put, 110, expiry)),
            new SubmitQuotes(now, new Plimsoll.Engine.Marking.IndexQuote[] { new(Scenario.BtcUsd, 0, new(100), new(100)) }, default),
            new SetSurface(now, Scenario.BtcUsd, surface),
            new SetSurface(now, Scenario.BtcUsd, surface.AsMemory(1)),
            new AdvanceTime(now + Duration.FromHours(2)),
        ];
        foreach (var command in commands)
        {
            Assert.True(engine.Apply(command).IsAccepted, $"{command}");
            follower.FollowOn(engine.Events);
        }

        Assert.True(engine.MarkPrice(new(0)).IsPositive);
        Assert.Equal(engine.StateHash(), follower.StateHash());
        Assert.Equal(engine.Snapshot(), MarginEngine.Restore(engine.Snapshot()).Snapshot());
    }

    private static bool HoldsParity(Case given)
    {
        var (venue, call, put) = Set(given, isInverse: false);
        var (coinVenue, coinCall, coinPut) = Set(given, isInverse: true);
        var forward = given.Index * given.Carry / 100.0;
        var money = venue.Mark(call) - venue.Mark(put) - (100 * (forward - given.Strike));
        var coin = coinVenue.Mark(coinCall) - coinVenue.Mark(coinPut) - (10_000 * (1 - (given.Strike / forward)));
        // Each is rounded by itself, and what is worth less than half a unit is held at one.
        return Math.Abs(money) <= (IsHeld(venue, call, put) ? 1.5001 : 1.0001)
            && Math.Abs(coin) <= (IsHeld(coinVenue, coinCall, coinPut) ? 1.5001 : 1.0001);
    }

    private static bool IsHeld(Scenario venue, InstrumentId call, InstrumentId put) => venue.Mark(call) == 1 || venue.Mark(put) == 1;

    /// <summary>A call and a put of one strike and expiry, marked.</summary>
    private static (Scenario Venue, InstrumentId Call, InstrumentId Put) Set(Case given, bool isInverse)
    {
        var venue = new Scenario(index: Scenario.ThreeSources with { StaleAfter = Duration.FromHours(24) }).Price(given.Index);
        var expiry = venue.Now + Duration.FromHours(given.Hours);
        var (call, put) = (List(OptionType.Call), List(OptionType.Put));
        var years = given.Hours / (365.0 * 24);
        venue.Surface(
            new SurfaceSlice(
                expiry,
                given.Index * given.Carry * (SurfaceSlice.UnitsPerWhole / 100),
                SviParameters.FromReal(given.Level * given.Level / 1e4 * years, given.Wings / 100.0 * years, given.Tilt / 100.0, 0, 0.2)
            )
        );
        return (venue, call, put);

        InstrumentId List(OptionType right) =>
            venue.List(isInverse ? Listings.InverseOption(right, given.Strike, expiry) : Listings.Option(right, given.Strike, expiry));
    }

    private sealed record Case(long Index, long Strike, long Carry, int Hours, int Level, int Wings, int Tilt, long Moved, int Later);
}
