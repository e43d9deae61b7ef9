using System.Text.Json.Nodes;

namespace Plimsoll.Conformance.Translators;

/// <summary>dYdX's vectors in the product's words.</summary>
internal static class DydxTranslators
{
    public static IEnumerable<(string Venue, string Kind, Func<Vector, Translation> Translate)> All =>
        [
            ("dydx", "bankruptcyPrice", BankruptcyPrice),
            ("dydx", "liquidationLimitPrice", LimitPrice),
            ("dydx", "insuranceFundDelta", FundDelta),
            ("dydx", "liquidationSize", Size),
            ("dydx", "fundingRateClamp", FundingClamp),
            ("dydx", "initialMarginOpenInterestScaled", OpenInterestScaled),
            ("dydx-v4", "im_mm", PositionMargin),
        ];

    private static Translation BankruptcyPrice(Vector vector)
    {
        var facts = Account(vector);
        facts.AddAll(vector.Inputs.Pick(("closeMarket", "close_market"), ("deltaBaseQuantums", "change")));
        return Translation.OfRule(
            vector,
            "maintenance_share_bankruptcy",
            Markets(vector),
            facts,
            Stated.Of(
                vector,
                ("netCollateral", "net_collateral"),
                ("initialMargin", "initial_margin"),
                ("maintenanceMargin", "maintenance_margin"),
                ("bankruptcyQuoteQuantums", "bankruptcy_quote")
            )
        );
    }

    private static Translation LimitPrice(Vector vector)
    {
        var parameters = Markets(vector);
        parameters.AddAll(
            vector.Inputs.Pick(
                ("bankruptcyAdjustmentPpm", "bankruptcy_adjustment_ppm"),
                ("spreadToMaintenanceMarginRatioPpm", "spread_ppm"),
                ("tick", "tick")
            )
        );
        var facts = Account(vector);
        facts.AddAll(vector.Inputs.Pick(("closeMarket", "close_market")));
        return Translation.OfRule(
            vector,
            "bankruptcy_rated_limit_price",
            parameters,
            facts,
            Stated.Of(vector, ("fillablePriceNumerator", "price_numerator"), ("fillablePriceDenominator", "price_denominator"))
        );
    }

    private static Translation FundDelta(Vector vector)
    {
        var parameters = Markets(vector);
        parameters.AddAll(vector.Inputs.Pick(("maxLiquidationFeePpm", "max_fee_ppm")));
        var facts = Account(vector);
        facts.AddAll(
            vector.Inputs.Pick(
                ("closeMarket", "close_market"),
                ("fillBaseQuantums", "fill_size"),
                ("fillQuoteQuantums", "fill_quote"),
                ("isBuy", "is_buy")
            )
        );
        return Translation.OfRule(
            vector,
            "bankruptcy_fund_delta",
            parameters,
            facts,
            Stated.Of(vector, ("insuranceFundDeltaQuoteQuantums", "fund_delta"), ("bankruptcyQuoteQuantums", "bankruptcy_quote"))
        );
    }

    private static Translation Size(Vector vector) =>
        Translation.OfRule(
            vector,
            "limited_liquidation_size",
            vector.Inputs.Pick(
                ("minPositionNotionalLiquidated", "min_notional"),
                ("maxPositionPortionLiquidatedPpm", "max_share_ppm"),
                ("stepBaseQuantums", "step")
            ),
            vector.Inputs.Pick(
                ("positionBaseQuantums", "size"),
                ("quoteQuantumsPerBaseQuantum", "price"),
                ("subaccountMaxNotionalLiquidated", "account_room")
            ),
            ("deltaBaseQuantums", "change")
        );

    private static Translation FundingClamp(Vector vector) =>
        Translation.OfRule(
            vector,
            "margin_funding_clamp",
            vector.Inputs.Pick(
                ("clampFactorPpm", "factor_ppm"),
                ("initialMarginPpm", "initial_rate_ppm"),
                ("maintenanceFractionPpm", "maintenance_fraction_ppm")
            ),
            [],
            ("maxAbsFundingPpm", "max_rate_ppm")
        );

    private static Translation OpenInterestScaled(Vector vector) =>
        Translation.OfRule(
            vector,
            "open_interest_scaled_margin",
            vector.Inputs.Pick(
                ("baseInitialMarginPpm", "initial_rate_ppm"),
                ("maintenanceFractionPpm", "maintenance_fraction_ppm"),
                ("openInterestLowerCap", "open_interest_lower_cap"),
                ("openInterestUpperCap", "open_interest_upper_cap")
            ),
            vector.Inputs.Pick(("notionalQuoteQuantums", "notional"), ("openInterestNotional", "open_interest")),
            Stated.Of(
                vector,
                ("effectiveImfPpm", "initial_rate_ppm"),
                ("initialMarginQuoteQuantums", "initial_margin"),
                ("maintenanceMarginQuoteQuantums", "maintenance_margin")
            )
        );

    private static Translation PositionMargin(Vector vector) =>
        Translation.OfRule(
            vector,
            "open_interest_scaled_position_margin",
            vector.Inputs.Pick(
                ("im_ppm", "initial_rate_ppm"),
                ("mm_fraction_ppm", "maintenance_fraction_ppm"),
                ("oi_lower_cap", "open_interest_lower_cap"),
                ("oi_upper_cap", "open_interest_upper_cap"),
                ("exponent", "price_exponent"),
                ("base_atomic_resolution", "base_resolution"),
                ("quote_atomic_resolution", "quote_resolution")
            ),
            vector.Inputs.Pick(("price", "price"), ("base_quantums", "size"), ("open_interest", "open_interest")),
            Stated.Of(vector, ("initial_margin", "initial_margin"), ("maintenance_margin", "maintenance_margin"), ("notional", "notional"))
        );

    private static JsonObject Markets(Vector vector)
    {
        var markets = new JsonObject();
        foreach (var (name, market) in vector.Inputs.ObjectsByName("markets"))
        {
            markets[name] = market.Pick(("initialMarginPpm", "initial_rate_ppm"), ("maintenanceFractionPpm", "maintenance_fraction_ppm"));
        }

        return new() { ["markets"] = markets };
    }

    private static JsonObject Account(Vector vector)
    {
        var prices = new JsonObject();
        foreach (var (name, market) in vector.Inputs.ObjectsByName("markets"))
        {
            prices[name] = market.Needed("quoteQuantumsPerBaseQuantum").DeepClone();
        }

        var account = vector.Inputs.Pick(("usdcQuoteQuantums", "cash"));
        account["positions"] = new JsonArray([
            .. vector.Inputs.NeededObjects("positions").Select(position => position.Pick(("market", "market"), ("baseQuantums", "size"))),
        ]);
        account["prices"] = prices;
        return account;
    }
}
