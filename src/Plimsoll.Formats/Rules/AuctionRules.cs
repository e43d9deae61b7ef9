using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using Plimsoll.Liquidation;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>Auctions of an account's shares.</summary>
internal static class AuctionRules
{
    private const string Source = "Derive v2, DutchAuction";

    public static IEnumerable<RuleKind> Kinds => [Price, Bid, Insolvent];

    private static RecordField[] Account { get; } =
    [
        Required("maintenance_margin", NumberShape.Any, "value of the account under stress; below zero it is liquidated"),
        Required("mark_to_market", NumberShape.Any, "value of the account at marks"),
    ];

    private static RuleKind Price { get; } =
        new(
            "dutch_auction_price",
            "The share of the account's value that is asked: it falls fast to a cutoff, then slowly to nothing.",
            Source,
            new(
                Required("start_factor", NumberShape.Share, "share asked at the start"),
                Required("cutoff_factor", NumberShape.Share, "share asked at the end of the fast phase"),
                Required("fast_seconds", NumberShape.NotNegative, "the fast phase"),
                Required("slow_seconds", NumberShape.NotNegative, "the slow phase")
            ),
            new(Required("elapsed_seconds", NumberShape.NotNegative, "seconds since the start")),
            (parameters, facts) =>
            {
                var terms = new AuctionTerms(
                    parameters.Number("start_factor"),
                    parameters.Number("cutoff_factor"),
                    parameters.Number("fast_seconds"),
                    parameters.Number("slow_seconds")
                );
                return new Answer().With("price_factor", DutchAuction.PriceFactor(terms, facts.Number("elapsed_seconds")));
            }
        );

    private static RuleKind Bid { get; } =
        new(
            "dutch_auction_bid",
            "The largest share of an account that may be taken, and what a bidder pays for it.",
            Source,
            new(
                Optional(
                    "buffer",
                    NumberShape.NotNegative,
                    "what is asked beyond maintenance, as a share of its distance from the account's value"
                ),
                Optional(
                    "start_fee_rate",
                    NumberShape.Share,
                    "fee for starting an auction, as a share of what could be taken at full value"
                )
            ),
            new([
                .. Account,
                Required("price_factor", NumberShape.Share, "share of the account's value that is asked"),
                Optional("reserved_cash", NumberShape.NotNegative, "cash of earlier bids, which is not sold again"),
                Optional("share_requested", NumberShape.Share, "share the bidder wants"),
            ]),
            (parameters, facts) =>
            {
                var account = AccountOf(facts, parameters.Number("buffer", 0), facts.Number("reserved_cash", 0));
                var factor = facts.Number("price_factor");
                if (DutchAuction.MaxShare(account, factor) is not { } most)
                {
                    throw new RuleException(
                        "mark_to_market",
                        "no share brings the rest back; with a value below zero the insolvent auction applies."
                    );
                }

                var answer = new Answer().With("buffer_margin", account.BufferMargin).With("max_share", most);
                if (parameters.NumberOrNull("start_fee_rate") is { } rate)
                {
                    answer.With("start_fee", DutchAuction.StartFee(account, rate), "", "nothing could be taken at full value.");
                }

                if (facts.NumberOrNull("share_requested") is not { } requested)
                {
                    return answer;
                }

                var filled = Math.Min(requested, most);
                return answer
                    .With("share_filled", filled)
                    .With("cash_paid", DutchAuction.CashPaid(account, factor, filled))
                    .With("cash_needed", DutchAuction.CashNeeded(account, factor, filled));
            }
        );

    private static RuleKind Insolvent { get; } =
        new(
            "insolvent_auction_price",
            "What a fund pays to whoever takes over an insolvent account: more with time, up to its maintenance.",
            Source,
            new(Required("length_seconds", NumberShape.NotNegative, "seconds until all of it is paid")),
            new([.. Account, Required("elapsed_seconds", NumberShape.NotNegative, "seconds since the start")]),
            (parameters, facts) =>
                new Answer().With(
                    "bid_price",
                    DutchAuction.InsolventPrice(
                        AccountOf(facts, 0, 0),
                        facts.Number("elapsed_seconds"),
                        parameters.Number("length_seconds")
                    )
                )
        );

    private static AuctionAccount AccountOf(Fields facts, decimal buffer, decimal reserved) =>
        new(facts.Number("maintenance_margin"), facts.Number("mark_to_market"), buffer, reserved);
}
