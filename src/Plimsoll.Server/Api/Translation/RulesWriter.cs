using System.Globalization;
using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Marking;
using Plimsoll.Server.Api.Rules;
using Plimsoll.Server.Problems;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Translation;

/// <summary>Parameters as the API shows them: symbols for numbers, decimals for units.</summary>
internal static class RulesWriter
{
    public static AssetRules Of(AssetParameters asset, MarginEngine engine)
    {
        var haircuts = asset.Haircuts.Rungs.ToArray();
        return new(
            asset.Symbol,
            asset.Decimals,
            asset.Index is { } index ? Symbol(engine, index) : null,
            [
                .. haircuts.Select(rung => new HaircutRules(
                    DecimalText.Of(rung.Haircut.Nano, 9),
                    rung.UpTo == AssetLimits.MaxAmount ? null : DecimalText.Of(rung.UpTo.Units, asset.Decimals)
                )),
            ],
            DecimalText.Of(asset.AccountCap.Units, asset.Decimals),
            DecimalText.Of(asset.VenueCap.Units, asset.Decimals),
            Text(asset.ConversionDiscount)
        );
    }

    public static IndexRules Of(IndexParameters index, MarginEngine engine) =>
        new(
            index.Symbol,
            index.Decimals,
            [
                .. index.Sources.Select(source => new IndexSourceRules(
                    source.Name,
                    source.Weight,
                    source.ConvertBy is { } by ? Symbol(engine, by) : null
                )),
            ],
            new(
                Seconds(index.StaleAfter),
                Seconds(index.FrozenWindow),
                Text(index.FrozenShare),
                Text(index.FrozenFloor),
                Text(index.MaxDeviation),
                Seconds(index.ReturnAfter),
                Text(index.TwoSourceBound),
                Text(index.ClampPerMinute),
                Text(index.WindowBound),
                Seconds(index.WindowLookback),
                Seconds(index.WindowLength),
                Seconds(index.NoSourceHold),
                Text(index.NoSourceMarginMultiple)
            )
        );

    public static InstrumentRules Of(InstrumentParameters it, MarginEngine engine)
    {
        var settlement = engine.View(it.SettlementAsset).Asset;
        var underlying = engine.View(it.Underlying).Parameters;
        return new(
            it.Symbol,
            it.Kind,
            it.Payoff,
            underlying.Symbol,
            settlement.Symbol,
            it.PriceDecimals,
            it.QuantityDecimals,
            DecimalText.Of(it.TickSize.Units, it.PriceDecimals),
            DecimalText.Of(it.LotSize.Units, it.QuantityDecimals),
            it.Kind == InstrumentKind.Spot ? engine.View(it.BaseAsset).Asset.Symbol : null,
            DecimalText.Of(it.Multiplier, it.MultiplierDecimals),
            DecimalText.Of(it.MaxOrderQuantity.Units, it.QuantityDecimals),
            it.Option is { } option ? new(option.Right, DecimalText.Of(option.Strike.Units, underlying.Decimals)) : null,
            it.Margin is RiskTierTable { IsEmpty: false } table ? Of(table, settlement.Decimals) : null,
            new(Text(it.Fees.Maker), Text(it.Fees.Taker), Text(it.Fees.Liquidation)),
            new(Seconds(it.Mark.BasisTimeConstant), Text(it.Mark.BasisClamp), Text(it.Mark.LastClamp)),
            it.Kind == InstrumentKind.Perpetual
                ? new(Seconds(it.Funding.Interval), Text(it.Funding.Interest), Text(it.Funding.Damper), Text(it.Funding.Cap))
                : null,
            it.HasExpiry ? new TimeText(it.Expiry) : null,
            it.HasExpiry ? Seconds(it.DeliveryWindow) : null
        );
    }

    public static SchemeRules Of(PortfolioScheme scheme, MarginEngine engine) =>
        new(
            scheme.Symbol,
            FormulaText.NameOf(scheme.Rule),
            scheme.Underlyings.ToDictionary(each => each.Name, each => Symbol(engine, each.Index), StringComparer.Ordinal),
            [.. scheme.Collateral.Select(each => engine.View(each.Asset).Asset.Symbol)],
            scheme.Peg is { } peg ? Symbol(engine, peg) : null
        );

    public static VenueRules Of(VenueParameters venue) =>
        new(
            Text(venue.MarginCallMultiple),
            Text(venue.LiquidationTarget),
            venue.LiquidatesAtLine,
            Seconds(venue.LiquidationOrderTimeout),
            Seconds(venue.PauseLongest),
            Seconds(venue.PauseGrace),
            Text(venue.WithdrawableProfit),
            venue.TradesKept
        );

    public static string Symbol(MarginEngine engine, IndexId index) =>
        engine.IsKnown(index) ? engine.View(index).Parameters.Symbol : index.Value.ToString(CultureInfo.InvariantCulture);

    public static DecimalText Text(Rate rate) => DecimalText.Of(rate.Nano, 9);

    public static DecimalText Seconds(Duration time) => DecimalText.Of(time.Nanoseconds, 9);

    private static MarginTable Of(RiskTierTable table, int decimals)
    {
        var tiers = table.Tiers.ToArray();
        return new(
            [
                .. tiers.Select(tier => new TierRules(
                    DecimalText.Of(tier.Floor.Units, decimals),
                    Text(tier.InitialMarginRate),
                    Text(tier.MaintenanceMarginRate),
                    DecimalText.Of(tier.MaintenanceAmount.Units, decimals)
                )),
            ],
            table.Style,
            table.Boundary
        );
    }
}
