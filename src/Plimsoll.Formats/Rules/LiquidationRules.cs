using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using Plimsoll.Liquidation;
using Plimsoll.Margin;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>What is cancelled and closed, how much of it, in which steps.</summary>
internal static class LiquidationRules
{
    private static readonly NumberShape Step = new() { Min = 0.0001m, Max = 1 };

    public static IEnumerable<RuleKind> Kinds => [CancelNonOffsetting, Proportional];

    private static RuleKind CancelNonOffsetting { get; } =
        new(
            "cancel_non_offsetting_orders",
            "Orders on the position's side are cancelled, then the most passive against it until the rest is no more than the position.",
            "Paradex, Deleveraging",
            new(),
            new(
                Required("position", NumberShape.Any, "signed position"),
                Required(
                    "orders",
                    new ListShape(
                        new RecordShape(
                            Required("side", new ChoiceShape("buy", "sell"), "side"),
                            Required("quantity", NumberShape.Positive, "quantity that is left"),
                            Required("price", NumberShape.Positive, "limit price")
                        )
                    ),
                    "the open orders, oldest first"
                )
            ),
            (_, facts) =>
            {
                var (kept, cancelled) = OrderCancellation.Split(facts.Number("position"), OrdersOf(facts));
                return new Answer()
                    .With("kept", kept.Select(Words))
                    .With("cancelled", cancelled.Select(Words))
                    .With("kept_prices", kept.Select(order => order.Price))
                    .With("cancelled_prices", cancelled.Select(order => order.Price));
            }
        );

    private static RuleKind Proportional { get; } =
        new(
            "proportional_liquidation",
            "The same share of every position is closed: the smallest multiple of a step that brings maintenance over value below a target.",
            "Paradex, Liquidations",
            new(
                Required("fee_rate", NumberShape.NotNegative, "liquidation fee as a share of the maintenance margin that is freed"),
                Required("target_ratio", NumberShape.Positive, "maintenance margin ÷ account value must come below this"),
                Optional("share_step", Step, "step of the share; 0.2 without it")
            ),
            new(
                Required("collateral", NumberShape.Any, "collateral"),
                Required(
                    "positions",
                    new ListShape(
                        new RecordShape(
                            Required("quantity", NumberShape.Any, "signed quantity"),
                            Required("entry", NumberShape.Positive, "entry price"),
                            Required("mark", NumberShape.Positive, "mark price"),
                            Required("maintenance_rate", NumberShape.NotNegative, "maintenance margin as a share of notional")
                        )
                    ),
                    "the positions"
                )
            ),
            Liquidate
        );

    private static Answer Liquidate(Fields parameters, Fields facts)
    {
        var account = new ValuedAccount(facts.Number("collateral"), [.. facts.Records("positions").Select(PositionOf)]);
        var (value, maintenance) = (account.Value, account.Maintenance);
        var (fee, step) = (parameters.Number("fee_rate"), parameters.Number("share_step", 0.2m));
        var chosen = ProportionalLiquidation.Choose(value, maintenance, fee, step, parameters.Number("target_ratio"));
        var partial = ProportionalLiquidation
            .PartialShares(step)
            .Select(share => ProportionalLiquidation.After(share, value, maintenance, fee));
        return StepOf(chosen)
            .With("collateral_after", account.CollateralAfter(chosen))
            .With("initial_account_value", value)
            .With("initial_maintenance_margin", maintenance)
            .With("steps", partial.Select(StepOf));
    }

    private static Answer StepOf(LiquidationStep step) =>
        new Answer()
            .With("share", step.Share)
            .With("maintenance_margin", step.Maintenance)
            .With("penalty", step.Penalty)
            .With("account_value", step.AccountValue)
            .With("margin_ratio", step.MarginRatio, "", "no value is left");

    private static ValuedPosition PositionOf(Fields position) =>
        new(position.Number("quantity"), position.Number("entry"), position.Number("mark"), position.Number("maintenance_rate"));

    private static IReadOnlyList<OpenOrder> OrdersOf(Fields facts) =>
        [.. facts.Records("orders").Select(order => new OpenOrder(IsBuy(order), order.Number("quantity"), order.Number("price")))];

    private static bool IsBuy(Fields order) => string.Equals(order.Text("side"), "buy", StringComparison.Ordinal);

    private static AnswerText Words(OpenOrder order) => new($"{(order.IsBuy ? "buy" : "sell")} {order.Quantity}@{order.Price}");
}
