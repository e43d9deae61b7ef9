using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Testing;
using Plimsoll.Values;

namespace Plimsoll.Tests.Margin;

public sealed class BankruptcyPriceTests
{
    private static readonly Contract Linear = new(Sample.Linear, Sample.Usdt.Decimals);
    private static readonly Contract Inverse = new(Sample.Inverse, Sample.Btc.Decimals);

    [Theory, Trait("Criterion", "MARG-033")]
    [InlineData(1_000, 20_000, 19_600)]
    [InlineData(1_000, 21_000, 19_600)]
    [InlineData(-1_000, 20_000, 20_400)]
    [InlineData(-1_000, 19_000, 20_400)]
    public void Alone_it_is_entry_less_collateral_over_quantity_wherever_the_mark_is(int quantity, int mark, int price)
    {
        // One coin bought (or sold) at 20,000 with 400.
        var netLiquidationValue = Sample.Usd(400 + (quantity / 1_000m * (mark - 20_000)));

        var bankruptcy = BankruptcyPrice.Of(Linear, new(quantity), Sample.Dollars(mark), netLiquidationValue);

        Assert.Equal(Sample.Dollars(price), bankruptcy);
    }

    [Fact, Trait("Criterion", "MARG-032")]
    public void Inverse_positions_lose_their_share_in_coins()
    {
        // 10,000 USD at 10,000 are a coin; with a quarter of a coin lost it is 0.75 or 1.25 coins.
        var share = Sample.Coins(0.25m);

        Assert.Equal(Sample.Dollars(8_000), BankruptcyPrice.Of(Inverse, new(10_000), Sample.Dollars(10_000), share));
        Assert.Equal(Sample.Dollars(13_333.33m), BankruptcyPrice.Of(Inverse, new(-10_000), Sample.Dollars(10_000), share));
    }

    [Fact, Trait("Criterion", "MARG-032")]
    public void There_is_none_when_the_share_outlasts_every_price()
    {
        Assert.Equal(default, BankruptcyPrice.Of(Linear, new(1_000), Sample.Dollars(20_000), Sample.Usd(20_000)));
        Assert.Equal(default, BankruptcyPrice.Of(Linear, new(1_000), Sample.Dollars(20_000), Sample.Usd(30_000)));
        Assert.Equal(default, BankruptcyPrice.Of(Inverse, new(-10_000), Sample.Dollars(10_000), Sample.Coins(1)));
    }

    [Fact, Trait("Criterion", "MARG-032")]
    public void Under_water_it_lies_on_the_other_side_of_the_mark() =>
        Assert.Equal(Sample.Dollars(20_100), BankruptcyPrice.Of(Linear, new(1_000), Sample.Dollars(20_000), Sample.Usd(-100)));

    [Fact, Trait("Criterion", "MARG-032")]
    public void Net_liquidation_value_is_shared_by_maintenance_margin_and_rounded_down()
    {
        Assert.Equal(new Money(33), BankruptcyPrice.ShareOf(new(100), new(1), new(3)));
        Assert.Equal(new Money(66), BankruptcyPrice.ShareOf(new(100), new(2), new(3)));
        Assert.Equal(new Money(-34), BankruptcyPrice.ShareOf(new(-100), new(1), new(3)));
        Assert.Equal(new Money(100), BankruptcyPrice.ShareOf(new(100), new(3), new(3)));
        Assert.Equal(new Money(100), BankruptcyPrice.ShareOf(new(100), Money.Zero, Money.Zero));
    }

    [Fact, Trait("Criterion", "MARG-032")]
    public void Shares_never_add_up_to_more_than_there_is() =>
        Prop.ForAll(
                Arb.From(AnyTiers.Notionals.ArrayOf(4)),
                Arb.From(AnyTiers.Notionals),
                Arb.From(Gen.Elements(1, -1)),
                (margins, amount, sign) =>
                {
                    var value = new Money(sign * amount.Units);
                    var all = margins.Aggregate(Money.Zero, (sum, margin) => sum + margin);
                    if (all.IsZero)
                    {
                        return true;
                    }

                    var shared = margins.Aggregate(Money.Zero, (sum, margin) => sum + BankruptcyPrice.ShareOf(value, margin, all));
                    return shared <= value && shared > value - new Money(margins.Length);
                }
            )
            .Check(Exploration.Of(1_000));

    /// <summary>Alone in its account: nothing is missing at the bankruptcy price, and something is one unit beyond.</summary>
    [Fact, Trait("Criterion", "MARG-032"), Trait("Criterion", "MARG-033")]
    public void Alone_net_liquidation_value_ends_at_it() =>
        Prop.ForAll(
                Arb.From(Gen.Elements(Linear, Inverse, new Contract(Sample.Quanto, Sample.Btc.Decimals))),
                Arb.From(Gen.Choose(-10_000_000, 10_000_000).Where(units => units != 0)),
                Arb.From(Gen.Choose(1, 10_000_000).Zip(AnyTiers.Notionals)),
                (contract, units, market) =>
                {
                    var (mark, value) = (new Price(market.Item1), market.Item2);
                    var quantity = new Quantity(units);

                    var bankruptcy = BankruptcyPrice.Of(contract, quantity, mark, value);

                    // What is left of the value when the position is carried from the mark to a price.
                    Money Left(long price) =>
                        value + contract.Value(quantity, new(price), Rounding.Floor) - contract.Value(quantity, mark, Rounding.Floor);
                    var beyond = bankruptcy.Units - quantity.Sign;
                    return bankruptcy.IsPositive
                        ? !Left(bankruptcy.Units).IsNegative && (beyond == 0 || Left(beyond).IsNegative)
                        : !Left(units > 0 ? 1 : Price.MaxUnits).IsNegative;
                }
            )
            .Check(Exploration.Of(3_000));
}
