using Plimsoll.Formats.Shapes;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.PortfolioRules;

/// <summary>What the rules of portfolio margin look like in a file.</summary>
internal static class PortfolioRuleShapes
{
    private static readonly NumberShape Factor = NumberShape.Between(0, 1_000);
    private static readonly NumberShape Move = NumberShape.Between(-20, 20);
    private static readonly NumberShape Level = NumberShape.Between(0.5m, 0.99999m);

    private static readonly RecordField[] Factors =
    [
        Optional("initial_factor", Factor, "factor of initial margin. Default 1"),
        Optional("maintenance_factor", Factor, "factor of maintenance margin. Default 1"),
    ];

    /// <summary>The fields of a scheme that states rules.</summary>
    public static RecordField[] Fields { get; } =
    [
        Optional("moves", new MapShape(Moves), "histories of joint moves, by a name that rules refer to"),
        Optional(
            "rules",
            new MapShape(Rules),
            "rules of the account, by name; each of those before it, and of scenarios, which are what tables and charges ask"
        ),
        Optional("rule", TextShape.Any, "name of the rule that is asked of accounts without a class"),
        Optional("account_classes", new MapShape(TextShape.Any), "names of rules, by class of account"),
    ];

    private static RecordShape Moves =>
        new(
            Optional("file", TextShape.Any, "a table of moves in a file beside this one"),
            Optional("underlyings", new ListShape(TextShape.Any, 1), "or here: what moves"),
            Optional("rows", new ListShape(Row, 1), "and how"),
            Optional("from", TextShape.Any, "name of the first row that is looked at. Default the first there is"),
            Optional("to", TextShape.Any, "name of the last. Default the last there is"),
            Optional(
                "filter",
                new ChoiceShape("none", "ewma", "garch"),
                "forecast of volatility by which moves are brought to the last row's. Default none"
            ),
            Optional("decay", NumberShape.Between(0, 0.999999m), "share of yesterday's variance that stays, for ewma. Default 0.94"),
            Optional("periods", NumberShape.Whole(1, 365), "periods that it takes to close out. Default 1"),
            Optional(
                "horizon",
                new ChoiceShape("sum", "root"),
                "whether moves of several periods are sums of consecutive ones, or grow with the root. Default sum"
            ),
            Optional(
                "period_days",
                new NumberShape
                {
                    Min = 0,
                    IsMinExcluded = true,
                    Max = 365,
                },
                "days of a period. Default 1"
            ),
            Optional("window", NumberShape.Whole(2, 1_000_000), "how many rows count, the latest. Default all"),
            Optional(
                "age_decay",
                new NumberShape
                {
                    Min = 0,
                    IsMinExcluded = true,
                    Max = 1,
                },
                "weight of a row against that of the next. Default 1"
            ),
            Optional("simulate", Simulation, "paths like these moves in their place. Default none")
        );

    private static RecordShape Simulation =>
        new(
            Required("paths", NumberShape.Whole(1, 100_000), "how many"),
            Required("seed", NumberShape.Whole(0, long.MaxValue), "names them: the same seed gives the same paths"),
            Optional("degrees", NumberShape.Whole(3, 100), "degrees of freedom of Student's t. Default none: normal"),
            Optional(
                "margins",
                new ChoiceShape("law", "past"),
                "whether each factor follows the law, or keeps the quantiles of its past. Default law"
            ),
            Optional(
                "decay",
                new NumberShape
                {
                    Min = 0,
                    IsMinExcluded = true,
                    Max = 1,
                },
                "weight of a move in covariances against that of the next. Default 1"
            ),
            Optional("shrinkage", NumberShape.Share, "how far correlations are drawn toward their mean. Default 0")
        );

    private static RecordShape Row =>
        new(
            Optional("name", TextShape.Any, "what it is called, such as a day. Default its number"),
            Required("prices", new ListShape(Move, 1), "change of the logarithm of each price"),
            Optional("volatilities", new ListShape(Move, 1), "change of the logarithm of each volatility; in all rows or in none"),
            Optional("weight", NumberShape.Between(0, 1_000_000_000), "how much it counts. Default 1")
        );

    private static VariantShape Rules =>
        new(
            new Dictionary<string, RecordShape>(StringComparer.Ordinal)
            {
                ["value_at_risk"] = ValueAtRisk,
                ["parametric"] = Parametric,
                ["liquidity"] = Liquidity,
                ["sensitivities"] = Sensitivities,
                ["largest"] = Several,
                ["sum"] = Several,
                ["share"] = new(
                    Required("of", TextShape.Any, "another rule"),
                    Required("initial", Factor, "share of its initial margin"),
                    Required("maintenance", Factor, "share of its maintenance margin")
                ),
                ["buffer"] = new(
                    Required("of", TextShape.Any, "another rule"),
                    Required("reference", TextShape.Any, "the rule up to whose margin the buffer stays full, such as one over many years"),
                    Optional("share", Factor, "the buffer as a share of margin. Default 25%")
                ),
            }
        );

    private static RecordShape ValueAtRisk =>
        new([
            Required("moves", TextShape.Any, "name of a history under moves"),
            Optional(
                "measure",
                new ChoiceShape("shortfall", "value_at_risk"),
                "mean of the losses beyond the level, or the loss at it. Default shortfall"
            ),
            Required("initial_level", Level, "level of initial margin, such as 99%"),
            Required("maintenance_level", Level, "level of maintenance margin"),
            .. Factors,
        ]);

    private static RecordShape Parametric =>
        new([
            Required("moves", TextShape.Any, "name of a history under moves, of which only deviations and correlations are taken"),
            Optional(
                "measure",
                new ChoiceShape("shortfall", "value_at_risk"),
                "mean of the losses beyond the level, or the loss at it. Default shortfall"
            ),
            Required("initial_level", Level, "level of initial margin, such as 99%"),
            Required("maintenance_level", Level, "level of maintenance margin"),
            Optional("degrees", NumberShape.Whole(3, 100), "degrees of freedom of Student's t. Default none: normal"),
            Optional(
                "decay",
                new NumberShape
                {
                    Min = 0,
                    IsMinExcluded = true,
                    Max = 1,
                },
                "weight of a move in covariances against that of the next. Default 1"
            ),
            Optional("shrinkage", NumberShape.Share, "how far correlations are drawn toward the target. Default 0"),
            Optional(
                "target",
                new ChoiceShape("mean", "identity", "one"),
                "what they are drawn toward: their mean, none at all, or all alike. Default mean"
            ),
            .. Factors,
        ]);

    private static RecordShape Liquidity =>
        new([
            Required("markets", new MapShape(Market), "markets, by underlying or instrument"),
            Optional("time", Time, "what the time that closing takes is charged with. Default nothing"),
            .. Factors,
        ]);

    private static RecordShape Market =>
        new(
            Required(
                "levels",
                new ListShape(new TupleShape(("distance", NumberShape.Share), ("quantity", NumberShape.NotNegative))),
                "what a side of the book holds: distance from the mid as a share, underlyings there; nearest first"
            ),
            Required("reach", NumberShape.Share, "distance up to which the book is believed"),
            Required("volatility", NumberShape.Between(0, 10), "of a day"),
            Required("volume", NumberShape.Positive, "underlyings traded in a day"),
            Optional("impact", NumberShape.Between(0, 100), "factor of the square-root law. Default 1"),
            Optional("volatility_spread", NumberShape.Between(0, 10), "half the spread of options, in volatility. Default 0"),
            Optional("open_interest", NumberShape.Positive, "in underlyings; needed for concentration"),
            Optional("concentration", Concentration, "what being a large part of the market costs. Default nothing")
        );

    private static RecordShape Concentration =>
        new(
            Required("open_interest_share", NumberShape.NotNegative, "share of open interest up to which it costs nothing"),
            Required("volume_share", NumberShape.NotNegative, "share of a day's volume up to which it costs nothing"),
            Required("rate", Factor, "cost per notional and share beyond")
        );

    private static RecordShape Time =>
        new(
            Required(
                "participation",
                new NumberShape
                {
                    Min = 0,
                    IsMinExcluded = true,
                    Max = 1,
                },
                "share of a day's volume that closing may be"
            ),
            Required("wait_days", NumberShape.Between(0, 365), "days until closing begins, whose risk another rule asks for"),
            Required("multiple", Factor, "deviations of a day that are asked for")
        );

    private static RecordShape Sensitivities =>
        new([Required("underlyings", new MapShape(Greeks), "what is covered, by underlying"), .. Factors]);

    private static RecordShape Greeks =>
        new(
            Required("range", NumberShape.Share, "move of the price, either way"),
            Optional("volatility", NumberShape.Between(0, 10), "move of implied volatility in points, either way. Default 0"),
            Optional("days", NumberShape.Between(0, 365), "days that pass. Default 0")
        );

    private static RecordShape Several =>
        new(
            Required("of", new ListShape(TextShape.Any, 1), "other rules"),
            Optional("initial_floor", NumberShape.NotNegative, "least initial margin, in the numeraire. Default 0"),
            Optional("maintenance_floor", NumberShape.NotNegative, "least maintenance margin. Default 0")
        );
}
