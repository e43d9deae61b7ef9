using Plimsoll.Collateral;
using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using Plimsoll.Margin;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>Margin ratios and collateral weights that move with the size of a position or of the venue's holdings.</summary>
internal static class RootScaledRules
{
    private const string Source = "Drift v2, margin";

    public static IEnumerable<RuleKind> Kinds => [MarginRatio, Weights, DepositScaled, IsolatedCross];

    private static NumberShape Ratio { get; } = NumberShape.Whole(0, 1_000_000);

    private static RecordField SizeFactor { get; } =
        Optional("size_factor", WholeFields.NotNegative, "growth with the root of the size, in millionths; 0: none");

    private static RuleKind MarginRatio { get; } =
        new(
            "root_scaled_margin_ratio",
            "A margin ratio that grows with the root of the size; with high leverage it climbs from a lower start to the ordinary one.",
            Source,
            new(
                Required("initial_ratio", Ratio, "ratio to open, in ten-thousandths"),
                Required("maintenance_ratio", Ratio, "ratio to keep, in ten-thousandths"),
                Optional("high_leverage_initial_ratio", Ratio, "ratio to open with high leverage; 0: there is no such mode"),
                Optional("high_leverage_maintenance_ratio", Ratio, "ratio to keep with high leverage; 0: there is no such mode"),
                SizeFactor
            ),
            new(
                Required("size", WholeFields.Any, "signed size, in billionths of the base asset"),
                Required(
                    "level",
                    new ChoiceShape("initial", "fill", "maintenance", "Initial", "Fill", "Maintenance"),
                    "for what margin is asked"
                ),
                Optional("high_leverage", ChoiceShape.Flag, "whether the account chose high leverage")
            ),
            (parameters, facts) =>
            {
                var ratios = new RootScaledRatios(
                    parameters.Integer("initial_ratio"),
                    parameters.Integer("maintenance_ratio"),
                    parameters.Integer("high_leverage_initial_ratio", 0),
                    parameters.Integer("high_leverage_maintenance_ratio", 0),
                    parameters.Integer("size_factor", 0)
                );
                var level = Enum.Parse<MarginLevel>(facts.Text("level"), ignoreCase: true);
                var ratio = RootScaledMargin.Ratio(facts.Integer("size"), level, facts.Flag("high_leverage"), ratios);
                return new Answer().With("margin_ratio", (decimal)ratio, "1/10000");
            }
        );

    private static RuleKind Weights { get; } =
        new(
            "root_scaled_weights",
            "The weight of a collateral falls, that of a debt grows, with the root of its size.",
            Source,
            new(
                Optional("asset_weight", Ratio, "weight of a small deposit, in ten-thousandths"),
                Optional("liability_weight", Ratio, "weight of a small debt, in ten-thousandths"),
                SizeFactor
            ),
            new(Required("size", WholeFields.Any, "size, in billionths of the asset")),
            (parameters, facts) =>
            {
                var (size, factor) = (facts.Integer("size"), parameters.Integer("size_factor", 0));
                var answer = new Answer();
                if (parameters.Has("asset_weight"))
                {
                    answer.With(
                        "asset_weight",
                        (decimal)RootScaledMargin.AssetWeight(size, parameters.Integer("asset_weight"), factor),
                        "1/10000"
                    );
                }

                return parameters.Has("liability_weight")
                    ? answer.With(
                        "liability_weight",
                        (decimal)RootScaledMargin.LiabilityWeight(size, parameters.Integer("liability_weight"), factor),
                        "1/10000"
                    )
                    : answer;
            }
        );

    private static RuleKind DepositScaled { get; } =
        new(
            "deposit_scaled_weight",
            "A collateral's weight falls in proportion once the venue holds more of it than a limit.",
            Source,
            new(
                Required("asset_weight", Ratio, "weight up to the limit, in ten-thousandths"),
                Required("scale_start", NumberShape.NotNegative, "value of all deposits from which the weight falls; 0: never")
            ),
            new(
                Required("total_deposits", NumberShape.NotNegative, "what the venue holds of the asset"),
                Required("price", NumberShape.NotNegative, "price of the asset")
            ),
            (parameters, facts) =>
                new Answer().With(
                    "asset_weight",
                    DepositScaledWeight.Of(
                        parameters.Number("asset_weight"),
                        facts.Number("total_deposits"),
                        facts.Number("price"),
                        parameters.Number("scale_start")
                    ),
                    "1/10000"
                )
        );

    private static RuleKind IsolatedCross { get; } =
        new(
            "isolated_and_cross_margin",
            "Debts under cross margin, and perpetual positions each isolated in their own collateral.",
            Source,
            new(
                Required("liability_weights", new MapShape(WholeFields.NotNegative), "weight of a debt by asset, in ten-thousandths"),
                Required("margin_ratios", new MapShape(WholeFields.NotNegative), "margin ratio of a position by asset, in ten-thousandths"),
                Optional("unit", WholeFields.Positive, "units in a whole quote asset; 1000000 if left out")
            ),
            new(
                Optional("deposit", NumberShape.Any, "deposit of the quote asset under cross margin"),
                Optional("debts", new MapShape(NumberShape.Any), "debts by asset"),
                Required("prices", new MapShape(NumberShape.Positive), "oracle prices by asset"),
                Optional(
                    "isolated",
                    new MapShape(
                        new RecordShape(
                            Required("size", NumberShape.Any, "signed size"),
                            Required(
                                "quote",
                                NumberShape.Any,
                                "signed quote balance: what the position was bought for, negative for a long"
                            ),
                            Required("collateral", NumberShape.Any, "collateral set aside for it")
                        )
                    ),
                    "isolated positions by asset"
                )
            ),
            (parameters, facts) =>
            {
                var unit = parameters.Number("unit", 1_000_000);
                var cross = IsolatedAndCross.Cross(
                    facts.Number("deposit", 0),
                    [
                        .. facts
                            .NumbersByName("debts")
                            .Select(debt => (debt.Number, Of(facts, "prices", debt.Name), Of(parameters, "liability_weights", debt.Name))),
                    ],
                    unit
                );
                return new Answer()
                    .With("cross", Part(cross))
                    .With(
                        "isolated",
                        facts.RecordsByName("isolated"),
                        position => position.Name,
                        position =>
                            Part(
                                IsolatedAndCross.Isolated(
                                    position.Record.Number("collateral"),
                                    position.Record.Number("size"),
                                    position.Record.Number("quote"),
                                    Of(facts, "prices", position.Name),
                                    Of(parameters, "margin_ratios", position.Name),
                                    unit
                                )
                            )
                    );
            }
        );

    private static Answer Part((decimal Requirement, decimal Collateral) part) =>
        new Answer()
            .With("margin_requirement", part.Requirement, "quote units")
            .With("total_collateral", part.Collateral, "quote units")
            .With("is_enough", part.Collateral >= part.Requirement);

    private static decimal Of(Fields fields, string map, string name)
    {
        foreach (var (each, number) in fields.NumbersByName(map))
        {
            if (string.Equals(each, name, StringComparison.Ordinal))
            {
                return number;
            }
        }

        throw new RuleException(map, $"{map} says nothing of {name}.");
    }
}
