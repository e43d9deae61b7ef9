using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Scenarios;
using Plimsoll.Formats.Shapes;
using Plimsoll.Liquidation;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Numerics;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>An account under portfolio margin that is auctioned share by share, while the market moves.</summary>
internal static class ScenarioAuctionRules
{
    public static IEnumerable<RuleKind> Kinds => [Auction];

    private static RuleKind Auction { get; } =
        new(
            "scenario_margin_auction",
            "A Dutch auction of shares of an account under portfolio margin: what each bid may take, pays and leaves.",
            "Derive v2, DutchAuction over PMRM",
            new([
                .. SchemeShapes.Scheme,
                .. SchemeShapes.Account,
                Required("start_factor", NumberShape.Share, "share of the account's value asked at the start"),
                Required("cutoff_factor", NumberShape.Share, "share asked at the end of the fast phase"),
                Required("fast_seconds", NumberShape.NotNegative, "the fast phase"),
                Required("slow_seconds", NumberShape.NotNegative, "the slow phase"),
                Required(
                    "buffer",
                    NumberShape.NotNegative,
                    "what is asked beyond maintenance, as a share of its distance from the account's value"
                ),
                Required("start_fee_rate", NumberShape.Share, "fee for starting, as a share of what could be taken at full value"),
            ]),
            new([
                Required("start", new RecordShape(BookShapes.Market), "prices at the start"),
                .. BookShapes.Holdings,
                Required(
                    "bids",
                    new ListShape(
                        new RecordShape(
                            Required("elapsed_seconds", NumberShape.NotNegative, "seconds since the start"),
                            Required("market", new RecordShape(BookShapes.Market), "prices at the bid"),
                            Optional("volatility", NumberShape.Between(0, 1_000), "volatility of all options then; their own without it"),
                            Required("share_requested", NumberShape.Share, "share the bidder wants")
                        ),
                        1
                    ),
                    "bids, in order"
                ),
            ]),
            Evaluate
        );

    private static Answer Evaluate(Fields parameters, Fields facts)
    {
        var model = ScenarioRules.ModelOf(parameters);
        var terms = new AuctionTerms(
            parameters.Number("start_factor"),
            parameters.Number("cutoff_factor"),
            parameters.Number("fast_seconds"),
            parameters.Number("slow_seconds")
        );
        var buffer = parameters.Number("buffer");
        var start = BookReader.Read(facts.Record("start")!, facts);
        var fee = DutchAuction.StartFee(Standing(model, start, buffer, 0), parameters.Number("start_fee_rate"));
        // Shares of the account left, the cash that goes with it, and that which is reserved.
        var (left, cash, reserved) = (1m, facts.Number("cash", 0) - (fee ?? 0), 0m);
        var bids = new List<AnswerValue>();
        foreach (var bid in facts.Records("bids"))
        {
            var market = bid.Record("market")!;
            var held = BookReader.Read(
                market,
                facts,
                volatility: (double?)bid.NumberOrNull("volatility"),
                elapsed: bid.Number("elapsed_seconds")
            );
            var before = Standing(model, Scaled(held, left, cash), buffer, reserved);
            var factor = DutchAuction.PriceFactor(terms, bid.Number("elapsed_seconds"));
            if (DutchAuction.MaxShare(before, factor) is not { } most)
            {
                throw new RuleException("bids", "no share brings the rest back; with a value below zero the insolvent auction applies.");
            }

            var filled = Math.Min(bid.Number("share_requested"), most);
            var paid = DutchAuction.CashPaid(before, factor, filled);
            cash = ((cash - reserved) * (1 - filled)) + reserved + paid;
            reserved += paid;
            left *= 1 - filled;
            bids.Add(
                new Answer()
                    .With("before", Describe(before).With("max_share", most).With("price_factor", factor))
                    .With("share_filled", filled)
                    .With("cash_paid", paid)
                    .With("after", Describe(Standing(model, Scaled(held, left, cash), buffer, reserved)))
            );
        }

        return new Answer().With("start_fee", fee, "", "nothing could be taken at full value.").With("bids", bids);
    }

    private static AuctionAccount Standing(PortfolioMarginModel model, ScenarioAccount account, decimal buffer, decimal reserved)
    {
        var margin = ScenarioMargin.Evaluate(model, account);
        return new(
            RealDecimals.Of(margin.Value - margin.Requirement(MarginLevelKind.Maintenance)),
            RealDecimals.Of(margin.Value),
            buffer,
            reserved
        );
    }

    private static ScenarioAccount Scaled(ScenarioAccount account, decimal share, decimal cash) =>
        account.Times((double)share) with
        {
            Cash = (double)cash,
        };

    private static Answer Describe(AuctionAccount account) =>
        new Answer()
            .With("mark_to_market", account.MarkToMarket)
            .With("maintenance_margin", account.MaintenanceMargin)
            .With("buffer_margin", account.BufferMargin)
            .With("reserved_cash", account.ReservedCash);
}
