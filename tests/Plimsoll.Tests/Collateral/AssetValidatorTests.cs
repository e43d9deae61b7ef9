using Plimsoll.Collateral;
using Plimsoll.Values;

namespace Plimsoll.Tests.Collateral;

public sealed class AssetValidatorTests
{
    private static readonly Money TooMuch = AssetLimits.MaxAmount + new Money(1);

    /// <summary>Each row breaks one rule of an asset that is otherwise in order.</summary>
    public static TheoryData<string, AssetParameters> Faults =>
        new()
        {
            { "Symbol", Sample.Btc with { Symbol = null! } },
            { "Symbol", Sample.Btc with { Symbol = "" } },
            { "Symbol", Sample.Btc with { Symbol = "B T C" } },
            { "Symbol", Sample.Btc with { Symbol = new string('B', 33) } },
            { "Decimals", Sample.Btc with { Decimals = -1 } },
            { "Decimals", Sample.Btc with { Decimals = 19 } },
            { "Decimals", Sample.Btc with { Decimals = 3 } }, // 3 + 2 of the index − 6 of USDT < 0
            { "Index", Sample.Btc with { Index = null } },
            { "Haircuts", Sample.Btc with { Haircuts = null! } },
            { "AccountCap", Sample.Btc with { AccountCap = Money.Zero } },
            { "AccountCap", Sample.Btc with { AccountCap = new(-1) } },
            { "AccountCap", Sample.Btc with { AccountCap = TooMuch } },
            { "VenueCap", Sample.Btc with { VenueCap = Money.Zero } },
            { "VenueCap", Sample.Btc with { VenueCap = TooMuch } },
            { "ConversionDiscount", Sample.Btc with { ConversionDiscount = new(-1) } },
            { "ConversionDiscount", Sample.Btc with { ConversionDiscount = new(500_000_001) } },
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Names_the_property_at_fault(string property, AssetParameters parameters)
    {
        Assert.Equal(property, AssetValidator.Validate(parameters, Sample.BtcIndex, Sample.Usdt.Decimals));
        Assert.NotNull(typeof(AssetParameters).GetProperty(property));
    }

    [Fact]
    public void Accepts_what_is_in_range()
    {
        Assert.Null(AssetValidator.Validate(Sample.Usdt, index: null, Sample.Usdt.Decimals));
        Assert.Null(AssetValidator.Validate(Sample.Btc, Sample.BtcIndex, Sample.Usdt.Decimals));
        Assert.Null(AssetValidator.Validate(Sample.Btc with { Decimals = 4 }, Sample.BtcIndex, Sample.Usdt.Decimals));
        Assert.Null(
            AssetValidator.Validate(Sample.Btc with { Decimals = 18 }, Sample.BtcIndex with { Decimals = 6 }, Sample.Usdt.Decimals)
        );
        Assert.Null(AssetValidator.Validate(Sample.Btc with { AccountCap = new(1), VenueCap = new(1) }, Sample.BtcIndex, 6));
        Assert.Null(AssetValidator.Validate(Sample.Btc with { ConversionDiscount = Rate.FromPercent(50) }, Sample.BtcIndex, 6));
    }

    [Fact]
    public void Names_what_does_not_fit_around_it()
    {
        Assert.Equal("Parameters", AssetValidator.Validate(null, Sample.BtcIndex, 6));
        Assert.Equal("Index", AssetValidator.Validate(Sample.Btc, index: null, 6));
        Assert.Equal("Index", AssetValidator.Validate(Sample.Usdt, Sample.BtcIndex, 6));
        Assert.Equal("Index", AssetValidator.Validate(Sample.Btc, Sample.BtcIndex with { Decimals = int.MaxValue }, 6));
        Assert.Equal("Decimals", AssetValidator.Validate(Sample.Btc, Sample.BtcIndex, int.MinValue));
        Assert.Equal("Decimals", AssetValidator.Validate(Sample.Btc with { Decimals = 18 }, Sample.BtcIndex with { Decimals = 7 }, 6));
    }

    /// <summary>What it accepts, the valuation can carry.</summary>
    [Fact]
    public void Agrees_with_the_valuation_about_scales()
    {
        for (var asset = 0; asset <= 18; asset++)
        for (var index = 0; index <= 12; index++)
        for (var numeraire = 0; numeraire <= 18; numeraire++)
        {
            var parameters = Sample.Btc with { Decimals = asset };
            var fault = AssetValidator.Validate(parameters, Sample.BtcIndex with { Decimals = index }, numeraire);
            var exception = Record.Exception(() => AssetValuation.Of(parameters, index, numeraire));

            Assert.Equal(fault is null, exception is null);
        }
    }

    /// <summary>Each row changes one property; the second column says whether it is fixed at listing.</summary>
    public static TheoryData<string, bool, AssetParameters> Changes =>
        new()
        {
            { "Id", true, Sample.Btc with { Id = new(9) } },
            { "Symbol", true, Sample.Btc with { Symbol = "XBT" } },
            { "Decimals", true, Sample.Btc with { Decimals = 9 } },
            { "Index", true, Sample.Btc with { Index = new(9) } },
            { "Haircuts", false, Sample.Btc with { Haircuts = HaircutLadder.Uniform(Haircut.FromPercent(5)) } },
            { "AccountCap", false, Sample.Btc with { AccountCap = new(9) } },
            { "VenueCap", false, Sample.Btc with { VenueCap = new(9) } },
            { "ConversionDiscount", false, Sample.Btc with { ConversionDiscount = new(9) } },
        };

    [Theory, Trait("Criterion", "INST-006")]
    [MemberData(nameof(Changes))]
    public void Scale_and_identity_are_fixed_and_limits_are_not(string property, bool isFixed, AssetParameters changed) =>
        Assert.Equal(isFixed ? property : null, AssetValidator.FirstFixedDifference(Sample.Btc, changed));

    [Fact]
    public void Every_property_is_either_fixed_or_free()
    {
        var judged = Changes.Select(row => row.Data.Item1).ToHashSet(StringComparer.Ordinal);

        Assert.All(typeof(AssetParameters).GetProperties(), property => Assert.Contains(property.Name, judged));
    }

    [Fact]
    public void Nothing_differs_from_everything()
    {
        Assert.Null(AssetValidator.FirstFixedDifference(Sample.Btc, Sample.Btc));
        Assert.Null(AssetValidator.FirstFixedDifference(null, null));
        Assert.Equal("Parameters", AssetValidator.FirstFixedDifference(null, Sample.Btc));
    }
}
