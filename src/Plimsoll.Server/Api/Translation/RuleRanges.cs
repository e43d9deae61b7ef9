using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Instruments;
using Plimsoll.Marking;
using Plimsoll.Server.Problems;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Translation;

/// <summary>What rules may be, as the API spells them: for who sent something else. The engine decides; a test holds each row against it at both ends.</summary>
internal static class RuleRanges
{
    private const string LargestAmount = "10^27 of the smallest unit";

    /// <summary>Rows of numbers: field, least, most, and whether the least itself is permitted. Times are in seconds.</summary>
    public static IReadOnlyList<(Type Rules, string Field, string Least, string Most, bool IsLeastAllowed)> Table { get; } =
    [
        (typeof(VenueParameters), "margin_call_multiple", "1", "10", true),
        (typeof(VenueParameters), "liquidation_target", "1", "10", true),
        (typeof(VenueParameters), "liquidation_order_timeout", "0", "86400", false),
        (typeof(VenueParameters), "pause_longest", "60", "2592000", true),
        (typeof(VenueParameters), "pause_grace", "0", "86400", true),
        (typeof(VenueParameters), "withdrawable_profit", "0", "1", true),
        (typeof(VenueParameters), "trades_kept", "0", "10000000", true),
        (typeof(AssetParameters), "conversion_discount", "0", "0.5", true),
        (typeof(IndexParameters), "weights", "1", "1000", true),
        (typeof(IndexParameters), "limits.stale_after", "0", "86400", false),
        (typeof(IndexParameters), "limits.frozen_window", "0.008", "86400", true),
        (typeof(IndexParameters), "limits.frozen_share", "0", "1", true),
        (typeof(IndexParameters), "limits.frozen_floor", "0", "1", true),
        (typeof(IndexParameters), "limits.max_deviation", "0", "100", false),
        (typeof(IndexParameters), "limits.return_after", "0", "86400", true),
        (typeof(IndexParameters), "limits.two_source_bound", "0", "1", true),
        (typeof(IndexParameters), "limits.clamp_per_minute", "0", "1", false),
        (typeof(IndexParameters), "limits.window_bound", "0", "100", false),
        (typeof(IndexParameters), "limits.window_lookback", "0", "86400", false),
        (typeof(IndexParameters), "limits.window_length", "0", "3600", false),
        (typeof(IndexParameters), "limits.no_source_hold", "0", "86400", true),
        (typeof(IndexParameters), "limits.no_source_margin_multiple", "1", "100", true),
        (typeof(InstrumentParameters), "fees.taker", "0", "0.1", true),
        (typeof(InstrumentParameters), "fees.liquidation", "0", "0.1", true),
        (typeof(InstrumentParameters), "mark.basis_time_constant", "0", "86400", true),
        (typeof(InstrumentParameters), "mark.basis_clamp", "0", "1", true),
        (typeof(InstrumentParameters), "mark.last_clamp", "0", "1", true),
        (typeof(InstrumentParameters), "funding.interval", "60", "86400", true),
        (typeof(InstrumentParameters), "funding.interest", "-1", "1", true),
        (typeof(InstrumentParameters), "funding.damper", "0", "1", true),
        (typeof(InstrumentParameters), "funding.cap", "0", "1", true),
        (typeof(InstrumentParameters), "delivery_window", "0", "86400", false),
    ];

    /// <summary>The refusal of rules that are out of range, with what is permitted and what was given.</summary>
    /// <param name="refusal">The refusal as it is without that.</param>
    /// <param name="fault">The field, as the engine names it.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="prefix">Where the request has them, such as <c>rules.</c>; empty for the request itself.</param>
    /// <param name="engine">The engine, to be asked for names and decimals.</param>
    public static Problem Tell(Problem refusal, string fault, object rules, string prefix, MarginEngine engine)
    {
        var field = FieldOf(fault, rules);
        var permitted = Permitted(field, rules, engine);
        var found = RulesDifference.ValueOf(rules, field, engine);
        return refusal with
        {
            Field = prefix + field,
            Detail = (permitted, found) switch
            {
                (null, null) => refusal.Detail,
                (null, _) => $"found {found}.",
                (_, null) => $"permitted is {permitted}.",
                _ => $"permitted is {permitted}; found {found}.",
            },
        };
    }

    /// <summary>The field as requests spell it, from what the engine calls it.</summary>
    private static string FieldOf(string fault, object rules)
    {
        var field = OutcomeProblems.FieldOf(fault);
        return rules switch
        {
            InstrumentParameters => field switch
            {
                "max_order_quantity" => "max_order_amount",
                "underlying" => "index",
                "symbol" => "instrument",
                "quantity_decimals" => "amount_decimals",
                "multiplier_decimals" => "multiplier",
                "option.right" => "option.option_type",
                _ => field,
            },
            AssetParameters => field == "symbol" ? "asset" : field,
            IndexParameters index when WeightOf(field, index) is { } weight => weight,
            IndexParameters when field.StartsWith("sources[", StringComparison.Ordinal) => field.Replace(
                "].name",
                "].source",
                StringComparison.Ordinal
            ),
            IndexParameters => field == "symbol" ? "index"
            : Table.Any(row => row.Rules == typeof(IndexParameters) && row.Field == "limits." + field) ? "limits." + field
            : field,
            _ => field,
        };
    }

    /// <summary>Weights go by the name of the source.</summary>
    private static string? WeightOf(string field, IndexParameters index)
    {
        for (var i = 0; i < index.Sources.Count; i++)
        {
            if (field == $"sources[{i}].weight")
                return "weights." + index.Sources[i].Name;
        }

        return null;
    }

    private static string? Permitted(string field, object rules, MarginEngine engine)
    {
        var key = field.StartsWith("weights.", StringComparison.Ordinal) ? "weights" : field;
        foreach (var row in Table)
        {
            if (row.Rules == rules.GetType() && row.Field == key)
                return (row.IsLeastAllowed ? $"{row.Least} to {row.Most}" : $"above {row.Least} and at most {row.Most}")
                    + Beside(field, rules);
        }

        return (rules, field) switch
        {
            (InstrumentParameters { Kind: InstrumentKind.Spot }, "multiplier") => "1: of spot an amount is of the asset itself",
            (InstrumentParameters, "multiplier") =>
                "a number above 0 of at most 12 decimals that lets values be told in units of the settlement asset: fewer decimals of prices and amounts, or a smaller tick or lot, leave more room",
            (InstrumentParameters { Kind: InstrumentKind.Spot }, "amount_decimals") => "0 up to the decimals of the base asset, at most 12",
            (InstrumentParameters, "amount_decimals") => "0 to 12",
            (InstrumentParameters it, "fees.maker") => $"-{RulesWriter.Text(it.Fees.Taker)} (a rebate no larger than fees.taker) to 0.1",
            (InstrumentParameters it, "max_order_amount") =>
                $"multiples of the lot_size {Text(it.LotSize.Units, it.QuantityDecimals)}, above 0, up to {Text(Quantity.MaxUnits, it.QuantityDecimals)}",
            (InstrumentParameters it, "tick_size") =>
                $"above 0 and at most {Text(Price.MaxUnits, it.PriceDecimals)}; tick × lot × multiplier is whole units of the settlement asset",
            (InstrumentParameters it, "lot_size") => $"above 0 and at most {Text(Quantity.MaxUnits, it.QuantityDecimals)}",
            (InstrumentParameters { Kind: InstrumentKind.Option }, "price_decimals") => "the decimals of the index up to 12",
            (InstrumentParameters, "price_decimals") => "the decimals of the index",
            (InstrumentParameters { Kind: InstrumentKind.Spot }, "margin") => "none: spot has no margin",
            (InstrumentParameters { Kind: InstrumentKind.Option }, "margin") => "the formula of a model for this option",
            (InstrumentParameters, "margin") => "tiers, or a model's margin that the engine can decide by",
            (InstrumentParameters { HasExpiry: true }, "expiry") => "a time after now: dated futures and options have one",
            (InstrumentParameters, "expiry") => "none: only dated futures and options have one",
            (IndexParameters, "sources") => $"1 to {IndexParameters.MaxSources} sources",
            (IndexParameters, _) when field.EndsWith("].source", StringComparison.Ordinal) =>
                "a name of 1 to 64 characters that no other source of the index has",
            (AssetParameters it, "decimals") => DecimalsOf(it, engine),
            (AssetParameters { Index: null }, "index") => "an index: all assets but the one in which the venue adds up have one",
            (AssetParameters, "index") => "none: the venue adds up in it",
            (AssetParameters, "account_cap" or "venue_cap") => $"above 0 and at most {LargestAmount}",
            _ => null,
        };
    }

    private static string DecimalsOf(AssetParameters asset, MarginEngine engine)
    {
        if (asset.Index is not { } index || engine.AssetCount == 0)
            return "0 to 18";

        var (own, numeraire) = (engine.View(index).Parameters.Decimals, engine.View(new AssetId(0)).Asset.Decimals);
        return $"{Math.Max(0, numeraire - own)} to {Math.Min(18, numeraire + 18 - own)}, that with the {own} of its index it has 0 to 18 more than the {numeraire} of the asset in which the venue adds up";
    }

    private static string Beside(string field, object rules) =>
        (field, rules) switch
        {
            ("liquidation_target", VenueParameters { LiquidatesAtLine: true }) => " (above 1 with liquidates_at_line)",
            ("limits.frozen_window", _) => ", in multiples of 0.000000008",
            _ => "",
        };

    private static DecimalText Text(long units, int decimals) => DecimalText.Of(units, decimals);
}
