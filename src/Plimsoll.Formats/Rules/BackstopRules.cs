using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using Plimsoll.Liquidation;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>Closing against backstop providers.</summary>
internal static class BackstopRules
{
    public static IEnumerable<RuleKind> Kinds => [AutoCloseFraction, FractionPrice, BackstopClose, ZeroPrices];

    private static RuleKind AutoCloseFraction { get; } =
        new(
            "auto_close_fraction",
            "The margin fraction below which positions are closed at once: the larger of a share of maintenance and a distance below it.",
            "FTX, Liquidations: max(MMF ÷ 2, MMF − 6 %)",
            new(
                Optional("share", NumberShape.Share, "share of the maintenance fraction; 0.5 without it"),
                Optional("distance", NumberShape.NotNegative, "distance below it; 0.06 without it")
            ),
            new(Required("maintenance_fraction", NumberShape.NotNegative, "maintenance margin fraction")),
            (parameters, facts) =>
                new Answer().With(
                    "auto_close_fraction",
                    AutoClose.Fraction(
                        facts.Number("maintenance_fraction"),
                        parameters.Number("share", 0.5m),
                        parameters.Number("distance", 0.06m)
                    )
                )
        );

    private static RuleKind FractionPrice { get; } =
        new(
            "margin_fraction_price",
            "The price at which collateral and unrealised profit are a given fraction of the position's notional.",
            "FTX, Backstop Liquidity Provider Program",
            new(),
            new(
                Required("quantity", NumberShape.Any, "signed position"),
                Required("entry", NumberShape.Positive, "entry price"),
                Required("collateral", NumberShape.Any, "collateral"),
                Required("fraction", NumberShape.Any, "margin fraction to reach; 0 is the bankruptcy price")
            ),
            (_, facts) =>
                new Answer().With(
                    "price",
                    MarginFraction.PriceAt(
                        facts.Number("quantity"),
                        facts.Number("entry"),
                        facts.Number("collateral"),
                        facts.Number("fraction")
                    ),
                    "",
                    "no price above zero has this fraction"
                )
        );

    private static RuleKind BackstopClose { get; } =
        new(
            "backstop_close",
            "How much of a position is closed against backstop providers, at which price for either side.",
            "FTX, Liquidations, step 2: (1 − MF ÷ ACMF) of the position at the zero price; providers at ⅔ zero price + ⅓ mark",
            new(
                Optional(
                    "zero_price_weight",
                    NumberShape.NotNegative,
                    "weight of the zero price in the providers' price, in parts; 2 without it"
                ),
                Optional("mark_weight", NumberShape.Positive, "weight of the mark, in parts; 1 without it"),
                Optional("least_value", NumberShape.NotNegative, "least value of a step at mark; 0 without it")
            ),
            new(
                Required("side", new ChoiceShape("long", "short"), "side of the position"),
                Required("position", NumberShape.NotNegative, "its size"),
                Required("mark", NumberShape.Positive, "mark price"),
                Required("margin_fraction", NumberShape.Any, "account value ÷ notional"),
                Required("auto_close_fraction", NumberShape.Positive, "auto-close margin fraction")
            ),
            (parameters, facts) =>
            {
                var (mark, fraction) = (facts.Number("mark"), facts.Number("margin_fraction"));
                var zero = MarginFraction.ZeroPrice(mark, IsLong(facts), fraction);
                var least = AutoClose.LeastSize(parameters.Number("least_value", 0), mark);
                var (zeroWeight, markWeight) = (parameters.Number("zero_price_weight", 2), parameters.Number("mark_weight", 1));
                return new Answer()
                    .With("zero_price", zero)
                    .With("counterparty_price", AutoClose.CounterpartyPrice(zero, mark, zeroWeight, markWeight))
                    .With("size", AutoClose.Size(facts.Number("position"), fraction, facts.Number("auto_close_fraction"), least));
            }
        );

    private static RuleKind ZeroPrices { get; } =
        new(
            "zero_prices",
            "The price of each position at which its share of the account's value is used up; the value is shared by maintenance margin.",
            "FTX, Liquidations",
            new(),
            new(
                Required("account_value", NumberShape.Any, "value of the account"),
                Required(
                    "positions",
                    new ListShape(
                        new RecordShape(
                            Required("id", TextShape.Any, "its instrument"),
                            Required("quantity", NumberShape.Any, "signed quantity, not zero"),
                            Required("mark", NumberShape.Positive, "mark price"),
                            Required("maintenance", NumberShape.NotNegative, "maintenance margin that it uses")
                        ),
                        1
                    ),
                    "the positions"
                )
            ),
            (_, facts) =>
            {
                var positions = facts.Records("positions");
                var total = positions.Sum(position => position.Number("maintenance"));
                if (total == 0 || positions.Any(position => position.Number("quantity") == 0))
                {
                    throw new RuleException("positions", "every position needs a quantity, and one of them a maintenance margin.");
                }

                return new Answer().With(
                    "zero_prices",
                    positions,
                    position => position.Text("id"),
                    position => new AnswerNumber(ZeroPriceOf(position, facts.Number("account_value"), total), "")
                );
            }
        );

    private static decimal ZeroPriceOf(Fields position, decimal accountValue, decimal total) =>
        MarginFraction.ZeroPriceOfShare(
            position.Number("quantity"),
            position.Number("mark"),
            accountValue,
            position.Number("maintenance"),
            total
        );

    private static bool IsLong(Fields facts) => string.Equals(facts.Text("side"), "long", StringComparison.Ordinal);
}
