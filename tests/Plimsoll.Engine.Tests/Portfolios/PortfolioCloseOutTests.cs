using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Trading;
using Plimsoll.Instruments;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Testing;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Portfolios;

/// <summary>What is closed of an account under portfolio margin, and in which order.</summary>
public sealed class PortfolioCloseOutTests
{
    private static readonly Duration Year = Duration.FromHours(365 * 24);
    private static readonly Rate Target = Rate.FromPercent(110);

    [Fact, Trait("Criterion", "PACC-031")]
    public void The_least_lots_are_closed_that_reach_the_target() =>
        Prop.ForAll(
                (
                    from contracts in Gen.Choose(1, 400)
                    from hedge in Gen.Choose(0, 400)
                    from spare in Gen.Choose(1, 100)
                    select (contracts, hedge, spare)
                ).ToArbitrary(),
                given =>
                {
                    var (venue, future, user, maker) = Begin(Schemes.TenPercent);
                    // A tenth of what is not hedged is needed: some part of it is there.
                    venue.Deposit(user, Scenario.Usd, 1 + (Math.Abs(given.contracts - given.hedge) * 10L * given.spare / 100));
                    venue.Do(Pair(venue, user, maker, future, (given.contracts, 100), (given.hedge, 100)));
                    if (venue.LiquidationOrder() is not { } order)
                        return true;

                    var (snapshot, size) = (venue.Engine.Snapshot(), order.Quantity);
                    // Of two legs perhaps no eighth of either gets there; one alone always does.
                    if (!Reaches(snapshot, user, maker, order, size.Units))
                        return given.hedge > 0;

                    return size.Abs().Units == 1 || !Reaches(snapshot, user, maker, order, size.Units - size.Sign);
                }
            )
            .Check(Exploration.Of(150));

    [Theory, Trait("Criterion", "PACC-033"), Trait("Criterion", "PACC-034")]
    [InlineData(160, false)]
    [InlineData(160, true)]
    [InlineData(7, true)]
    [InlineData(1, true)]
    public void A_calendar_spread_is_closed_in_turns(int size, bool isFund)
    {
        var (venue, future, user, maker) = Begin(Schemes.WithHedgeCharge);
        venue.Fund(1_000_000);
        // Bought at 100 and sold at 60: all but a dollar a pair is lost at once, and the pair needs two.
        venue.Deposit(user, Scenario.Usd, 41L * size);
        venue.Do(Pair(venue, user, maker, future, (size, 100), (size, 60)));
        var (turns, last) = (0, new InstrumentId(ushort.MaxValue));
        for (var step = 0; venue.Condition(user) == AccountCondition.InLiquidation; step++)
        {
            Assert.True(step < 1_000, "It does not end.");
            var order = venue.LiquidationOrder()!.Value;
            turns += last == order.Instrument ? 0 : 1;
            last = order.Instrument;
            if (isFund)
                venue.BookRefuses();
            else
                venue.Trade(user, maker, order.Quantity.Units, venue.Mark(order.Instrument), order.Instrument, order.Order);

            var (bought, sold) = (venue.Position(user), -venue.Position(user, future));
            Assert.True(Math.Abs(bought - sold) <= (Math.Max(bought, sold) / 8) + 2, $"{bought} bought, {sold} sold");
        }

        Assert.True(size < 8 || turns > 2, $"{turns} turns");
        Assert.Equal(0, venue.Imbalance(Scenario.Usd));
    }

    [Fact, Trait("Criterion", "PACC-030")]
    public void A_hedge_has_its_share_of_a_deficit_though_the_account_needs_little()
    {
        var (venue, future, user, maker) = Begin(Schemes.WithHedgeCharge);
        venue.Deposit(user, Scenario.Usd, 410);
        venue.Do(Pair(venue, user, maker, future, (10, 100), (10, 60)));

        // 10 are left, and each leg alone needs 100: half of it for ten contracts, lost half a dollar away, and the limit is a whole dollar that is no worse.
        Assert.Equal(100, venue.LiquidationOrder()!.Value.LimitPrice.Units);
    }

    private static bool Reaches(byte[] snapshot, AccountId user, AccountId maker, LiquidationOrderPlaced order, long quantity)
    {
        var engine = MarginEngine.Restore(snapshot);
        TradeLeg[] legs = [new(99_999, order.Instrument, new(quantity), order.SizingPrice, user, OrderId.None, maker, OrderId.None)];
        Assert.True(engine.Apply(new RecordTrades(engine.Now, legs)).IsAccepted);
        var margin = engine.MarginOf(user);
        return margin.Equity >= margin.MaintenanceMargin.Scale(Target, Rounding.Ceiling);
    }

    /// <summary>A venue whose fees and sizing leave nothing but margin to look at; a user under the scheme with nothing yet.</summary>
    private static (Scenario Venue, InstrumentId Future, AccountId User, AccountId Maker) Begin(PortfolioMarginModel model)
    {
        var free = Scenario.Perpetual with { Fees = FeeSchedule.Free };
        var venue = new Scenario(
            new() { Numeraire = Scenario.Usd, LiquidationTarget = Target },
            Scenario.ThreeSources with
            {
                StaleAfter = Duration.FromHours(24),
            },
            free
        ).Price(100);
        var future = venue.List(Listings.DatedFuture(venue.Now + Year) with { Fees = FeeSchedule.Free });
        venue.Price(100).Do(new ListScheme(venue.Now, Schemes.Of(model)));
        var user = venue.User();
        venue.Do(new SetScheme(venue.Now, user, new(1)));
        return (venue, future, user, venue.Maker());
    }

    /// <summary>So many perpetuals bought and so many futures sold, each at its price, at once.</summary>
    private static RecordTrades Pair(
        Scenario venue,
        AccountId user,
        AccountId maker,
        InstrumentId future,
        (long Size, long Price) bought,
        (long Size, long Price) sold
    )
    {
        TradeLeg[] legs =
        [
            new(77_777, Scenario.Perp, new(bought.Size), new(bought.Price), user, OrderId.None, maker, OrderId.None),
            new(77_778, future, new(-sold.Size), new(sold.Price), user, OrderId.None, maker, OrderId.None),
        ];
        return new(venue.Now, legs.AsMemory(0, sold.Size == 0 ? 1 : 2));
    }
}
