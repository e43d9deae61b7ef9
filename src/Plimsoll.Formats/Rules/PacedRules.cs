using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using Plimsoll.Liquidation;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>Liquidation that gives the account or the market time.</summary>
internal static class PacedRules
{
    public static IEnumerable<RuleKind> Kinds => [Paced, Window];

    private static RuleKind Paced { get; } =
        new(
            "paced_liquidation",
            "A shortage is covered visit by visit, as far as the time since the start allows.",
            "Drift v2, liquidation",
            new(
                Required("maintenance_ratio", NumberShape.Share, "maintenance margin as a share of notional"),
                Required("buffer", NumberShape.Share, "what is asked beyond it before a liquidation ends, as a share of notional"),
                Required("liquidator_fee", NumberShape.Share, "the liquidator's discount"),
                Required("insurance_fee", NumberShape.Share, "largest fee to the insurance fund"),
                Optional("initial_share", NumberShape.Share, "share of the shortage that may be freed at once; all if left out"),
                Optional("duration", NumberShape.NotNegative, "slots over which the rest may be freed; 0 or left out: at once"),
                Required("step", NumberShape.Positive, "a lot"),
                Optional("order_margin", NumberShape.NotNegative, "margin for open orders of a side; 0.01 if left out"),
                Optional("small_amount", NumberShape.NotNegative, "shortages below it and positions up to it are not paced; 50 if left out")
            ),
            new(
                Required("size", NumberShape.Any, "signed size"),
                Required("quote", NumberShape.Any, "signed quote balance: what the position was bought for, negative for a long"),
                Required("collateral", NumberShape.Any, "collateral beside the position"),
                Required("price", NumberShape.Positive, "oracle price"),
                Optional("open_bid", NumberShape.NotNegative, "size of open buy orders"),
                Optional("open_ask", NumberShape.NotNegative, "size of open sell orders"),
                Optional("start_slot", NumberShape.NotNegative, "when the account was last active"),
                Optional(
                    "slots",
                    new ListShape(NumberShape.NotNegative, minCount: 1),
                    "when liquidators come; once at the start if left out"
                )
            ),
            (parameters, facts) =>
            {
                var start = facts.Number("start_slot", 0);
                var slots = facts.Has("slots") ? facts.Numbers("slots") : [start];
                var last = start;
                foreach (var slot in slots)
                {
                    last =
                        slot >= last
                            ? slot
                            : throw new RuleException("slots", "slots must not run backwards, nor begin before start_slot.");
                }

                var account = new PacedAccount(
                    facts.Number("size"),
                    facts.Number("quote"),
                    facts.Number("collateral"),
                    facts.Number("open_bid", 0),
                    facts.Number("open_ask", 0),
                    IsInLiquidation: false,
                    MarginFreed: 0,
                    start
                );
                var rules = new PacedLiquidationRules(
                    parameters.Number("maintenance_ratio"),
                    parameters.Number("buffer"),
                    parameters.Number("liquidator_fee"),
                    parameters.Number("insurance_fee"),
                    parameters.Number("initial_share", 1),
                    parameters.Number("duration", 0),
                    parameters.Number("step"),
                    parameters.Number("order_margin", 0.01m),
                    parameters.Number("small_amount", 50)
                );
                var price = facts.Number("price");
                return new Answer().With(
                    "steps",
                    PacedLiquidation.Visits(account, price, slots, rules).Select(step => Describe(step, price, rules))
                );
            }
        );

    private static RuleKind Window { get; } =
        new(
            "liquidation_window",
            "What may be liquidated of a market within a sliding window.",
            "Synthetix v3, perps market: (maker fee + taker fee) · depth · multiplier · window",
            new(
                Required("maker_fee", NumberShape.Share, "maker fee"),
                Required("taker_fee", NumberShape.Share, "taker fee"),
                Required("skew_scale", NumberShape.NotNegative, "the market's depth, in base units"),
                Required("multiplier", NumberShape.NotNegative, "how many times over the fees' worth of depth may go each second"),
                Required("window_seconds", NumberShape.Positive, "the window")
            ),
            new(
                Optional(
                    "requests",
                    new ListShape(
                        new RecordShape(
                            Required("after_seconds", NumberShape.NotNegative, "seconds since the request before it"),
                            Required("amount", NumberShape.NotNegative, "size to be liquidated")
                        )
                    ),
                    "what is to be liquidated, in order"
                )
            ),
            (parameters, facts) =>
            {
                var window = parameters.Number("window_seconds");
                var capacity = LiquidationWindow.Capacity(
                    parameters.Number("maker_fee"),
                    parameters.Number("taker_fee"),
                    parameters.Number("skew_scale"),
                    parameters.Number("multiplier"),
                    window
                );
                var requests = facts
                    .Records("requests")
                    .Select(request => (request.Number("after_seconds"), Amount: request.Number("amount")))
                    .ToList();
                var done = LiquidationWindow.Liquidated(capacity, window, requests);
                var answer = new Answer().With("capacity", capacity).With("liquidated", done);
                return done.Count == 0
                    ? answer
                    : answer
                        .With("last_liquidated", done[^1])
                        .With("last_remaining", LiquidationWindow.Remaining(requests[^1].Amount, done[^1]));
            }
        );

    private static Answer Describe(PacedStep step, decimal price, PacedLiquidationRules rules) =>
        new Answer()
            .With("slot", step.Slot)
            .With("margin_shortage", step.Shortage)
            .With("transferred", step.Transferred)
            .With("size", step.After.Size)
            .With("quote", step.After.Quote)
            .With("liquidator_size", step.LiquidatorSize)
            .With("liquidator_quote", step.LiquidatorQuote)
            .With("insurance_fee", step.InsuranceFee)
            .With("margin_freed", step.MarginFreed)
            .With("share_freed", step.ShareFreed, "", "nothing was missing.")
            .With("has_ended", step.HasEnded)
            .With("total_collateral", step.After.EquityAt(price))
            .With("requirement_with_buffer", step.After.RequirementAt(price, rules.MaintenanceRatio + rules.Buffer, rules.OrderMargin))
            .With("margin_ratio", step.After.RatioAt(price), "", "no position is left.");
}
