using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Shapes;
using Plimsoll.Margin;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>Margin ratios, what they mean, and prices that follow from a rate.</summary>
internal static class RatioRules
{
    private static readonly ChoiceShape Sides = new("long", "short");
    private static readonly ChoiceShape Contracts = new("linear", "inverse");

    public static IEnumerable<RuleKind> Kinds => [Zones, NetRatio, Withdrawal, Loans, Isolated, Bankruptcy];

    private static RuleKind Zones { get; } =
        new(
            "margin_zones",
            "What the venue calls the margin ratio that an account has, and so what it may do.",
            "Binance portfolio margin, uniMMR",
            new(
                Required(
                    "zones",
                    new ListShape(
                        new RecordShape(
                            Required("name", TextShape.Any, "its name"),
                            Optional("above", NumberShape.NotNegative, "equity ÷ maintenance margin above which it lies; none for the last")
                        ),
                        1
                    ),
                    "the zones, from the highest to the lowest"
                )
            ),
            new(
                Required("equity", NumberShape.Any, "equity, less what open orders would lose at once"),
                Required("maintenance_margin", NumberShape.NotNegative, "sum of all maintenance margins")
            ),
            (parameters, facts) =>
            {
                MarginZone[] zones =
                [
                    .. parameters.Records("zones").Select(zone => new MarginZone(zone.Text("name"), zone.NumberOrNull("above"))),
                ];
                if (
                    zones[^1].Above is not null
                    || zones.Zip(zones.Skip(1)).Any(pair => !(pair.Second.Above < pair.First.Above || pair.Second == zones[^1]))
                )
                {
                    throw new RuleException("equity", "the model's zones must fall, and the last must have no bound.");
                }

                var (equity, maintenance) = (facts.Number("equity"), facts.Number("maintenance_margin"));
                return new Answer()
                    .With("margin_ratio", maintenance == 0 ? null : equity / maintenance, "", "nothing needs margin")
                    .With("zone", MarginZone.Of(zones, equity, maintenance).Name);
            }
        );

    private static RuleKind NetRatio { get; } =
        new(
            "net_margin_ratio",
            "What an account has, less what orders and isolated positions hold, over maintenance margin and the fee to liquidate; liquidated at 1 and below.",
            "OKX, single-currency margin: margin ratio",
            new(),
            new(
                Required("balance", NumberShape.Any, "balance"),
                Optional("unrealised_pnl", NumberShape.Any, "unrealised profit of cross positions; 0 without it"),
                Optional("sell_orders", NumberShape.NotNegative, "amount held for open sell orders; 0 without it"),
                Optional("option_buys", NumberShape.NotNegative, "amount held for open orders that buy options; 0 without it"),
                Optional("isolated", NumberShape.NotNegative, "amount held for isolated positions and their orders; 0 without it"),
                Optional("order_fees", NumberShape.NotNegative, "fees of open orders; 0 without it"),
                Required("maintenance_margin", NumberShape.NotNegative, "maintenance margin"),
                Optional("liquidation_fee", NumberShape.NotNegative, "fee to liquidate; 0 without it")
            ),
            (_, facts) =>
            {
                var has =
                    facts.Number("balance")
                    + facts.Number("unrealised_pnl", 0)
                    - facts.Number("sell_orders", 0)
                    - facts.Number("option_buys", 0)
                    - facts.Number("isolated", 0)
                    - facts.Number("order_fees", 0);
                var needs = facts.Number("maintenance_margin") + facts.Number("liquidation_fee", 0);
                return new Answer()
                    .With("margin_ratio", needs == 0 ? null : has / needs, "", "nothing needs margin")
                    .With("is_liquidated", needs > 0 && has <= needs);
            }
        );

    private static RuleKind Withdrawal { get; } =
        new(
            "withdrawal_floor",
            "What must remain when collateral is taken out: initial margin, or a share of all notional if that is more.",
            "Hyperliquid, margining",
            new(Required("notional_share", NumberShape.Share, "the share of notional")),
            new(
                Required("equity", NumberShape.Any, "equity"),
                Required("initial_margin", NumberShape.NotNegative, "initial margin"),
                Required("notional", NumberShape.NotNegative, "notional of all positions")
            ),
            (parameters, facts) =>
            {
                var remains = Withdrawals.MustRemain(
                    facts.Number("initial_margin"),
                    facts.Number("notional"),
                    parameters.Number("notional_share")
                );
                return new Answer().With("must_remain", remains).With("withdrawable", Math.Max(0, facts.Number("equity") - remains));
            }
        );

    private static RuleKind Loans { get; } =
        new(
            "loan_maintenance",
            "Maintenance margin of margin loans: a share of what is owed, by the leverage of the pair.",
            "Binance portfolio margin: 10 % at 3x, 8 % at 5x, 5 % at 10x",
            new(
                Required(
                    "rates",
                    new ListShape(new TupleShape(("leverage", NumberShape.Positive), ("maintenance", NumberShape.Share)), 1),
                    "rows of a leverage and the share that it needs"
                )
            ),
            new(
                Required(
                    "loans",
                    new ListShape(
                        new RecordShape(
                            Required("amount", NumberShape.NotNegative, "what is owed"),
                            Optional("price", NumberShape.Positive, "price of the asset; 1 without it"),
                            Required("leverage", NumberShape.Positive, "leverage of the pair")
                        )
                    ),
                    "the loans"
                )
            ),
            (parameters, facts) =>
            {
                var rates = parameters.Rows("rates");
                var sum = facts
                    .Records("loans")
                    .Sum(loan =>
                        loan.Number("amount")
                        * loan.Number("price", 1)
                        * (
                            rates.FirstOrDefault(row => row[0] == loan.Number("leverage"))?[1]
                            ?? throw new RuleException(
                                "loans",
                                $"the model has no rate at {loan.Number("leverage")}x; it has: {string.Join(", ", rates.Select(row => $"{row[0]}x"))}."
                            )
                        )
                    );
                return new Answer().With("maintenance_margin", sum);
            }
        );

    private static RuleKind Isolated { get; } =
        new(
            "isolated_rate_liquidation_price",
            "The liquidation price of an isolated position from its maintenance rate and the fee to close.",
            "OKX, Gate: (entry ∓ margin ÷ size) ÷ (1 ∓ (maintenance + fee)); inverse (1 ± rate) ÷ (1 ÷ entry ± margin ÷ face value)",
            new(
                Required("closing_fee", NumberShape.Share, "fee rate to close"),
                Optional("contract", Contracts, "linear or inverse. Default linear")
            ),
            new(
                Optional("side", Sides, "side of the position. Default long"),
                Required("size", NumberShape.Positive, "size in the underlying, or face value of inverse contracts"),
                Required("entry", NumberShape.Positive, "average entry price"),
                Required("margin", NumberShape.NotNegative, "its margin, in the settlement asset"),
                Required("maintenance", NumberShape.Share, "maintenance rate of its tier")
            ),
            (parameters, facts) =>
            {
                var size = facts.Number("size") * (facts.Text("side", "long") == "short" ? -1 : 1);
                var rate = facts.Number("maintenance") + parameters.Number("closing_fee");
                var isInverse = parameters.Text("contract", "linear") == "inverse";
                var price = ClosedForms.IsolatedAtRate(size, facts.Number("entry"), facts.Number("margin"), rate, isInverse);
                return new Answer().With("liquidation_price", price, "", "there is none above zero");
            }
        );

    private static RuleKind Bankruptcy { get; } =
        new(
            "leverage_bankruptcy_price",
            "The price at which an isolated position has used up what its leverage put up.",
            "Bybit: linear entry · (1 ∓ 1 ÷ leverage); inverse entry · leverage ÷ (leverage ± 1)",
            new(
                Optional("contract", Contracts, "linear or inverse. Default linear"),
                Optional("rounding", MarginShapes.Rounding, "how the price is rounded")
            ),
            new(
                Optional("side", Sides, "side of the position. Default long"),
                Required("entry", NumberShape.Positive, "average entry price"),
                Required("leverage", new NumberShape { Min = 1, Max = 1000 }, "the user's leverage")
            ),
            (parameters, facts) =>
            {
                var isShort = facts.Text("side", "long") == "short";
                var isInverse = parameters.Text("contract", "linear") == "inverse";
                var price = ClosedForms.BankruptcyAtLeverage(!isShort, facts.Number("entry"), facts.Number("leverage"), isInverse);
                var rounding = parameters.Record("rounding") is { } stated ? OutputRounding.Of(stated) : null;
                return new Answer().With(
                    "bankruptcy_price",
                    price is { } found ? rounding?.Apply(found, isShort) ?? found : null,
                    "",
                    "there is none above zero"
                );
            }
        );
}
