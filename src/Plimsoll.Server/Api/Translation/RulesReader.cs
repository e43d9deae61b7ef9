using Plimsoll.Collateral;
using Plimsoll.Funding;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Marking;
using Plimsoll.Server.Api.Rules;
using Plimsoll.Server.Problems;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Translation;

/// <summary>Rules as parameters. Ranges are the engine's to judge, but what breaks a rule of its own type is told here.</summary>
internal static class RulesReader
{
    public static AssetParameters Asset(AssetRules rules, AssetId id, Translator translator)
    {
        var asset = new AssetParameters
        {
            Id = id,
            Symbol = rules.Asset,
            Decimals = Decimals(rules.Decimals, "rules.decimals", 18),
            Index = rules.Index is { } index ? translator.Index(index, "rules.index") : null,
        };
        return With(asset, rules.Haircuts, rules.AccountCap, rules.VenueCap, rules.ConversionDiscount, "rules.");
    }

    public static AssetParameters With(
        AssetParameters asset,
        IReadOnlyList<HaircutRules>? haircuts,
        DecimalText? accountCap,
        DecimalText? venueCap,
        DecimalText? discount,
        string field
    ) =>
        asset with
        {
            Haircuts = haircuts is null ? asset.Haircuts : Ladder(haircuts, asset.Decimals, field + "haircuts"),
            AccountCap = accountCap is { } own ? Amount(own, asset.Decimals, field + "account_cap") : asset.AccountCap,
            VenueCap = venueCap is { } all ? Amount(all, asset.Decimals, field + "venue_cap") : asset.VenueCap,
            ConversionDiscount = Rate(discount, asset.ConversionDiscount, field + "conversion_discount"),
        };

    public static IndexParameters Index(IndexRules rules, IndexId id, Translator translator)
    {
        var index = new IndexParameters
        {
            Id = id,
            Symbol = rules.Index,
            Decimals = Decimals(rules.Decimals, "decimals", 12),
            Sources =
            [
                .. rules.Sources.Select(
                    (source, place) =>
                        new IndexSource(
                            source.Source,
                            source.Weight,
                            source.ConvertBy is { } by ? translator.Index(by, $"sources[{place}].convert_by") : null
                        )
                ),
            ],
        };
        return With(index, rules.Limits);
    }

    public static IndexParameters With(IndexParameters index, IndexLimits? limits) =>
        limits is null
            ? index
            : index with
            {
                StaleAfter = Time(limits.StaleAfter, index.StaleAfter, "limits.stale_after"),
                FrozenWindow = Time(limits.FrozenWindow, index.FrozenWindow, "limits.frozen_window"),
                FrozenShare = Rate(limits.FrozenShare, index.FrozenShare, "limits.frozen_share"),
                FrozenFloor = Rate(limits.FrozenFloor, index.FrozenFloor, "limits.frozen_floor"),
                MaxDeviation = Rate(limits.MaxDeviation, index.MaxDeviation, "limits.max_deviation"),
                ReturnAfter = Time(limits.ReturnAfter, index.ReturnAfter, "limits.return_after"),
                TwoSourceBound = Rate(limits.TwoSourceBound, index.TwoSourceBound, "limits.two_source_bound"),
                ClampPerMinute = Rate(limits.ClampPerMinute, index.ClampPerMinute, "limits.clamp_per_minute"),
                WindowBound = Rate(limits.WindowBound, index.WindowBound, "limits.window_bound"),
                WindowLookback = Time(limits.WindowLookback, index.WindowLookback, "limits.window_lookback"),
                WindowLength = Time(limits.WindowLength, index.WindowLength, "limits.window_length"),
                NoSourceHold = Time(limits.NoSourceHold, index.NoSourceHold, "limits.no_source_hold"),
                NoSourceMarginMultiple = Rate(
                    limits.NoSourceMarginMultiple,
                    index.NoSourceMarginMultiple,
                    "limits.no_source_margin_multiple"
                ),
            };

    public static InstrumentParameters Instrument(InstrumentRules rules, InstrumentId id, Translator translator)
    {
        var (settlement, index) = (
            translator.Asset(rules.SettlementAsset, "rules.settlement_asset"),
            translator.Index(rules.Index, "rules.index")
        );
        var (prices, quantities) = (
            Decimals(rules.PriceDecimals, "rules.price_decimals", 12),
            Decimals(rules.AmountDecimals, "rules.amount_decimals", 12)
        );
        var multiplier = rules.Multiplier ?? DecimalText.Of(1, 0);
        if (multiplier.Scale > 12 || multiplier.Units < 1 || multiplier.Units > long.MaxValue)
            throw Refusals.Bad("rules.multiplier", "expected a multiplier above zero with at most 12 digits after the point.");

        var it = new InstrumentParameters
        {
            Id = id,
            Symbol = rules.Instrument,
            Kind = rules.Kind,
            Payoff = rules.Payoff,
            Option = rules.Option is { } option
                ? new(option.OptionType, translator.Price(option.Strike, index, "rules.option.strike"))
                : null,
            BaseAsset = rules.BaseAsset is { } asset ? translator.Asset(asset, "rules.base_asset") : default,
            SettlementAsset = settlement,
            Underlying = index,
            PriceDecimals = prices,
            QuantityDecimals = quantities,
            Multiplier = (long)multiplier.Units,
            MultiplierDecimals = multiplier.Scale,
            TickSize = new(Units(rules.TickSize, prices, "rules.tick_size")),
            LotSize = new(Units(rules.LotSize, quantities, "rules.lot_size")),
            Expiry = rules.Expiry is { } expiry ? expiry.Value : Timestamp.Never,
            DeliveryWindow = Time(rules.DeliveryWindow, Duration.FromMinutes(30), "rules.delivery_window"),
            Margin = rules.Margin is { } table ? Table(table, translator.DecimalsOf(settlement), "rules.margin") : RiskTierTable.Empty,
            Fees = Fees(rules.Fees, FeeSchedule.Free, "rules."),
            Mark = Mark(rules.Mark, MarkParameters.Default, "rules."),
            Funding = Funding(rules.Funding, FundingParameters.Default, "rules."),
        };
        return rules.MaxOrderAmount is { } most
            ? it with
            {
                MaxOrderQuantity = new(Units(most, quantities, "rules.max_order_amount")),
            }
            : it with
            {
                MaxOrderQuantity = new(Quantity.MaxUnits / Math.Max(1, it.LotSize.Units) * Math.Max(1, it.LotSize.Units)),
            };
    }

    public static Plimsoll.Engine.VenueParameters With(Plimsoll.Engine.VenueParameters venue, VenueRules rules) =>
        venue with
        {
            MarginCallMultiple = Rate(rules.MarginCallMultiple, venue.MarginCallMultiple, "rules.margin_call_multiple"),
            LiquidationTarget = Rate(rules.LiquidationTarget, venue.LiquidationTarget, "rules.liquidation_target"),
            LiquidatesAtLine = rules.LiquidatesAtLine ?? venue.LiquidatesAtLine,
            LiquidationOrderTimeout = Time(rules.LiquidationOrderTimeout, venue.LiquidationOrderTimeout, "rules.liquidation_order_timeout"),
            PauseLongest = Time(rules.PauseLongest, venue.PauseLongest, "rules.pause_longest"),
            PauseGrace = Time(rules.PauseGrace, venue.PauseGrace, "rules.pause_grace"),
            WithdrawableProfit = Rate(rules.WithdrawableProfit, venue.WithdrawableProfit, "rules.withdrawable_profit"),
            TradesKept = rules.TradesKept ?? venue.TradesKept,
        };

    public static RiskTierTable Table(MarginTable table, int decimals, string field)
    {
        try
        {
            return RiskTierTable.Of(
                table.Tiers.Select(tier => new RiskTier(
                    Amount(tier.Floor, decimals, field + ".tiers.floor"),
                    Translator.Rate(tier.InitialMarginRate, field + ".tiers.initial_margin_rate"),
                    Translator.Rate(tier.MaintenanceMarginRate, field + ".tiers.maintenance_margin_rate"),
                    Money.Zero
                )),
                table.Style,
                table.Boundary
            );
        }
        catch (ArgumentException cause)
        {
            throw Refusals.Bad(field + ".tiers", cause.Message.Split(" (Parameter", 2)[0]);
        }
    }

    public static FeeSchedule Fees(FeeRules? fees, FeeSchedule present, string field) =>
        fees is null
            ? present
            : new(
                Translator.Rate(fees.Maker, field + "fees.maker"),
                Translator.Rate(fees.Taker, field + "fees.taker"),
                Translator.Rate(fees.Liquidation, field + "fees.liquidation")
            );

    public static MarkParameters Mark(MarkRules? mark, MarkParameters present, string field) =>
        mark is null
            ? present
            : new(
                Time(mark.BasisTimeConstant, default, field + "mark.basis_time_constant"),
                Translator.Rate(mark.BasisClamp, field + "mark.basis_clamp"),
                Translator.Rate(mark.LastClamp, field + "mark.last_clamp")
            );

    public static FundingParameters Funding(FundingRules? funding, FundingParameters present, string field) =>
        funding is null
            ? present
            : new(
                Time(funding.Interval, default, field + "funding.interval"),
                Translator.Rate(funding.Interest, field + "funding.interest"),
                Translator.Rate(funding.Damper, field + "funding.damper"),
                Translator.Rate(funding.Cap, field + "funding.cap")
            );

    /// <summary>Whole units that fit 64 bits.</summary>
    public static long Units(DecimalText number, int decimals, string field) => Translator.Units(number, decimals, long.MaxValue, field);

    private static HaircutLadder Ladder(IReadOnlyList<HaircutRules> haircuts, int decimals, string field)
    {
        try
        {
            return new(
                haircuts.Select(
                    (rung, place) =>
                        new HaircutRung(
                            rung.UpTo is { } most ? Amount(most, decimals, $"{field}[{place}].up_to") : AssetLimits.MaxAmount,
                            Haircut(rung.Haircut, $"{field}[{place}].haircut")
                        )
                )
            );
        }
        catch (ArgumentException cause)
        {
            throw Refusals.Bad(field, cause.Message.Split(" (Parameter", 2)[0]);
        }
    }

    private static Haircut Haircut(DecimalText share, string field)
    {
        var nano = Units(share, 9, field);
        return nano is >= 0 and <= Values.Rate.NanoPerOne
            ? new(nano)
            : throw Refusals.Bad(field, $"expected a share from 0 to 1, found {share}.");
    }

    private static Money Amount(DecimalText amount, int decimals, string field) =>
        new(Translator.Units(amount, decimals, AssetLimits.MaxAmount.Units, AssetLimits.MaxAmount.Units, field));

    private static Rate Rate(DecimalText? rate, Rate present, string field) => rate is { } given ? Translator.Rate(given, field) : present;

    private static Duration Time(DecimalText? seconds, Duration present, string field) =>
        seconds is { } given ? new(Units(given, 9, field)) : present;

    private static int Decimals(int decimals, string field, int most) =>
        decimals >= 0 && decimals <= most ? decimals : throw Refusals.Bad(field, $"expected 0 to {most}.");
}
