using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Collateral;
using Plimsoll.Testing;
using Plimsoll.Tests.Values;
using Plimsoll.Values;

namespace Plimsoll.Tests.Collateral;

public sealed class AssetValuationTests
{
    private static readonly BigInteger MostConverted = BigInteger.Pow(10, 30);

    private static readonly AssetValuation Btc = AssetValuation.Of(Sample.Btc, indexDecimals: 2, numeraireDecimals: 6);

    [Fact, Trait("Criterion", "VALU-003")]
    public void Half_a_coin_at_7930_12_is_3965_06()
    {
        var at = Btc.At(Sample.Dollars(7_930.12m));

        Assert.Equal(Sample.Usd(3_965.06m), at.ToNumeraire(Sample.Coins(0.5m), Rounding.Floor));
        Assert.Equal(Sample.Coins(0.5m), at.FromNumeraire(Sample.Usd(3_965.06m), Rounding.Ceiling));
    }

    [Fact, Trait("Criterion", "VALU-003")]
    public void What_is_left_below_a_unit_is_rounded_by_name()
    {
        var at = Btc.At(Sample.Dollars(7_930.12m));

        // The smallest unit of BTC is worth 0.000,079,3012 USDT: 79.3 of its units.
        Assert.Equal(new Money(79), at.ToNumeraire(new(1), Rounding.Floor));
        Assert.Equal(new Money(80), at.ToNumeraire(new(1), Rounding.Ceiling));
        Assert.Equal(new Money(-80), at.ToNumeraire(new(-1), Rounding.Floor));
        Assert.Equal(new Money(0), at.FromNumeraire(new(79), Rounding.Floor));
        Assert.Equal(new Money(1), at.FromNumeraire(new(79), Rounding.Ceiling));
    }

    [Fact]
    public void The_numeraire_is_worth_itself()
    {
        var usdt = AssetValuation.Numeraire(Sample.Usdt);

        Assert.True(usdt.HasPrice);
        Assert.Equal(new Money(-7), usdt.ToNumeraire(new(-7), Rounding.Floor));
        Assert.Equal(new Money(7), usdt.FromNumeraire(new(7), Rounding.Ceiling));
    }

    [Fact, Trait("Criterion", "MARG-001")]
    public void Without_a_price_nothing_counts()
    {
        Assert.False(Btc.HasPrice);
        Assert.Equal(Money.Zero, Btc.ToNumeraire(Sample.Coins(5), Rounding.Ceiling));
        Assert.Equal(Money.Zero, Btc.ToEquity(Sample.Coins(5)));
    }

    [Fact, Trait("Criterion", "MARG-002")]
    public void A_debt_counts_in_full_and_is_rounded_down()
    {
        var half = Sample.Btc with { Haircuts = HaircutLadder.Uniform(Haircut.FromPercent(50)) };
        var at = Btc.For(half).At(Sample.Dollars(7_930.12m));

        Assert.Equal(Sample.Usd(3_965.06m), at.ToEquity(Sample.Coins(1)));
        Assert.Equal(Sample.Usd(-7_930.12m), at.ToEquity(Sample.Coins(-1)));
        Assert.Equal(new Money(-80), at.ToEquity(new(-1)));
    }

    [Fact, Trait("Criterion", "MARG-011")]
    public void Nothing_counts_beyond_the_account_cap()
    {
        var capped = Sample.Btc with { AccountCap = Sample.Coins(10) };
        var at = Btc.For(capped).At(Sample.Dollars(5_000));

        Assert.Equal(Sample.Usd(50_000), at.ToEquity(Sample.Coins(10)));
        Assert.Equal(Sample.Usd(50_000), at.ToEquity(Sample.Coins(11)));
    }

    [Fact, Trait("Criterion", "VALU-002"), Trait("Criterion", "INST-008")]
    public void Agrees_with_fractions_of_unlimited_size_there_and_back() =>
        Prop.ForAll(
                Wide.Numbers,
                Wide.LongDivisors,
                Arb.From(Gen.Choose(0, 18)),
                (amount, price, exponent) =>
                {
                    var asset = AssetValuation.Of(Sample.Btc with { Decimals = exponent }, 0, 0).At(new(price));
                    var divisor = BigInteger.Pow(10, exponent);
                    return Agrees((BigInteger)amount * price, divisor, rounding => asset.ToNumeraire(new(amount), rounding))
                        && Agrees(amount * divisor, price, rounding => asset.FromNumeraire(new(amount), rounding), MostConverted);
                }
            )
            .Check(Exploration.Of(2_000));

    [Fact, Trait("Criterion", "INST-008")]
    public void What_is_worth_next_to_nothing_comes_to_a_bounded_amount()
    {
        var dust = AssetValuation.Of(Sample.Btc with { Decimals = 18 }, 0, 0).At(new(1));
        var worth = new Money(Int128.MaxValue / 1_000);

        Assert.Equal(AssetLimits.MaxConverted, dust.FromNumeraire(worth, Rounding.Ceiling));
        Assert.Equal(-AssetLimits.MaxConverted, dust.FromNumeraire(-worth, Rounding.Floor));
        // Which is carried there again.
        Assert.Equal(
            new Money(AssetLimits.MaxConverted.Units / 1_000_000_000_000_000_000),
            dust.ToNumeraire(AssetLimits.MaxConverted, Rounding.Floor)
        );
    }

    private static bool Agrees(BigInteger above, BigInteger below, Func<Rounding, Money> compute, BigInteger? most = null) =>
        Wide.Agrees(Bounded(Wide.Quotient(above, below, isUp: false), most), () => compute(Rounding.Floor).Units)
        && Wide.Agrees(Bounded(Wide.Quotient(above, below, isUp: true), most), () => compute(Rounding.Ceiling).Units);

    private static BigInteger Bounded(BigInteger value, BigInteger? most) =>
        most is { } bound ? BigInteger.Clamp(value, -bound, bound) : value;
}
