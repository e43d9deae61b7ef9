using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Trading;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Margin.Scenarios.Shocks;
using Plimsoll.Pricing;
using Plimsoll.Testing;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Portfolios;

/// <summary>What orders of an account under portfolio margin reserve, whatever it holds and whatever of them fills.</summary>
public sealed class PortfolioOrderProperties
{
    private const int Instruments = 4;
    private static readonly Duration Year = Duration.FromHours(365 * 24);

    private static readonly Gen<Case> Cases =
        from held in Gen.Choose(-20, 20).ArrayOf(Instruments)
        from coins in Gen.Choose(0, 2_000)
        from resting in OrderGen.ListOf()
        from order in OrderGen
        from more in Gen.Choose(1, 20)
        from filled in Gen.Choose(0, 2).ArrayOf(8)
        from range in Gen.Choose(2, 30)
        from rate in Gen.Choose(0, 30)
        from isTogether in Gen.Elements(true, false)
        select new Case(held, coins, [.. resting.Take(6)], order, more, filled, range, rate, isTogether);

    private static Gen<Wish> OrderGen =>
        from instrument in Gen.Choose(0, Instruments - 1)
        from quantity in Gen.Choose(1, 20)
        from isBuy in Gen.Elements(true, false)
        from away in Gen.Choose(-5, 5)
        select new Wish(instrument, isBuy ? quantity : -quantity, away);

    [Fact, Trait("Criterion", "PACC-021")]
    public void An_order_never_lowers_initial_margin_and_more_of_it_never_needs_less() =>
        Prop.ForAll(
                Cases.ToArbitrary(),
                given =>
                {
                    var (venue, user, instruments) = Begin(given, BySize(given.Rate));
                    foreach (var resting in given.Resting)
                        Place(venue, user, instruments, resting);

                    var before = Initial(venue, user);
                    var (order, limit) = Place(venue, user, instruments, given.Order);
                    var with = Initial(venue, user);
                    venue.Do(
                        new AmendOrder(venue.Now, order, new(given.Order.Quantity + Math.Sign(given.Order.Quantity) * given.More), limit)
                    );
                    return before <= with && with <= Initial(venue, user);
                }
            )
            .Check(Exploration.Of(150));

    [Fact, Trait("Criterion", "PACC-021")]
    public void Whatever_the_charges_orders_never_take_initial_margin_below_what_is_needed_without_them() =>
        Prop.ForAll(
                Cases.ToArbitrary(),
                given =>
                {
                    var (venue, user, instruments) = Begin(given, ByHedge(given.Rate));
                    var without = Initial(venue, user);
                    return given.Resting.All(resting =>
                    {
                        Place(venue, user, instruments, resting);
                        return without <= Initial(venue, user);
                    });
                }
            )
            .Check(Exploration.Of(100));

    [Fact, Trait("Criterion", "PACC-022")]
    public void Whatever_fills_the_account_needs_no_more_than_was_reserved() =>
        Prop.ForAll(
                Cases.ToArbitrary(),
                given =>
                {
                    var (venue, user, instruments) = Begin(given, BySize(given.Rate));
                    var placed = given
                        .Resting.Append(given.Order)
                        .Select(wish => (wish, Place(venue, user, instruments, wish).Order))
                        .ToList();
                    var (reserved, maker) = (Initial(venue, user), venue.Maker());
                    for (var i = 0; i < placed.Count; i++)
                    {
                        var ((instrument, quantity, _), order) = placed[i];
                        var part = quantity * given.Filled[i % given.Filled.Length] / 2;
                        if (part == 0)
                            continue;

                        // At the mark: nothing but the position moves.
                        venue.Trade(user, maker, part, Mark(venue, instruments[instrument]), instruments[instrument], order);
                        // A unit is what two roundings of the same number may differ by.
                        if (Initial(venue, user) > reserved + 1)
                            return false;
                    }

                    return true;
                }
            )
            .Check(Exploration.Of(200));

    private static PortfolioCharge[] BySize(int perMille) =>
        [
            new NotionalCharge("size", ChargeStage.WithScenarios, ChargeLevels.Both, perMille / 1000.0)
            {
                Kinds = [PositionKind.Perpetual, PositionKind.Option],
            },
        ];

    private static PortfolioCharge[] ByHedge(int perMille) =>
        [
            .. BySize(perMille),
            new DeltaCharge("net", ChargeStage.Plain, ChargeLevels.Both, perMille / 1000.0, perMille / 2000.0),
            new DeltaCharge("basis", ChargeStage.Floor, ChargeLevels.Both, 0, perMille / 500.0) { IsBetweenExpiries = true },
            new ShortOptionCharge("shorts", ChargeStage.Scaled, ChargeLevels.Initial, perMille / 1000.0),
        ];

    /// <summary>A user with all the money there is need of, and positions in a perpetual, a future, a call and an inverse perpetual, beside a coin that hedges.</summary>
    private static (Scenario Venue, AccountId User, InstrumentId[] Instruments) Begin(Case given, PortfolioCharge[] charges)
    {
        var venue = new Scenario(index: Scenario.ThreeSources with { StaleAfter = Duration.FromHours(24) }).Price(100);
        InstrumentId[] instruments =
        [
            Scenario.Perp,
            venue.List(Listings.DatedFuture(venue.Now + Year)),
            venue.List(Listings.Option(OptionType.Call, 100, venue.Now + Year)),
            venue.List(Listings.Inverse),
        ];
        venue.Price(100).Surface(venue.Flat(venue.Now + Year, 0.4, 100)).Price(100);
        var (down, up) = (1 - (given.Range / 100.0), 1 + (given.Range / 100.0));
        var model = new PortfolioMarginModel([
            new(
                "grid",
                [new(down, VolatilityMove.Up), new(down, VolatilityMove.Down), new(up, VolatilityMove.Up), new(up, VolatilityMove.Down)]
            ),
        ])
        {
            Volatility = new(0.5, 0.5),
            Charges = charges,
            Netting = given.IsTogether ? BookNetting.SameScenario : BookNetting.PerUnderlying,
            InitialFactor = 1.5,
        };
        venue.Do(new ListScheme(venue.Now, Schemes.Of(model, new SchemeCollateral(Scenario.Btc, Scenario.BtcUsd))));
        var (user, maker) = (venue.User(100_000_000), venue.Maker());
        venue.Do(new SetScheme(venue.Now, user, new(1)));
        if (given.Coins > 0)
            venue.Deposit(user, Scenario.Btc, given.Coins);

        for (var i = 0; i < Instruments; i++)
        {
            if (given.Held[i] != 0)
                venue.Trade(user, maker, given.Held[i], Mark(venue, instruments[i]), instruments[i]);
        }

        return (venue, user, instruments);
    }

    private static (OrderId Order, Price Limit) Place(Scenario venue, AccountId user, InstrumentId[] instruments, Wish wish)
    {
        var (mark, tick) = (Mark(venue, instruments[wish.Instrument]), wish.Instrument == 2 ? 100 : 1);
        var limit = Math.Max(1, (mark / tick) + wish.Away) * tick;
        return (venue.Order(user, wish.Quantity, limit, instruments[wish.Instrument]), new(limit));
    }

    /// <summary>The mark, to the tick.</summary>
    private static long Mark(Scenario venue, InstrumentId instrument)
    {
        var tick = venue.Engine.CopyMarket().Contract(instrument).Parameters.TickSize.Units;
        return Math.Max(1, venue.Mark(instrument) / tick) * tick;
    }

    private static Int128 Initial(Scenario venue, AccountId user) => venue.Engine.MarginOf(user).InitialMargin.Units;

    private sealed record Wish(int Instrument, int Quantity, int Away);

    private sealed record Case(
        int[] Held,
        int Coins,
        Wish[] Resting,
        Wish Order,
        int More,
        int[] Filled,
        int Range,
        int Rate,
        bool IsTogether
    );
}
