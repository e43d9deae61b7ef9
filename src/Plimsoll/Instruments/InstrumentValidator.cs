using Plimsoll.Collateral;
using Plimsoll.Funding;
using Plimsoll.Margin;
using Plimsoll.Margin.Schedules;
using Plimsoll.Marking;
using Plimsoll.Pricing;
using Plimsoll.Values;

namespace Plimsoll.Instruments;

/// <summary>Says whether an instrument may be listed, and which property stands in the way.</summary>
/// <remarks>
/// <para>Ranges: docs/spec/0002-instruments.md (INST-003, INST-006) and the documentation of each property.</para>
/// <para>Neither method throws, whatever it is given.</para>
/// <para>Not looked at here: whether the id is the next one and whether the expiry lies after the listing, which only the venue can know.</para>
/// </remarks>
public static class InstrumentValidator
{
    /// <summary>How deep schedules may lie in one another.</summary>
    public const int MostNested = 4;

    /// <summary>The most of its notional that a position may be asked for, and the most that may be asked for beside: larger numbers could not be carried.</summary>
    private const decimal MostFactor = 10;
    private const decimal MostAmount = 1_000_000_000_000;

    private const int MostDecimals = 12;
    private const long HighestFee = Rate.NanoPerOne / 10;
    private const long Minute = 60_000_000_000;
    private const long Day = 1440 * Minute;

    /// <summary>Finds the first property out of its range.</summary>
    /// <param name="parameters">What is to be listed, or the new version of it.</param>
    /// <param name="settlement">The asset it settles in.</param>
    /// <param name="baseAsset">The asset that a spot trade delivers; not looked at otherwise.</param>
    /// <param name="underlying">The index that its mark follows.</param>
    /// <returns>Null, or the property's name, dotted for a nested one.</returns>
    public static string? Validate(
        InstrumentParameters? parameters,
        AssetParameters? settlement,
        AssetParameters? baseAsset,
        IndexParameters? underlying
    ) =>
        parameters switch
        {
            null => "Parameters",
            _ when !Names.IsValid(parameters.Symbol, 32) => nameof(InstrumentParameters.Symbol),
            { Kind: < InstrumentKind.Spot or > InstrumentKind.Option } => nameof(InstrumentParameters.Kind),
            { Payoff: < Payoff.Linear or > Payoff.Quanto } => nameof(InstrumentParameters.Payoff),
            { Kind: InstrumentKind.Spot, Payoff: not Payoff.Linear } => nameof(InstrumentParameters.Payoff),
            { Kind: InstrumentKind.Option, Payoff: Payoff.Quanto } => nameof(InstrumentParameters.Payoff),
            _ when settlement is not { Decimals: >= 0 and <= 18 } => nameof(InstrumentParameters.SettlementAsset),
            _ when underlying is null => nameof(InstrumentParameters.Underlying),
            _ => FaultOfScale(parameters, settlement, underlying)
                ?? FaultOfSpot(parameters, baseAsset)
                ?? FaultOfOption(parameters)
                ?? FaultOfFees(parameters.Fees)
                ?? FaultOfMargin(parameters, underlying.Decimals)
                ?? FaultOfMark(parameters.Mark)
                ?? FaultOfFunding(parameters.Funding)
                ?? FaultOfExpiry(parameters),
        };

    /// <summary>Finds the first property that differs although it is fixed at listing.</summary>
    /// <remarks>Not fixed are tiers, fees, mark and funding parameters and the largest order.</remarks>
    /// <returns>Null, or the property's name.</returns>
    public static string? FirstFixedDifference(InstrumentParameters? old, InstrumentParameters? changed) =>
        (old, changed) switch
        {
            (null, null) => null,
            (null, _) or (_, null) => "Parameters",
            _ when old.Id != changed.Id => nameof(InstrumentParameters.Id),
            _ when !string.Equals(old.Symbol, changed.Symbol, StringComparison.Ordinal) => nameof(InstrumentParameters.Symbol),
            _ when old.Kind != changed.Kind => nameof(InstrumentParameters.Kind),
            _ when old.Payoff != changed.Payoff => nameof(InstrumentParameters.Payoff),
            _ when old.Option != changed.Option => nameof(InstrumentParameters.Option),
            _ when old.BaseAsset != changed.BaseAsset => nameof(InstrumentParameters.BaseAsset),
            _ when old.SettlementAsset != changed.SettlementAsset => nameof(InstrumentParameters.SettlementAsset),
            _ when old.Underlying != changed.Underlying => nameof(InstrumentParameters.Underlying),
            _ when old.PriceDecimals != changed.PriceDecimals => nameof(InstrumentParameters.PriceDecimals),
            _ when old.QuantityDecimals != changed.QuantityDecimals => nameof(InstrumentParameters.QuantityDecimals),
            _ when old.Multiplier != changed.Multiplier => nameof(InstrumentParameters.Multiplier),
            _ when old.MultiplierDecimals != changed.MultiplierDecimals => nameof(InstrumentParameters.MultiplierDecimals),
            _ when old.TickSize != changed.TickSize => nameof(InstrumentParameters.TickSize),
            _ when old.LotSize != changed.LotSize => nameof(InstrumentParameters.LotSize),
            _ when old.Expiry != changed.Expiry => nameof(InstrumentParameters.Expiry),
            _ when old.DeliveryWindow != changed.DeliveryWindow => nameof(InstrumentParameters.DeliveryWindow),
            _ => null,
        };

    private static string? FaultOfScale(InstrumentParameters parameters, AssetParameters settlement, IndexParameters underlying) =>
        parameters switch
        {
            { PriceDecimals: < 0 or > MostDecimals } => nameof(InstrumentParameters.PriceDecimals),
            // An option's premium has units of its own, in which the index can be told exactly all the same.
            { Kind: InstrumentKind.Option } when parameters.PriceDecimals < underlying.Decimals => nameof(
                InstrumentParameters.PriceDecimals
            ),
            { Kind: not InstrumentKind.Option } when parameters.PriceDecimals != underlying.Decimals => nameof(
                InstrumentParameters.PriceDecimals
            ),
            { QuantityDecimals: < 0 or > MostDecimals } => nameof(InstrumentParameters.QuantityDecimals),
            { Multiplier: <= 0 } => nameof(InstrumentParameters.Multiplier),
            { MultiplierDecimals: < 0 or > MostDecimals } => nameof(InstrumentParameters.MultiplierDecimals),
            _ when !Contract.TryFraction(parameters, settlement.Decimals, out _, out _) => nameof(InstrumentParameters.Multiplier),
            { TickSize.Units: <= 0 or > Price.MaxUnits } => nameof(InstrumentParameters.TickSize),
            { LotSize.Units: <= 0 or > Quantity.MaxUnits } => nameof(InstrumentParameters.LotSize),
            _ when !new Contract(parameters, settlement.Decimals).TickTimesLotIsWhole => nameof(InstrumentParameters.TickSize),
            _ when !new Contract(parameters, settlement.Decimals).IsLotWithinReach => nameof(InstrumentParameters.Multiplier),
            { MaxOrderQuantity.Units: <= 0 or > Quantity.MaxUnits } => nameof(InstrumentParameters.MaxOrderQuantity),
            _ when parameters.MaxOrderQuantity.Units % parameters.LotSize.Units != 0 => nameof(InstrumentParameters.MaxOrderQuantity),
            _ => null,
        };

    private static string? FaultOfSpot(InstrumentParameters parameters, AssetParameters? baseAsset) =>
        parameters switch
        {
            { Kind: not InstrumentKind.Spot } => null,
            _ when parameters.Multiplier != ExactMath.PowerOfTen(parameters.MultiplierDecimals) => nameof(InstrumentParameters.Multiplier),
            _ when baseAsset is null || parameters.BaseAsset == parameters.SettlementAsset => nameof(InstrumentParameters.BaseAsset),
            // A fill must be a whole number of the base asset's units too.
            _ when baseAsset.Decimals < parameters.QuantityDecimals => nameof(InstrumentParameters.QuantityDecimals),
            _ => null,
        };

    private static string? FaultOfOption(InstrumentParameters parameters) =>
        parameters switch
        {
            { Kind: not InstrumentKind.Option } => parameters.Option is null ? null : nameof(InstrumentParameters.Option),
            { Option: null } => nameof(InstrumentParameters.Option),
            { Option.Right: not (OptionType.Call or OptionType.Put) } => "Option.Right",
            { Option.Strike.Units: <= 0 or > Price.MaxUnits } => "Option.Strike",
            _ => null,
        };

    private static string? FaultOfFees(FeeSchedule? fees) =>
        fees switch
        {
            null => nameof(InstrumentParameters.Fees),
            { Taker.Nano: < 0 or > HighestFee } => "Fees.Taker",
            // A larger rebate would pay out more than the trade brings in.
            _ when fees.Maker < -fees.Taker || fees.Maker.Nano > HighestFee => "Fees.Maker",
            { Liquidation.Nano: < 0 or > HighestFee } => "Fees.Liquidation",
            _ => null,
        };

    private static string? FaultOfMargin(InstrumentParameters parameters, int indexDecimals) =>
        parameters switch
        {
            { Margin: null } => nameof(InstrumentParameters.Margin),
            { Option: { } option } => parameters.Margin is OptionSchedule schedule
            && IsOf(option, schedule, parameters.Payoff, indexDecimals)
                ? null
                : nameof(InstrumentParameters.Margin),
            _ when parameters.Margin.IsEmpty != (parameters.Kind == InstrumentKind.Spot) => nameof(InstrumentParameters.Margin),
            _ => IsCarried(parameters.Margin, MostNested) ? null : nameof(InstrumentParameters.Margin),
        };

    /// <summary>Whether a schedule is that of the option, holds the worth of what is bought, and asks for no more than can be carried.</summary>
    private static bool IsOf(OptionParameters option, OptionSchedule schedule, Payoff payoff, int indexDecimals) =>
        schedule.Right == option.Right
        && schedule.Strike == option.Strike.Units / (decimal)ExactMath.PowerOfTen(indexDecimals)
        && schedule.IsInverse == (payoff == Payoff.Inverse)
        && schedule.Formula is { IsLongWorthHeld: true, FloorOf: var floorOf, MaintenanceOf: var maintenanceOf } formula
        && IsKnown(floorOf)
        && IsKnown(maintenanceOf)
        && AreShares(formula.Base, formula.Floor, formula.Maintenance ?? 0, formula.MaintenanceOfMark);

    private static bool IsKnown(OptionBasis basis) => basis is OptionBasis.Underlying or OptionBasis.Strike or OptionBasis.Lower;

    private static bool AreShares(params ReadOnlySpan<decimal> shares)
    {
        foreach (var share in shares)
        {
            if (share is < 0 or > MostFactor)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the engine can decide by a schedule of anything but an option: what is asked for must be carried at any size and price.</summary>
    private static bool IsCarried(MarginSchedule margin, int left) =>
        margin switch
        {
            RiskTierTable tiers => AreKnown(tiers.Style, tiers.Boundary),
            TierSchedule tiers => AreKnown(tiers.Style, tiers.Boundary) && tiers.Measure is TierMeasure.Notional or TierMeasure.Size,
            ProvisionedSchedule around => left > 0
                && around.Basis is ClosingFeeBasis.Mark or ClosingFeeBasis.Bankruptcy
                && IsCarried(around.Inner, left - 1),
            SlippageSchedule slippage => AreSmall(slippage.Slippage, slippage.RiskOfLong, slippage.RiskOfShort, slippage.InitialFactor)
                && (slippage.Slippage + Math.Max(slippage.RiskOfLong, slippage.RiskOfShort)) * slippage.InitialFactor <= MostFactor,
            SkewScaledSchedule { Ratios: var skew } => AreSmall(skew.MinInitialRatio, skew.InitialFraction)
                && skew.SkewScale >= 1
                && skew.MinPositionMargin <= MostAmount,
            OptionSchedule or OrderSchedule or LineSchedule => false,
            _ => true,
        };

    private static bool AreSmall(params ReadOnlySpan<decimal> factors)
    {
        foreach (var factor in factors)
        {
            if (factor > MostFactor)
            {
                return false;
            }
        }

        return true;
    }

    private static bool AreKnown(TierStyle style, TierBoundary boundary) =>
        style is TierStyle.Flat or TierStyle.Progressive && boundary is TierBoundary.FloorInclusive or TierBoundary.CapInclusive;

    private static string? FaultOfMark(MarkParameters? mark) =>
        mark switch
        {
            null => nameof(InstrumentParameters.Mark),
            { BasisTimeConstant.Nanoseconds: < 0 or > Day } => "Mark.BasisTimeConstant",
            { BasisClamp.Nano: < 0 or > Rate.NanoPerOne } => "Mark.BasisClamp",
            { LastClamp.Nano: < 0 or > Rate.NanoPerOne } => "Mark.LastClamp",
            _ => null,
        };

    private static string? FaultOfFunding(FundingParameters? funding) =>
        funding switch
        {
            null => nameof(InstrumentParameters.Funding),
            { Interval.Nanoseconds: < Minute or > Day } => "Funding.Interval",
            { Interest.Nano: < -Rate.NanoPerOne or > Rate.NanoPerOne } => "Funding.Interest",
            { Damper.Nano: < 0 or > Rate.NanoPerOne } => "Funding.Damper",
            { Cap.Nano: < 0 or > Rate.NanoPerOne } => "Funding.Cap",
            _ => null,
        };

    private static string? FaultOfExpiry(InstrumentParameters parameters) =>
        parameters switch
        {
            // Dated futures and options have one, nothing else does.
            _ when (parameters.Expiry == Timestamp.Never) == parameters.HasExpiry => nameof(InstrumentParameters.Expiry),
            { DeliveryWindow.Nanoseconds: <= 0 or > Day } => nameof(InstrumentParameters.DeliveryWindow),
            _ => null,
        };
}
