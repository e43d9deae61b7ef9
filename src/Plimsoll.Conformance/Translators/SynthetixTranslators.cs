using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Plimsoll.Conformance.Translators;

/// <summary>Synthetix's vectors in the product's words.</summary>
internal static partial class SynthetixTranslators
{
    public static IEnumerable<(string Venue, string Kind, Func<Vector, Translation> Translate)> All =>
        [
            ("synthetix", "skewPriceImpactFill", Fill),
            ("synthetix", "fundingVelocity", Velocity),
            ("synthetix", "liquidationRateLimit", Window),
            ("synthetix", "crossMarginSkewTier", Margin),
        ];

    private static Translation Fill(Vector vector) =>
        Translation.OfRule(
            vector,
            "skew_fill_price",
            vector.Inputs.Pick(("skewScale", "skew_scale")),
            vector.Inputs.Pick(("oraclePrice", "oracle_price"), ("size", "size"), ("skew", "skew")),
            ("fillPrice", "fill_price")
        );

    private static Translation Velocity(Vector vector) =>
        Translation.OfRule(
            vector,
            "funding_velocity",
            vector.Inputs.Pick(("skewScale", "skew_scale"), ("maxFundingVelocity", "max_velocity")),
            vector.Inputs.Pick(
                ("previousRate", "previous_rate"),
                ("previousVelocity", "previous_velocity"),
                ("timeDeltaSeconds", "elapsed_seconds"),
                ("skew", "skew")
            ),
            Stated.Of(vector, ("fundingRate", "funding_rate"), ("fundingVelocity", "funding_velocity"))
        );

    private static Translation Window(Vector vector)
    {
        var requests = new JsonArray();
        foreach (Match request in Request().Matches(vector.Inputs["sequence"]?.GetValue<string>() ?? ""))
        {
            var after = request.Groups["after"];
            requests.Add(
                (JsonNode)
                    new JsonObject { ["after_seconds"] = after.Success ? after.Value : "0", ["amount"] = request.Groups["amount"].Value }
            );
        }

        return Translation.OfRule(
            vector,
            "liquidation_window",
            vector.Inputs.Pick(
                ("makerFee", "maker_fee"),
                ("takerFee", "taker_fee"),
                ("skewScale", "skew_scale"),
                ("accumulationMultiplier", "multiplier"),
                ("windowSeconds", "window_seconds")
            ),
            new() { ["requests"] = requests },
            Stated.Of(
                vector,
                ("windowCapacity", "capacity"),
                ("finalAccountLiquidated", "last_liquidated"),
                ("finalAccountRemaining", "last_remaining")
            )
        );
    }

    private static Translation Margin(Vector vector)
    {
        var markets = new JsonObject();
        var positions = new JsonArray();
        foreach (var market in vector.Inputs.NeededObjects("markets"))
        {
            markets[market.NeededText("name")] = market.Pick(
                ("skewScale", "skew_scale"),
                ("initialMarginFraction", "initial_fraction"),
                ("minimumInitialMarginRatio", "min_initial_ratio"),
                ("maintenanceMarginScalar", "maintenance_scalar"),
                ("minimumPositionMargin", "min_position_margin")
            );
            positions.Add(
                (JsonNode)market.Pick(("name", "market"), ("size", "size"), ("oraclePrice", "oracle_price"), ("skewBefore", "skew_before"))
            );
        }

        var facts = vector.Inputs.Pick(("collateralUsd", "collateral"));
        facts["positions"] = positions;
        return Translation.OfRule(
            vector,
            "skew_scaled_margin",
            new() { ["markets"] = markets },
            facts,
            Stated.Of(
                vector,
                ("pnl", "profit"),
                ("fillPrice", "fill_price"),
                ("availableMargin", "available_margin"),
                ("initialMargin", "initial_margin"),
                ("maintenanceMargin", "maintenance_margin"),
                ("totalOpenInterestUsd", "open_interest")
            )
        );
    }

    /// <summary>An amount with the seconds since the one before, as in <c>10 (29 s later)</c>; without seconds it comes at once.</summary>
    [GeneratedRegex(
        @"(?<![\d.(])(?<amount>\d+(\.\d+)?)(?!\d|\.\d|\s*s\b)(\s*\((?<after>\d+)\s*s[^)]*\))?",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 60_000
    )]
    private static partial Regex Request();
}
