using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using Plimsoll.Liquidation;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>From the order book to winners to the insurance fund.</summary>
internal static class CloseOutRules
{
    private const string AtOracle = "oracle";

    public static IEnumerable<RuleKind> Kinds => [Waterfall];

    private static RuleKind Waterfall { get; } =
        new(
            "close_out_waterfall",
            "An account below maintenance is closed in the order book up to its bankruptcy price, the rest against winners; then come fee and insurance fund.",
            "Dango, perps book chapter 4: liquidation and auto-deleveraging",
            new(
                Required("maintenance_rate", NumberShape.Positive, "maintenance margin as a share of notional"),
                Optional("maintenance_rates", new MapShape(NumberShape.Positive), "the same by market, where it differs"),
                Required("fee_rate", NumberShape.Share, "liquidation fee on the notional closed, at oracle prices"),
                Optional("buffer", NumberShape.NotNegative, "by how much equity shall exceed maintenance afterwards, as a share"),
                Optional("size_decimals", NumberShape.Whole(0, 18), "decimals of sizes; 6 if left out"),
                Optional(
                    "solvent_deleveraging",
                    new ChoiceShape("bankruptcy", AtOracle),
                    "price at which winners take over from a solvent account; bankruptcy if left out"
                )
            ),
            new(
                Required("balance", NumberShape.Any, "signed balance"),
                Required(
                    "positions",
                    new MapShape(
                        new RecordShape(
                            Required("size", NumberShape.Any, "signed size"),
                            Required("entry", NumberShape.NotNegative, "entry price")
                        )
                    ),
                    "positions by market"
                ),
                Required("prices", new MapShape(NumberShape.Positive), "oracle prices by market"),
                Optional(
                    "book",
                    new ListShape(
                        new RecordShape(
                            Required("market", TextShape.Any, "which market"),
                            Required("price", NumberShape.Positive, "limit price"),
                            Required("size", NumberShape.NotNegative, "size")
                        )
                    ),
                    "resting orders on the side that the account's positions are closed against"
                )
            ),
            (parameters, facts) =>
            {
                var rates = parameters
                    .NumbersByName("maintenance_rates")
                    .ToDictionary(rate => rate.Name, rate => rate.Number, StringComparer.Ordinal);
                var prices = facts.NumbersByName("prices").ToDictionary(price => price.Name, price => price.Number, StringComparer.Ordinal);
                var positions = facts
                    .RecordsByName("positions")
                    .Where(position => position.Record.Number("size") != 0)
                    .Select(position => new CloseOutPosition(
                        position.Name,
                        position.Record.Number("size"),
                        position.Record.Number("entry"),
                        prices.TryGetValue(position.Name, out var price)
                            ? price
                            : throw new RuleException("prices", $"the oracle price of {position.Name} is missing."),
                        rates.GetValueOrDefault(position.Name, parameters.Number("maintenance_rate"))
                    ))
                    .ToList();
                var book = facts
                    .Records("book")
                    .Select(order => (order.Text("market"), order.Number("price"), order.Number("size")))
                    .ToList();
                var terms = new CloseOutTerms(
                    parameters.Number("fee_rate"),
                    parameters.Number("buffer", 0),
                    (int)parameters.Whole("size_decimals", 6),
                    string.Equals(parameters.Text("solvent_deleveraging", ""), AtOracle, StringComparison.Ordinal)
                );
                return Describe(CloseOut.Of(facts.Number("balance"), positions, book, terms));
            }
        );

    private static Answer Describe(CloseOutResult result) =>
        new Answer()
            .With("equity_before", result.EquityBefore)
            .With("maintenance_margin", result.MaintenanceMargin)
            .With(
                "steps",
                result.Steps.Select(step =>
                    new Answer()
                        .With("market", step.Market)
                        .With("close_size", step.CloseSize)
                        .With("bankruptcy_price", step.BankruptcyPrice)
                        .With("book_fill", step.BookFill)
                        .With("deleveraged_fill", step.DeleveragedFill)
                        .With("deleveraged_price", step.DeleveragedPrice)
                )
            )
            .With("counterparty_profit", result.Steps, step => step.Market, step => new AnswerNumber(step.CounterpartyProfit, ""))
            .With("balance_after", result.BalanceAfter)
            .With("fee", result.Fee)
            .With("bad_debt", result.BadDebt)
            .With("equity_after", result.EquityAfter);
}
