using System.Reflection;
using Plimsoll.Funding;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Marking;
using Plimsoll.Pricing;
using Plimsoll.Values;

namespace Plimsoll.Tests.Instruments;

[Trait("Criterion", "INST-006")]
public sealed class InstrumentValidatorTests
{
    private static readonly FeeSchedule Fees = new(new(-5_000_000), new(5_000_000), new(100_000_000));
    private static readonly FundingParameters Funding = FundingParameters.Default;
    private static readonly MarkParameters Mark = MarkParameters.Default;

    /// <summary>Each row breaks one rule of an instrument that is otherwise in order.</summary>
    public static TheoryData<string, InstrumentParameters> Faults =>
        new()
        {
            { "Symbol", Sample.Linear with { Symbol = null! } },
            { "Symbol", Sample.Linear with { Symbol = "" } },
            { "Symbol", Sample.Linear with { Symbol = "BTC PERP" } },
            { "Symbol", Sample.Linear with { Symbol = "BTC\u00a0" } },
            { "Symbol", Sample.Linear with { Symbol = "₿" } },
            { "Symbol", Sample.Linear with { Symbol = new string('X', 33) } },
            { "Kind", Sample.Linear with { Kind = default } },
            { "Kind", Sample.Linear with { Kind = (InstrumentKind)5 } },
            { "Payoff", Sample.Linear with { Payoff = default } },
            { "Payoff", Sample.Linear with { Payoff = (Payoff)4 } },
            { "Payoff", Sample.Spot with { Payoff = Payoff.Inverse } },
            { "Payoff", Sample.Spot with { Payoff = Payoff.Quanto } },
            { "PriceDecimals", Sample.Linear with { PriceDecimals = -1 } },
            { "PriceDecimals", Sample.Linear with { PriceDecimals = 13 } },
            { "PriceDecimals", Sample.Linear with { PriceDecimals = 3 } }, // the index has two
            { "QuantityDecimals", Sample.Linear with { QuantityDecimals = -1 } },
            { "QuantityDecimals", Sample.Linear with { QuantityDecimals = 13 } },
            { "QuantityDecimals", Sample.Spot with { QuantityDecimals = 9, TickSize = new(100_000) } }, // BTC has eight
            { "Multiplier", Sample.Linear with { Multiplier = 0 } },
            { "Multiplier", Sample.Linear with { Multiplier = -1 } },
            { "Multiplier", Sample.Linear with { Multiplier = long.MaxValue } },
            { "Multiplier", Sample.Linear with { QuantityDecimals = 12, MultiplierDecimals = 12 } },
            {
                "Multiplier",
                Sample.Linear with
                {
                    Multiplier = 1_000_000_000_000_000,
                    TickSize = new(1_000_000_000_000_000),
                    LotSize = new(1_000_000_000_000_000),
                    MaxOrderQuantity = new(1_000_000_000_000_000),
                }
            },
            { "Multiplier", Sample.Spot with { Multiplier = 10 } },
            { "MultiplierDecimals", Sample.Linear with { MultiplierDecimals = -1 } },
            { "MultiplierDecimals", Sample.Linear with { MultiplierDecimals = 13 } },
            { "TickSize", Sample.Linear with { TickSize = new(0) } },
            { "TickSize", Sample.Linear with { TickSize = new(-50) } },
            { "TickSize", Sample.Linear with { TickSize = new(Price.MaxUnits + 1) } },
            { "TickSize", Sample.Linear with { TickSize = new(1), QuantityDecimals = 6 } }, // 0.01 × 0.000,001 USDT
            { "LotSize", Sample.Linear with { LotSize = new(0) } },
            { "LotSize", Sample.Linear with { LotSize = new(long.MinValue) } },
            { "LotSize", Sample.Linear with { LotSize = new(Quantity.MaxUnits + 1) } },
            { "MaxOrderQuantity", Sample.Linear with { MaxOrderQuantity = new(0) } },
            { "MaxOrderQuantity", Sample.Linear with { MaxOrderQuantity = new(-1) } },
            { "MaxOrderQuantity", Sample.Linear with { MaxOrderQuantity = new(Quantity.MaxUnits + 1) } },
            { "MaxOrderQuantity", Sample.Linear with { LotSize = new(3), MaxOrderQuantity = new(10) } },
            { "BaseAsset", Sample.Spot with { BaseAsset = Sample.Usdt.Id } },
            { "Fees", Sample.Linear with { Fees = null! } },
            { "Fees.Taker", Sample.Linear with { Fees = Fees with { Taker = new(-1), Maker = new(1) } } },
            { "Fees.Taker", Sample.Linear with { Fees = Fees with { Taker = new(100_000_001) } } },
            { "Fees.Taker", Sample.Linear with { Fees = Fees with { Taker = new(long.MinValue) } } },
            { "Fees.Maker", Sample.Linear with { Fees = Fees with { Maker = new(-5_000_001) } } },
            { "Fees.Maker", Sample.Linear with { Fees = Fees with { Maker = new(100_000_001) } } },
            { "Fees.Liquidation", Sample.Linear with { Fees = Fees with { Liquidation = new(-1) } } },
            { "Fees.Liquidation", Sample.Linear with { Fees = Fees with { Liquidation = new(100_000_001) } } },
            { "Margin", Sample.Linear with { Margin = null! } },
            { "Margin", Sample.Linear with { Margin = RiskTierTable.Empty } },
            { "Margin", Sample.Spot with { Margin = Sample.Rates(2, 1) } },
            { "Margin", Sample.Linear with { Margin = Table((TierStyle)3, TierBoundary.CapInclusive) } },
            { "Margin", Sample.Linear with { Margin = Table(TierStyle.Flat, default) } },
            { "Mark", Sample.Linear with { Mark = null! } },
            { "Mark.BasisTimeConstant", Sample.Linear with { Mark = Mark with { BasisTimeConstant = new(-1) } } },
            { "Mark.BasisTimeConstant", Sample.Linear with { Mark = Mark with { BasisTimeConstant = Duration.FromHours(25) } } },
            { "Mark.BasisClamp", Sample.Linear with { Mark = Mark with { BasisClamp = new(-1) } } },
            { "Mark.BasisClamp", Sample.Linear with { Mark = Mark with { BasisClamp = Rate.FromPercent(101) } } },
            { "Mark.LastClamp", Sample.Linear with { Mark = Mark with { LastClamp = new(-1) } } },
            { "Mark.LastClamp", Sample.Linear with { Mark = Mark with { LastClamp = Rate.FromPercent(101) } } },
            { "Funding", Sample.Linear with { Funding = null! } },
            { "Funding.Interval", Sample.Linear with { Funding = Funding with { Interval = Duration.FromSeconds(59) } } },
            { "Funding.Interval", Sample.Linear with { Funding = Funding with { Interval = Duration.FromHours(25) } } },
            { "Funding.Interest", Sample.Linear with { Funding = Funding with { Interest = Rate.FromPercent(-101) } } },
            { "Funding.Interest", Sample.Linear with { Funding = Funding with { Interest = Rate.FromPercent(101) } } },
            { "Funding.Damper", Sample.Linear with { Funding = Funding with { Damper = new(-1) } } },
            { "Funding.Damper", Sample.Linear with { Funding = Funding with { Damper = Rate.FromPercent(101) } } },
            { "Funding.Cap", Sample.Linear with { Funding = Funding with { Cap = new(-1) } } },
            { "Funding.Cap", Sample.Linear with { Funding = Funding with { Cap = Rate.FromPercent(101) } } },
            { "Expiry", Sample.Linear with { Expiry = new(1) } },
            { "Expiry", Sample.Spot with { Expiry = new(1) } },
            { "Expiry", Sample.Future with { Expiry = Timestamp.Never } },
            { "DeliveryWindow", Sample.Future with { DeliveryWindow = new(0) } },
            { "DeliveryWindow", Sample.Future with { DeliveryWindow = Duration.FromHours(25) } },
        };

    /// <summary>Values at the ends of their ranges.</summary>
    public static TheoryData<InstrumentParameters> Sound =>
        [
            Sample.Linear,
            Sample.Quanto,
            Sample.Inverse,
            Sample.Future,
            Sample.Spot,
            Sample.Spot with
            {
                Multiplier = 1_000,
                MultiplierDecimals = 3,
            },
            Sample.Linear with
            {
                Symbol = "!~" + new string('X', 30),
            },
            Sample.Linear with
            {
                TickSize = new(Price.MaxUnits),
                LotSize = new(Quantity.MaxUnits),
            },
            Sample.Linear with
            {
                LotSize = new(5),
                MaxOrderQuantity = new(5),
            },
            Sample.Linear with
            {
                Fees = new(Rate.FromPercent(-10), Rate.FromPercent(10), Rate.FromPercent(10)),
            },
            Sample.Linear with
            {
                Fees = new(Rate.FromPercent(10), Rate.Zero, Rate.Zero),
            },
            Sample.Linear with
            {
                Mark = new(new(0), Rate.Zero, Rate.Zero),
            },
            Sample.Linear with
            {
                Mark = new(Duration.FromHours(24), Rate.One, Rate.One),
            },
            Sample.Linear with
            {
                Funding = new(Duration.FromMinutes(1), -Rate.One, Rate.Zero, Rate.Zero),
            },
            Sample.Linear with
            {
                Funding = new(Duration.FromHours(24), Rate.One, Rate.One, Rate.One),
            },
            Sample.Future with
            {
                DeliveryWindow = Duration.FromHours(24),
            },
        ];

    [Theory]
    [MemberData(nameof(Faults))]
    public void Names_the_property_at_fault(string property, InstrumentParameters parameters)
    {
        Assert.Equal(property, Validate(parameters));
        Assert.True(IsPath(property), $"{property} is no property.");
    }

    [Theory]
    [MemberData(nameof(Sound))]
    public void Accepts_what_is_in_range(InstrumentParameters parameters) => Assert.Null(Validate(parameters));

    [Fact]
    public void Names_what_is_missing_around_it()
    {
        var odd = Sample.Usdt with { Decimals = int.MinValue };

        Assert.Equal("Parameters", InstrumentValidator.Validate(null, Sample.Usdt, null, Sample.BtcIndex));
        Assert.Equal("SettlementAsset", InstrumentValidator.Validate(Sample.Linear, null, null, Sample.BtcIndex));
        Assert.Equal("SettlementAsset", InstrumentValidator.Validate(Sample.Linear, odd, null, Sample.BtcIndex));
        Assert.Equal("Underlying", InstrumentValidator.Validate(Sample.Linear, Sample.Usdt, null, null));
        Assert.Equal("BaseAsset", InstrumentValidator.Validate(Sample.Spot, Sample.Usdt, null, Sample.BtcIndex));
        Assert.Null(InstrumentValidator.Validate(Sample.Linear, Sample.Usdt, null, Sample.BtcIndex));
    }

    /// <summary>Each row changes one property; the second column says whether it is fixed at listing.</summary>
    public static TheoryData<string, bool, InstrumentParameters> Changes =>
        new()
        {
            { "Id", true, Sample.Future with { Id = new(9) } },
            { "Symbol", true, Sample.Future with { Symbol = "Other" } },
            { "Kind", true, Sample.Future with { Kind = InstrumentKind.Perpetual } },
            { "Payoff", true, Sample.Future with { Payoff = Payoff.Quanto } },
            { "Option", true, Sample.Future with { Option = new(OptionType.Call, new(9)) } },
            { "BaseAsset", true, Sample.Future with { BaseAsset = new(9) } },
            { "SettlementAsset", true, Sample.Future with { SettlementAsset = new(9) } },
            { "Underlying", true, Sample.Future with { Underlying = new(9) } },
            { "PriceDecimals", true, Sample.Future with { PriceDecimals = 9 } },
            { "QuantityDecimals", true, Sample.Future with { QuantityDecimals = 9 } },
            { "Multiplier", true, Sample.Future with { Multiplier = 9 } },
            { "MultiplierDecimals", true, Sample.Future with { MultiplierDecimals = 9 } },
            { "TickSize", true, Sample.Future with { TickSize = new(9) } },
            { "LotSize", true, Sample.Future with { LotSize = new(9) } },
            { "Expiry", true, Sample.Future with { Expiry = new(9) } },
            { "DeliveryWindow", true, Sample.Future with { DeliveryWindow = new(9) } },
            { "MaxOrderQuantity", false, Sample.Future with { MaxOrderQuantity = new(9) } },
            { "Margin", false, Sample.Future with { Margin = Sample.Rates(4, 2) } },
            { "Fees", false, Sample.Future with { Fees = Fees } },
            { "Mark", false, Sample.Future with { Mark = Mark with { LastClamp = Rate.One } } },
            { "Funding", false, Sample.Future with { Funding = Funding with { Cap = Rate.One } } },
        };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Scales_and_identity_are_fixed_and_rules_are_not(string property, bool isFixed, InstrumentParameters changed) =>
        Assert.Equal(isFixed ? property : null, InstrumentValidator.FirstFixedDifference(Sample.Future, changed));

    [Fact]
    public void Every_property_is_either_fixed_or_free()
    {
        var judged = Changes.Select(row => row.Data.Item1).ToHashSet(StringComparer.Ordinal);

        // What is only worked out of others has no say of its own.
        var stated = typeof(InstrumentParameters).GetProperties().Where(property => property.CanWrite);
        Assert.All(stated, property => Assert.Contains(property.Name, judged));
    }

    [Fact]
    public void Nothing_differs_from_everything()
    {
        Assert.Null(InstrumentValidator.FirstFixedDifference(Sample.Linear, Sample.Linear));
        Assert.Null(InstrumentValidator.FirstFixedDifference(null, null));
        Assert.Equal("Parameters", InstrumentValidator.FirstFixedDifference(Sample.Linear, null));
    }

    private static string? Validate(InstrumentParameters parameters) =>
        InstrumentValidator.Validate(
            parameters,
            parameters.SettlementAsset == Sample.Usdt.Id ? Sample.Usdt : Sample.Btc,
            parameters.BaseAsset == Sample.Btc.Id ? Sample.Btc : Sample.Usdt,
            Sample.BtcIndex
        );

    private static RiskTierTable Table(TierStyle style, TierBoundary boundary) =>
        new([new(Money.Zero, Rate.FromPercent(2), Rate.FromPercent(1), Money.Zero)], style, boundary);

    private static bool IsPath(string dotted)
    {
        var type = typeof(InstrumentParameters);
        foreach (var name in dotted.Split('.'))
        {
            if (type.GetProperty(name, BindingFlags.Instance | BindingFlags.Public) is not { } property)
            {
                return false;
            }

            type = property.PropertyType;
        }

        return true;
    }
}
