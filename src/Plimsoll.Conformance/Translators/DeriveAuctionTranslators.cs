using System.Text.Json.Nodes;

namespace Plimsoll.Conformance.Translators;

/// <summary>Derive's auctions in the product's words.</summary>
internal static class DeriveAuctionTranslators
{
    public static IEnumerable<(string Venue, string Kind, Func<Vector, Translation> Translate)> All =>
        [
            ("derive", "dutchAuctionPrice", Price),
            ("derive", "dutchAuctionBid", Bid),
            ("derive", "insolventAuctionPayout", Insolvent),
            ("derive", "dutchAuctionPartialLiquidation", Partial),
        ];

    private static Translation Price(Vector vector) =>
        Translation.OfRule(
            vector,
            "dutch_auction_price",
            Auction(vector)
                .Pick(
                    ("startingMtMPercentage", "start_factor"),
                    ("fastAuctionCutoffPercentage", "cutoff_factor"),
                    ("fastAuctionLength", "fast_seconds"),
                    ("slowAuctionLength", "slow_seconds")
                ),
            vector.Inputs.Pick(("elapsedSeconds", "elapsed_seconds")),
            ("priceFactor", "price_factor")
        );

    private static Translation Bid(Vector vector) =>
        Translation.OfRule(
            vector,
            "dutch_auction_bid",
            vector.Inputs.Pick(("bufferMarginPercentage", "buffer"), ("liquidatorFeeRate", "start_fee_rate")),
            vector.Inputs.Pick(
                ("maintenanceMargin", "maintenance_margin"),
                ("markToMarket", "mark_to_market"),
                ("priceFactor", "price_factor"),
                ("reservedCash", "reserved_cash"),
                ("percentRequested", "share_requested")
            ),
            Stated.Of(
                vector,
                ("bufferMargin", "buffer_margin"),
                ("maxProportion", "max_share"),
                ("percentFilled", "share_filled"),
                ("cashPaid", "cash_paid")
            )
        );

    private static Translation Insolvent(Vector vector) =>
        Translation.OfRule(
            vector,
            "insolvent_auction_price",
            vector.Inputs.Pick(("insolventAuctionLength", "length_seconds")),
            vector.Inputs.Pick(
                ("maintenanceMargin", "maintenance_margin"),
                ("markToMarket", "mark_to_market"),
                ("elapsedSeconds", "elapsed_seconds")
            ),
            ("bidPrice", "bid_price")
        );

    private static Translation Partial(Vector vector)
    {
        var parameters = DerivePortfolioTranslators.Scheme(
            vector,
            DerivePortfolioTranslators.Shared(vector, "paramSets", "params"),
            DerivePortfolioTranslators.SharedNode(vector, "scenarioSets", "scenarios")
        );
        parameters.AddAll(
            Auction(vector)
                .Pick(
                    ("startingMtMPercentage", "start_factor"),
                    ("fastAuctionCutoffPercentage", "cutoff_factor"),
                    ("fastAuctionLength", "fast_seconds"),
                    ("slowAuctionLength", "slow_seconds"),
                    ("bufferMarginPercentage", "buffer"),
                    ("liquidatorFeeRate", "start_fee_rate")
                )
        );
        var portfolio = vector.Inputs.NeededObject("portfolioAtStart");
        var start = vector.Inputs.NeededObject("startMarket");
        var facts = DerivePortfolioTranslators.Holdings(portfolio);
        facts["start"] = DerivePortfolioTranslators.Market(start);
        if (portfolio["cashBeforeFee"] is { } cash)
        {
            facts["cash"] = cash.DeepClone();
        }

        var bids = vector.Inputs.NeededObjects("bids");
        facts["bids"] = new JsonArray([.. bids.Select(bid => (JsonNode)BidOf(bid))]);
        return Translation.OfRule(vector, "scenario_margin_auction", parameters, facts) with
        {
            Expectations = [new("liquidationFee", $"{Translation.RuleName}.start_fee"), .. bids.SelectMany((_, place) => OfBid(place))],
        };
    }

    private static JsonObject BidOf(JsonObject bid)
    {
        var translated = bid.Pick(("time", "elapsed_seconds"), ("vol", "volatility"), ("percentRequested", "share_requested"));
        var market = DerivePortfolioTranslators.Market(bid.NeededObject("market"));
        translated["market"] = market;
        return translated;
    }

    private static IEnumerable<Expectation> OfBid(int place)
    {
        (string Expected, string Answer)[] names =
        [
            ("pre.markToMarket", "before.mark_to_market"),
            ("pre.maintenanceMargin", "before.maintenance_margin"),
            ("pre.bufferMargin", "before.buffer_margin"),
            ("pre.maxProportion", "before.max_share"),
            ("pre.discount", "before.price_factor"),
            ("pre.reservedCash", "before.reserved_cash"),
            ("percentFilled", "share_filled"),
            ("cashPaid", "cash_paid"),
            ("post.markToMarket", "after.mark_to_market"),
            ("post.maintenanceMargin", "after.maintenance_margin"),
            ("post.bufferMargin", "after.buffer_margin"),
        ];
        return names.Select(name => new Expectation(
            $"bids[{place}].{name.Expected}",
            $"{Translation.RuleName}.bids[{place}].{name.Answer}"
        ));
    }

    /// <summary>The auction's terms: told in full, or the name of one of the file's sets.</summary>
    private static JsonObject Auction(Vector vector) =>
        vector.Inputs["auction"] switch
        {
            JsonObject terms => terms,
            JsonValue name => vector.Shared["paramSets"]?[name.GetValue<string>()] as JsonObject
                ?? throw new FormatException($"the file has no set of parameters {name}."),
            _ => vector.Inputs,
        };
}
