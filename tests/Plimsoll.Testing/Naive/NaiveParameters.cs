using System.Numerics;
using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Margin.Schedules;
using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Testing.Naive;

/// <summary>The ranges of parameters: docs/spec/0002 (INST-003, INST-006) and the comments of the parameter records.</summary>
internal static class NaiveParameters
{
    private const long TenPercent = 100_000_000;

    public static bool IsValid(VenueParameters venue) =>
        venue.MarginCallMultiple.Nano >= Ratio.Nano
        && venue.LiquidationTarget.Nano >= (venue.LiquidatesAtLine ? Ratio.Nano + 1 : Ratio.Nano)
        && venue.LiquidationOrderTimeout.Nanoseconds >= 0
        && venue.PauseLongest.Nanoseconds is >= 60_000_000_000 and <= 30L * 24 * 3600 * 1_000_000_000
        && venue.PauseGrace.Nanoseconds >= 0
        && venue.WithdrawableProfit.Nano is >= 0 and <= 1_000_000_000
        && venue.TradesKept >= 0;

    public static bool IsValid(NaiveState state, AssetParameters asset) =>
        IsText(asset.Symbol, 32)
        && asset.Decimals is >= 0 and <= 18
        && asset.Id == state.Venue.Numeraire == asset.Index is null
        && IsAmount(asset.AccountCap)
        && IsAmount(asset.VenueCap)
        && asset.ConversionDiscount.Nano is >= 0 and <= 500_000_000;

    public static bool IsValid(IndexParameters index) =>
        IsText(index.Symbol, 32)
        && index.Decimals is >= 0 and <= 12
        && index.Sources.Count is >= 1 and <= IndexParameters.MaxSources
        && index.Sources.All(source => IsValid(index, source))
        && index.FrozenWindow.Nanoseconds >= 8
        && index.NoSourceMarginMultiple.Nano >= Ratio.Nano
        && Durations(index).All(duration => duration.Nanoseconds >= 0)
        && Rates(index).All(rate => rate.Nano >= 0);

    /// <summary>What can be said of an instrument alone.</summary>
    public static bool IsValid(InstrumentParameters instrument) =>
        IsText(instrument.Symbol, 32)
        && Enum.IsDefined(instrument.Kind)
        && Enum.IsDefined(instrument.Payoff)
        && new[] { instrument.PriceDecimals, instrument.QuantityDecimals, instrument.MultiplierDecimals }.All(each =>
            each is >= 0 and <= 12
        )
        && instrument.TickSize.Units is > 0 and <= Price.MaxUnits
        && instrument.LotSize.Units is > 0 and <= Quantity.MaxUnits
        && instrument.Multiplier > 0
        && instrument.MaxOrderQuantity.Units is > 0 and <= Quantity.MaxUnits
        && AreValid(instrument.Fees)
        && (instrument.Kind == InstrumentKind.Spot) == instrument.Margin is RiskTierTable { Tiers.Length: 0 }
        && (instrument.Kind != InstrumentKind.Spot || IsPlain(instrument))
        && (instrument.Kind is InstrumentKind.DatedFuture or InstrumentKind.Option) != (instrument.Expiry == Timestamp.Never)
        && instrument.Kind == InstrumentKind.Option == instrument.Option is not null
        && instrument.Funding.Interval.Nanoseconds > 0;

    /// <summary>What can be said of an instrument beside its assets and its index.</summary>
    public static bool Fits(NaiveState state, InstrumentParameters instrument) =>
        (
            instrument.Option is { } option
                ? IsOption(instrument, option, state.Indices[instrument.Underlying.Value].Parameters.Decimals)
                : instrument.PriceDecimals == state.Indices[instrument.Underlying.Value].Parameters.Decimals
                    && instrument.Margin is not OptionSchedule
        )
        && (instrument.Kind != InstrumentKind.Spot || IsPair(state, instrument))
        && (new NaiveInstrument(instrument).IsInverse || IsWhole(state, instrument));

    /// <summary>docs/spec/0020 (OPTI-001, OPTI-002).</summary>
    private static bool IsOption(InstrumentParameters instrument, OptionParameters option, int decimals) =>
        instrument.PriceDecimals >= decimals
        && instrument.Payoff is Payoff.Linear or Payoff.Inverse
        && Enum.IsDefined(option.Right)
        && option.Strike.Units is > 0 and <= Price.MaxUnits
        && instrument.Margin is OptionSchedule { Formula: var formula } schedule
        && schedule.Right == option.Right
        && (Ratio.Of(schedule.Strike) - (option.Strike.Units * Ratio.PowerOfTen(-decimals))).Numerator.IsZero
        && schedule.IsInverse == (instrument.Payoff == Payoff.Inverse)
        && formula.IsLongWorthHeld
        && new[] { formula.Base, formula.Floor, formula.Maintenance ?? 0, formula.MaintenanceOfMark }.All(share => share is >= 0 and <= 10);

    /// <summary>INST-003: tick × lot × multiplier is a whole number of money units, and at most 10^36.</summary>
    private static bool IsWhole(NaiveState state, InstrumentParameters instrument)
    {
        var value = NaiveValues.Value(state, new(instrument), instrument.LotSize.Units, instrument.TickSize.Units);
        return value.Floor() == value.Ceiling() && value.Floor() <= BigInteger.Pow(10, 36);
    }

    private static bool IsPair(NaiveState state, InstrumentParameters spot) =>
        spot.BaseAsset != spot.SettlementAsset && state.Assets[spot.BaseAsset.Value].Decimals >= spot.QuantityDecimals;

    private static bool IsPlain(InstrumentParameters spot) =>
        spot.Payoff == Payoff.Linear && spot.Multiplier == BigInteger.Pow(10, spot.MultiplierDecimals);

    private static bool AreValid(FeeSchedule fees) =>
        fees.Taker.Nano is >= 0 and <= TenPercent
        && fees.Liquidation.Nano is >= 0 and <= TenPercent
        && fees.Maker.Nano >= -fees.Taker.Nano
        && fees.Maker.Nano <= TenPercent;

    private static bool IsValid(IndexParameters index, IndexSource source) =>
        IsText(source.Name, 64) && source.Weight is >= 1 and <= 1000 && (source.ConvertBy is not { } by || by.Value < index.Id.Value);

    private static bool IsText(string? text, int longest) =>
        text is not null && text.Length >= 1 && text.Length <= longest && text.All(letter => letter is >= ' ' and <= '~');

    private static bool IsAmount(Money amount) => amount.Units >= 0 && amount.Units <= AssetLimits.MaxAmount.Units;

    private static Duration[] Durations(IndexParameters index) =>
        [index.StaleAfter, index.ReturnAfter, index.WindowLookback, index.WindowLength, index.NoSourceHold];

    private static Rate[] Rates(IndexParameters index) =>
        [index.FrozenShare, index.FrozenFloor, index.MaxDeviation, index.TwoSourceBound, index.ClampPerMinute, index.WindowBound];
}
