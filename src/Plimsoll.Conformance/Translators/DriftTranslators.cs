using System.Globalization;
using System.Text.Json.Nodes;

namespace Plimsoll.Conformance.Translators;

/// <summary>Drift's vectors in the product's words.</summary>
internal static class DriftTranslators
{
    public static IEnumerable<(string Venue, string Kind, Func<Vector, Translation> Translate)> All =>
        [
            ("drift", "stepTierMarginRatio", MarginRatio),
            ("drift", "collateralHaircut", Weights),
            ("drift", "globalDepositConcentrationHaircut", DepositScaled),
            ("drift", "isolatedAndCrossMargin", IsolatedAndCross),
            ("drift", "liquidationSize", BaseCover),
            ("drift", "collateralLiquidationSize", Collateral),
            ("drift", "insuranceFundFee", InsuranceFee),
            ("drift", "timeScaledLiquidationFee", GrowingFee),
            ("drift", "socializedLossPerUnit", Loss),
            ("drift", "partialLiquidationEndToEnd", PartialLiquidation),
            ("drift", "incrementalLiquidationSchedule", Schedule),
        ];

    private static (string From, string To)[] Sides { get; } =
    [
        ("assetLiquidationMultiplier", "asset_multiplier"),
        ("liabilityLiquidationMultiplier", "liability_multiplier"),
        ("assetDecimals", "asset_decimals"),
        ("liabilityDecimals", "liability_decimals"),
    ];

    private static (string From, string To)[] WeightedSides { get; } =
    [.. Sides, ("assetWeight", "asset_weight"), ("liabilityWeight", "liability_weight")];

    private static (string From, string To)[] Prices { get; } =
    [("marginShortage", "margin_shortage"), ("oraclePrice", "price"), ("quoteOraclePrice", "quote_price")];

    private static Translation MarginRatio(Vector vector) =>
        Translation.OfRule(
            vector,
            "root_scaled_margin_ratio",
            vector.Inputs.Pick(
                ("marginRatioInitial", "initial_ratio"),
                ("marginRatioMaintenance", "maintenance_ratio"),
                ("highLeverageInitial", "high_leverage_initial_ratio"),
                ("highLeverageMaintenance", "high_leverage_maintenance_ratio"),
                ("imfFactor", "size_factor")
            ),
            vector.Inputs.Pick(("baseSize", "size"), ("kind", "level"), ("highLeverageMode", "high_leverage")),
            ("marginRatio", "margin_ratio")
        );

    private static Translation Weights(Vector vector) =>
        Translation.OfRule(
            vector,
            "root_scaled_weights",
            vector.Inputs.Pick(
                ("initialAssetWeight", "asset_weight"),
                ("initialLiabilityWeight", "liability_weight"),
                ("imfFactor", "size_factor")
            ),
            vector.Inputs.Pick(("size1e9", "size")),
            Stated.Of(vector, ("assetWeight", "asset_weight"), ("liabilityWeight", "liability_weight"))
        );

    private static Translation DepositScaled(Vector vector) =>
        Translation.OfRule(
            vector,
            "deposit_scaled_weight",
            vector.Inputs.Pick(("initialAssetWeight", "asset_weight"), ("scaleStartUsd", "scale_start")),
            vector.Inputs.Pick(("totalDepositTokens", "total_deposits"), ("oraclePrice", "price")),
            ("scaledInitialAssetWeight", "asset_weight")
        );

    private static Translation IsolatedAndCross(Vector vector)
    {
        const string Asset = "SOL";
        var perp = vector.Inputs["perp"] as JsonObject ?? [];
        var facts = vector.Inputs.Pick(("crossDepositUsdc", "deposit"));
        facts["debts"] = vector.Inputs.Pick(("crossBorrowSol", Asset));
        facts["prices"] = vector.Inputs.Pick(("solPrice", Asset));
        facts["isolated"] = new JsonObject
        {
            [Asset] = perp.Pick(("size", "size"), ("quoteAsset", "quote"), ("isolatedCollateral", "collateral")),
        };
        return Translation.OfRule(
            vector,
            "isolated_and_cross_margin",
            new()
            {
                ["liability_weights"] = vector.Inputs.Pick(("solInitialLiabilityWeight", Asset)),
                ["margin_ratios"] = perp.Pick(("marginRatioInitial", Asset)),
            },
            facts,
            Stated.Of(
                vector,
                ("crossMarginRequirement", "cross.margin_requirement"),
                ("crossTotalCollateral", "cross.total_collateral"),
                ("crossOk", "cross.is_enough"),
                ("isolatedMarginRequirement", $"isolated.{Asset}.margin_requirement"),
                ("isolatedTotalCollateral", $"isolated.{Asset}.total_collateral"),
                ("isolatedOk", $"isolated.{Asset}.is_enough")
            )
        );
    }

    private static Translation BaseCover(Vector vector) =>
        Translation.OfRule(
            vector,
            "shortage_cover_size",
            vector.Inputs.Pick(("marginRatio", "margin_ratio"), ("liquidatorFee", "liquidator_fee"), ("insuranceFee", "insurance_fee")),
            vector.Inputs.Pick(Prices),
            ("baseAssetAmount", "base_amount")
        );

    private static Translation Collateral(Vector vector)
    {
        if (vector.Inputs.ContainsKey("marginShortage"))
        {
            return Translation.OfRule(
                vector,
                "shortage_cover_debt",
                vector.Inputs.Pick([.. WeightedSides, ("insuranceFee", "insurance_fee")]),
                vector.Inputs.Pick(("marginShortage", "margin_shortage"), ("liabilityPrice", "liability_price")),
                ("liabilityTransfer", "liability_amount")
            );
        }

        var facts = vector.Inputs.Pick(
            ("assetAmount", "asset_amount"),
            ("assetPrice", "asset_price"),
            ("liabilityPrice", "liability_price"),
            ("liabilityTransfer", "liability_amount")
        );
        return vector.Inputs.ContainsKey("liabilityTransfer")
            ? Translation.OfRule(vector, "collateral_for_debt", vector.Inputs.Pick(Sides), facts, ("assetTransfer", "asset_amount"))
            : Translation.OfRule(
                vector,
                "debt_for_collateral",
                vector.Inputs.Pick(Sides),
                facts,
                ("liabilityTransfer", "liability_amount")
            );
    }

    private static Translation InsuranceFee(Vector vector) =>
        vector.Inputs.ContainsKey("tokenAmount")
            ? Translation.OfRule(
                vector,
                "shortage_bound_debt_fee",
                vector.Inputs.Pick([.. WeightedSides, ("maxInsuranceFee", "max_fee")]),
                vector.Inputs.Pick(
                    ("marginShortage", "margin_shortage"),
                    ("liabilityPrice", "liability_price"),
                    ("tokenAmount", "liability_amount")
                ),
                ("insuranceFee", "fee")
            )
            : Translation.OfRule(
                vector,
                "shortage_bound_fee",
                vector.Inputs.Pick(("marginRatio", "margin_ratio"), ("liquidatorFee", "liquidator_fee"), ("maxInsuranceFee", "max_fee")),
                vector.Inputs.Pick([.. Prices, ("userBase", "size")]),
                ("insuranceFee", "fee")
            );

    private static Translation GrowingFee(Vector vector) =>
        Translation.OfRule(
            vector,
            "time_scaled_fee",
            vector.Inputs.Pick(("baseFee", "base_fee"), ("maxFee", "max_fee"), ("graceSlots", "grace"), ("feeIncreasePerSlot", "increase")),
            vector.Inputs.Pick(("slotsElapsed", "elapsed")),
            ("liquidatorFee", "fee")
        );

    private static Translation Loss(Vector vector)
    {
        if (vector.Inputs.ContainsKey("totalDeposits"))
        {
            return Translation.OfRule(
                vector,
                "loss_per_deposit",
                [],
                vector.Inputs.Pick(
                    ("borrowLoss", "loss"),
                    ("loss", "loss"),
                    ("totalDeposits", "total_deposits"),
                    ("cumulativeDepositInterest", "deposit_index")
                ),
                ("cumulativeDepositInterestDelta", "index_change")
            );
        }

        // A perpetual's loss is told by its words; the one expected number is the change of the index.
        var facts = new JsonObject();
        foreach (var (name, value) in vector.Inputs)
        {
            var word = new[] { "loss", "long", "short" }.FirstOrDefault(each => name.Contains(each, StringComparison.OrdinalIgnoreCase));
            if (word is not null)
            {
                facts[string.Equals(word, "loss", StringComparison.Ordinal) ? word : word + "s"] = value?.DeepClone();
            }
        }

        var expected = vector.Expected.Where(each => each.Key.Contains("delta", StringComparison.OrdinalIgnoreCase));
        return Translation.OfRule(vector, "loss_per_open_interest", [], facts, [.. expected.Select(each => (each.Key, "index_change"))]);
    }

    private static Translation PartialLiquidation(Vector vector) =>
        Translation.OfRule(
            vector,
            "paced_liquidation",
            PacedParameters(vector),
            PacedFacts(vector),
            Stated.Of(
                vector,
                ("marginShortage", "steps[0].margin_shortage"),
                ("baseTransferred", "steps[0].transferred"),
                ("userBaseAfter", "steps[0].size"),
                ("userQuoteAfter", "steps[0].quote"),
                ("liquidatorBase", "steps[0].liquidator_size"),
                ("liquidatorQuote", "steps[0].liquidator_quote"),
                ("insuranceFundFee", "steps[0].insurance_fee"),
                ("totalCollateralAfter", "steps[0].total_collateral"),
                ("marginRequirementPlusBufferAfter", "steps[0].requirement_with_buffer"),
                ("marginRatioAfter", "steps[0].margin_ratio")
            )
        );

    private static Translation Schedule(Vector vector)
    {
        // When liquidators came is told beside what they did.
        var steps = vector.Expected.NeededObjects("steps");
        var facts = PacedFacts(vector);
        facts["slots"] = new JsonArray([.. steps.Select(step => step.Needed("slot").DeepClone())]);
        var expectations = new List<(string, string)>();
        (string Expected, string Answer)[] known =
        [
            ("userBase", "size"),
            ("userQuote", "quote"),
            ("marginFreed", "margin_freed"),
            ("pctFreed", "share_freed"),
            ("liquidationExited", "has_ended"),
        ];
        for (var i = 0; i < steps.Count; i++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"steps[{i}].");
            expectations.AddRange(
                known.Where(pair => steps[i].ContainsKey(pair.Expected)).Select(pair => (at + pair.Expected, at + pair.Answer))
            );
        }

        return Translation.OfRule(vector, "paced_liquidation", PacedParameters(vector), facts, [.. expectations]);
    }

    private static JsonObject PacedParameters(Vector vector) =>
        vector
            .Inputs.Pick(
                ("maintenanceMargin", "maintenance_ratio"),
                ("liquidationBuffer", "buffer"),
                ("liquidatorFee", "liquidator_fee"),
                ("insuranceFee", "insurance_fee"),
                ("initialPctToLiquidate", "initial_share"),
                ("liquidationDurationSlots", "duration"),
                ("orderStep", "step")
            )
            .WithDefault("step", "0.01");

    private static JsonObject PacedFacts(Vector vector) =>
        vector.Inputs.Pick(
            ("baseLong", "size"),
            ("base", "size"),
            ("quote", "quote"),
            ("collateral", "collateral"),
            ("oraclePrice", "price"),
            ("openBidsCancelled", "open_bid"),
            ("openBid", "open_bid"),
            ("openAsksCancelled", "open_ask"),
            ("openAsk", "open_ask"),
            ("startSlot", "start_slot")
        );
}
