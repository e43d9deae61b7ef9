using System.Text.Json.Nodes;

namespace Plimsoll.Conformance.Translators;

/// <summary>Derive's auctions in the product's words.</summary>
internal static class DeriveAuctionTranslators
{
    public static IEnumerable<(string Venue, string Kind, Func<Vector, Translation> Translate)> All =>
        [("derive", "dutchAuctionPrice", Price), ("derive", "dutchAuctionBid", Bid), ("derive", "insolventAuctionPayout", Insolvent)];

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
