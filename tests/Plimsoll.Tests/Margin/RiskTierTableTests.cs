using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Margin;
using Plimsoll.Testing;
using Plimsoll.Values;

namespace Plimsoll.Tests.Margin;

public sealed class RiskTierTableTests
{
    /// <summary>Binance's BTCUSDT table as far as its example needs it.</summary>
    private static RiskTierTable Binance { get; } =
        RiskTierTable.Progressive(
            [
                (Money.Zero, Rate.FromPercent(1), Rate.FromBasisPoints(40)),
                (Sample.Usd(50_000), Rate.FromPercent(1), Rate.FromBasisPoints(50)),
                (Sample.Usd(250_000), Rate.FromPercent(2), Rate.FromPercent(1)),
            ],
            TierBoundary.FloorInclusive
        );

    [Fact, Trait("Criterion", "MARG-003")]
    public void A_progressive_table_derives_its_amounts()
    {
        var amounts = Binance.Tiers.ToArray().Select(tier => tier.MaintenanceAmount);

        Assert.Equal([Money.Zero, Sample.Usd(50), Sample.Usd(1_300)], amounts);
    }

    [Theory, Trait("Criterion", "MARG-003")]
    [InlineData(264_000, 1_340)]
    [InlineData(250_000, 1_200)]
    [InlineData(50_000, 200)]
    [InlineData(10_000, 40)]
    [InlineData(0, 0)]
    public void Maintenance_margin_is_the_rate_less_the_amount(int notional, int margin) =>
        Assert.Equal(Sample.Usd(margin), Binance.MaintenanceMargin(Sample.Usd(notional)));

    [Theory, Trait("Criterion", "MARG-004")]
    [InlineData(TierBoundary.CapInclusive, 2_000, 20)]
    [InlineData(TierBoundary.CapInclusive, 2_001, 30.015)]
    [InlineData(TierBoundary.FloorInclusive, 1_999, 19.99)]
    [InlineData(TierBoundary.FloorInclusive, 2_000, 30)]
    public void A_flat_rate_holds_for_the_whole_position(TierBoundary boundary, int notional, decimal margin)
    {
        var table = RiskTierTable.Flat(
            [(Money.Zero, Rate.FromPercent(2), Rate.FromPercent(1)), (Sample.Usd(2_000), Rate.FromPercent(3), Rate.FromBasisPoints(150))],
            boundary
        );

        Assert.Equal(Sample.Usd(margin), table.MaintenanceMargin(Sample.Usd(notional)));
    }

    [Theory, Trait("Criterion", "MARG-005")]
    [InlineData(1_000, 1_000)]
    [InlineData(0, 200)]
    [InlineData(10_000, 200)]
    public void The_user_may_ask_for_more_than_the_tier_but_not_for_less(int hundredths, int margin)
    {
        var table = Sample.Rates(initialPercent: 2, maintenancePercent: 1);

        Assert.Equal(Sample.Usd(margin), table.InitialMargin(Sample.Usd(10_000), new Leverage(hundredths)));
    }

    [Theory, Trait("Criterion", "MARG-005")]
    [InlineData(true)]
    [InlineData(false)]
    public void Leverage_takes_its_part_to_the_last_unit(bool isUsers)
    {
        var tiers = isUsers ? Leverage.Unset : Leverage.Of(15);
        var rate = isUsers ? Rate.FromPercent(2) : tiers.InitialMarginRate;
        var table = RiskTierTable.Of(
            [new(Money.Zero, rate, Rate.FromPercent(1), Money.Zero, tiers)],
            TierStyle.Flat,
            TierBoundary.FloorInclusive
        );

        Assert.Equal(Sample.Usd(16_000), table.InitialMargin(Sample.Usd(240_000), isUsers ? Leverage.Of(15) : Leverage.Unset));
    }

    [Fact, Trait("Criterion", "MARG-003")]
    public void A_progressive_table_is_continuous_at_every_boundary() =>
        Prop.ForAll(
                AnyTiers.Tables(TierStyle.Progressive),
                table =>
                    Enumerable
                        .Range(1, table.Tiers.Length - 1)
                        .All(row =>
                        {
                            var floor = table.Tiers[row].Floor;
                            var step = table.MaintenanceMargin(floor + new Money(1)) - table.MaintenanceMargin(floor - new Money(1));

                            // Two units of notional cost at most two units, and each of the roundings at most one.
                            return step >= Money.Zero && step <= new Money(4);
                        })
            )
            .Check(Exploration.Of(500));

    [Fact, Trait("Criterion", "MARG-008")]
    public void Requirements_never_fall_when_the_notional_grows() =>
        Prop.ForAll(
                Arb.From(AnyTiers.Any),
                Arb.From(AnyTiers.Notionals.Two()),
                Arb.From(Gen.Elements(0, 100, 333, 1_000, 12_500)),
                (table, notionals, leverage) =>
                {
                    var less = Money.Min(notionals.Item1, notionals.Item2);
                    var more = Money.Max(notionals.Item1, notionals.Item2);
                    return Holds(table, less, more, new Leverage(leverage))
                        && table
                            .Tiers.ToArray()
                            .All(tier => Holds(table, less, tier.Floor, new(leverage)) && Holds(table, tier.Floor, more, new(leverage)));
                }
            )
            .Check(Exploration.Of(1_000));

    [Fact, Trait("Criterion", "MARG-003")]
    public void Maintenance_is_at_most_the_highest_rate_and_at_least_the_lowest() =>
        Prop.ForAll(
                AnyTiers.Tables(TierStyle.Progressive),
                Arb.From(AnyTiers.Notionals),
                (table, notional) =>
                {
                    var margin = table.MaintenanceMargin(notional);
                    return margin >= notional.Scale(table.Tiers[0].MaintenanceMarginRate, Rounding.Floor)
                        && margin <= notional.Scale(table.Tiers[^1].MaintenanceMarginRate, Rounding.Ceiling);
                }
            )
            .Check(Exploration.Of(1_000));

    /// <summary>Rows of floor, initial rate, maintenance rate in percent, amount; and the words the message must have.</summary>
    public static TheoryData<RiskTier[], TierStyle, string> Faults =>
        new()
        {
            { [], TierStyle.Flat, "at least one tier" },
            { [Row(1, 2, 1)], TierStyle.Flat, "Tier 1: floors must begin at 0" },
            { [Row(0, 2, 1), Row(0, 2, 1)], TierStyle.Flat, "Tier 2: floors must begin at 0 and rise" },
            { [Row(0, 2, 1), Row(9, 2, 1), Row(8, 2, 1)], TierStyle.Flat, "Tier 3: floors" },
            { [Row(0, 2, 0)], TierStyle.Flat, "Tier 1: the maintenance margin rate" },
            { [Row(0, 2, -1)], TierStyle.Flat, "Tier 1: the maintenance margin rate" },
            { [Row(0, 101, 101)], TierStyle.Flat, "Tier 1: the maintenance margin rate" },
            { [Row(0, 1, 2)], TierStyle.Flat, "Tier 1: the initial margin rate" },
            { [Row(0, 101, 2)], TierStyle.Flat, "Tier 1: the initial margin rate" },
            { [Row(0, 4, 2), Row(9, 4, 1)], TierStyle.Flat, "Tier 2: maintenance margin rates must not fall" },
            { [Row(0, 4, 1), Row(9, 3, 1)], TierStyle.Flat, "Tier 2: initial margin rates must not fall" },
            { [Row(0, 4, 1, amount: 1)], TierStyle.Progressive, "Tier 1: the maintenance amount is 1" },
            { [Row(0, 4, 1), Row(100, 4, 2, amount: 1)], TierStyle.Flat, "the rates make it 0" },
            { [Row(0, 4, 1), Row(100, 4, 2, amount: 2)], TierStyle.Progressive, "the rates make it 1" },
        };

    [Theory, Trait("Criterion", "INST-006")]
    [MemberData(nameof(Faults))]
    public void A_table_that_breaks_a_rule_names_row_and_rule(RiskTier[] rows, TierStyle style, string message)
    {
        var exception = Assert.Throws<ArgumentException>(() => new RiskTierTable(rows, style, TierBoundary.FloorInclusive));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_published_amount_that_follows_from_the_rates_is_accepted()
    {
        RiskTier[] rows = [Row(0, 4, 1), Row(100, 4, 2, amount: 1)];

        Assert.Equal(new Money(1), new RiskTierTable(rows, TierStyle.Progressive, TierBoundary.FloorInclusive).Tiers[1].MaintenanceAmount);
    }

    private static bool Holds(RiskTierTable table, Money less, Money more, Leverage leverage) =>
        less > more
        || (
            table.MaintenanceMargin(less) <= table.MaintenanceMargin(more)
            && Initial(table, less, leverage) <= Initial(table, more, leverage)
            && table.MaintenanceMargin(more) <= Initial(table, more, leverage)
        );

    private static Money Initial(RiskTierTable table, Money notional, Leverage leverage) => table.InitialMargin(notional, leverage);

    private static RiskTier Row(int floor, int initialPercent, int maintenancePercent, int amount = 0) =>
        new(new(floor), Rate.FromPercent(initialPercent), Rate.FromPercent(maintenancePercent), new(amount));
}
