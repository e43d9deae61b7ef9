using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Shapes;
using Plimsoll.Margin;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>Margin formulas for a single position, as venues publish them.</summary>
internal static class MarginRules
{
    private const string NoPrice = "the position cannot lose so much at any price above zero";

    public static IEnumerable<RuleKind> Kinds => [MaintenanceAmount, MarginAvailable, AccountValue, InverseCross, InverseIsolated];

    private static RuleKind MaintenanceAmount { get; } =
        new(
            "maintenance_amount",
            "The deduction that makes progressive maintenance margin continuous at a tier's floor.",
            "Binance FAQ, leverage and margin: cum_n = cum_{n−1} + floor_n · (MMR_n − MMR_{n−1})",
            new(
                Required("floor", NumberShape.NotNegative, "notional at which the tier begins"),
                Required("maintenance", NumberShape.Share, "maintenance margin rate of the tier"),
                Required("previous_maintenance", NumberShape.Share, "maintenance margin rate of the tier before")
            ),
            new(Required("previous_amount", NumberShape.NotNegative, "maintenance amount of the tier before")),
            (parameters, facts) =>
                new Answer().With(
                    "amount",
                    ClosedForms.MaintenanceAmount(
                        facts.Number("previous_amount"),
                        parameters.Number("floor"),
                        parameters.Number("previous_maintenance"),
                        parameters.Number("maintenance")
                    )
                )
        );

    private static RuleKind MarginAvailable { get; } =
        new(
            "margin_available_liquidation_price",
            "The liquidation price from what an account has above its maintenance margin.",
            "Hyperliquid, liquidations: price − side · margin available ÷ size ÷ (1 − side ÷ maintenance leverage)",
            new(
                Required(
                    "maintenance_leverage",
                    new NumberShape
                    {
                        Min = 1,
                        IsMinExcluded = true,
                        Max = 100_000,
                    },
                    "notional over maintenance margin"
                )
            ),
            new(
                Required("side", new ChoiceShape("long", "short", "1", "-1"), "side of the position"),
                Required("price", NumberShape.Positive, "mark price"),
                Required("size", NumberShape.Positive, "size, unsigned"),
                Required("margin_available", NumberShape.Any, "what the account has above its maintenance margin")
            ),
            (parameters, facts) =>
            {
                var side = facts.Text("side") is "long" or "1" ? 1 : -1;
                var price = ClosedForms.LiquidationPriceOf(
                    facts.Number("price"),
                    side * facts.Number("size"),
                    facts.Number("margin_available"),
                    1 / parameters.Number("maintenance_leverage")
                );
                return new Answer().With("liquidation_price", price, "", NoPrice);
            }
        );

    private static RuleKind AccountValue { get; } =
        new(
            "account_value_liquidation_price",
            "The liquidation price from an account's value and total notional, with maintenance margin held at its present amount.",
            "Hyperliquid's interface in 2023: mark − side · (account value − rate · total notional) ÷ size; replaced since",
            new(
                Required("maintenance", NumberShape.Share, "maintenance margin rate on the total notional"),
                Optional("rounding", OutputRoundingShape, "how the price is rounded")
            ),
            new(
                Required("size", NumberShape.Any, "signed size, not zero"),
                Required("position_value", NumberShape.Positive, "notional of the position at the mark"),
                Required("account_value", NumberShape.Any, "value of the account"),
                Required("total_notional", NumberShape.Positive, "notional of all positions"),
                Optional("leverage", new NumberShape { Min = 1, Max = 1000 }, "the user's leverage")
            ),
            (parameters, facts) =>
            {
                var size = facts.Number("size");
                if (size == 0)
                {
                    throw new RuleException("size", "a flat position has no liquidation price.");
                }

                var value = facts.Number("position_value");
                var available = facts.Number("account_value") - (parameters.Number("maintenance") * facts.Number("total_notional"));
                var price = ClosedForms.LiquidationPriceOf(value / Math.Abs(size), size, available, maintenanceRate: 0);
                var answer = new Answer().With("liquidation_price", price, "", NoPrice);
                return facts.NumberOrNull("leverage") is { } leverage ? answer.With("margin_used", value / leverage) : answer;
            }
        );

    private static RuleKind InverseCross { get; } =
        new(
            "inverse_cross_liquidation",
            "Bankruptcy and liquidation price of an inverse position that the whole coin balance stands behind.",
            "Bybit, inverse perpetuals in cross margin before unified accounts",
            new(
                Required("maintenance", NumberShape.Share, "maintenance margin rate on the entry value"),
                Required("closing_fee", NumberShape.Share, "fee rate of closing, at the bankruptcy price"),
                Optional("rounding", OutputRoundingShape, "how the liquidation price is rounded")
            ),
            new(
                Required("contracts", NumberShape.Positive, "face value, unsigned"),
                Optional("side", new ChoiceShape("long", "short"), "side of the position. Default long"),
                Required("entry", NumberShape.Positive, "average entry price"),
                Required("balance", NumberShape.NotNegative, "coin balance")
            ),
            (parameters, facts) =>
            {
                var isShort = facts.Text("side", "long") == "short";
                var (bankruptcy, liquidation) = ClosedForms.InverseCross(
                    isShort ? -facts.Number("contracts") : facts.Number("contracts"),
                    facts.Number("entry"),
                    facts.Number("balance"),
                    parameters.Number("maintenance"),
                    parameters.Number("closing_fee")
                );
                var rounding = parameters.Record("rounding") is { } stated ? OutputRounding.Of(stated) : null;
                return new Answer()
                    .With("bankruptcy_price", bankruptcy, "", NoPrice)
                    .With("liquidation_price", liquidation is { } price ? rounding?.Apply(price, isShort) ?? price : null, "", NoPrice);
            }
        );

    private static RuleKind InverseIsolated { get; } =
        new(
            "inverse_isolated_liquidation",
            "The liquidation price of an isolated inverse position, with what was added to it less the fee to close it with.",
            "Bybit, inverse contracts in isolated margin of unified accounts (May 2026)",
            new(
                Required("maintenance", NumberShape.Share, "maintenance margin rate"),
                Optional("deduction", NumberShape.NotNegative, "maintenance amount, in coin. Default 0"),
                Optional("closing_fee", NumberShape.Share, "fee rate of closing, by which what was added is lessened. Default 0")
            ),
            new(
                Required("contracts", NumberShape.Positive, "face value, unsigned"),
                Optional("side", new ChoiceShape("long", "short", "buy", "sell"), "side of the position. Default long"),
                Required("entry", NumberShape.Positive, "average entry price"),
                Required("leverage", new NumberShape { Min = 1, Max = 1000 }, "the user's leverage"),
                Optional("added_margin", NumberShape.Any, "coin added to the position beyond that. Default 0")
            ),
            (parameters, facts) =>
            {
                var fee = parameters.Number("closing_fee", 0);
                if (fee == 1)
                {
                    throw new RuleException("closing_fee", "a fee of all that is added leaves nothing of it.");
                }

                var price = ClosedForms.InverseIsolated(
                    facts.Text("side", "long") is "short" or "sell" ? -facts.Number("contracts") : facts.Number("contracts"),
                    facts.Number("entry"),
                    facts.Number("leverage"),
                    parameters.Number("maintenance"),
                    parameters.Number("deduction", 0),
                    facts.Number("added_margin", 0),
                    fee
                );
                return new Answer().With("liquidation_price", price, "", NoPrice);
            }
        );

    private static RecordShape OutputRoundingShape => MarginShapes.Rounding;
}
