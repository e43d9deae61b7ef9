using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using Plimsoll.Margin;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>Borrowing in a spot pair.</summary>
internal static class SpotMarginRules
{
    public static IEnumerable<RuleKind> Kinds => [Liquidation];

    private static RuleKind Liquidation { get; } =
        new(
            "spot_margin_liquidation",
            "The price of the base currency at which assets over liabilities meet a ratio.",
            "Binance, How to calculate the margin liquidation price",
            new(
                Required(
                    "liquidation_ratio",
                    NumberShape.Positive,
                    "assets over liabilities at which the account is liquidated, such as 1.1"
                )
            ),
            new(
                Optional("asset_base", NumberShape.NotNegative, "base currency held; 0 without it"),
                Optional("asset_quote", NumberShape.NotNegative, "quote currency held; 0 without it"),
                Optional("liability_base", NumberShape.NotNegative, "base currency owed with interest; 0 without it"),
                Optional("liability_quote", NumberShape.NotNegative, "quote currency owed with interest; 0 without it")
            ),
            (parameters, facts) =>
                new Answer().With(
                    "price",
                    SpotMarginLiquidation.PriceAt(
                        parameters.Number("liquidation_ratio"),
                        (facts.Number("asset_base", 0), facts.Number("asset_quote", 0)),
                        (facts.Number("liability_base", 0), facts.Number("liability_quote", 0))
                    ),
                    "",
                    "no price liquidates this account"
                )
        );
}
