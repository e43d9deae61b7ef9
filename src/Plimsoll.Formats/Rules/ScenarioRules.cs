using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Scenarios;
using Plimsoll.Formats.Shapes;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Numerics;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>Portfolio margin of one underlying's book.</summary>
internal static class ScenarioRules
{
    private const string Source = "Derive v2 PMRM and PMRM_2; Deribit private/pme/simulate; Paradex portfolio margin";

    public static IEnumerable<RuleKind> Kinds => [Scenario];

    private static RuleKind Scenario { get; } =
        new(
            "scenario_margin",
            "The worst scenario of a whole book, and the charges beside it.",
            Source,
            new([
                .. SchemeShapes.Scheme,
                .. SchemeShapes.Account,
                Optional(
                    "decimals",
                    NumberShape.Whole(0, 28),
                    "places that results are rounded to, to the nearest; as many as there are without it"
                ),
            ]),
            new([
                .. BookShapes.Market,
                .. BookShapes.Holdings,
                Optional(
                    "unit",
                    new ChoiceShape("quote", "coin"),
                    "whether profit is counted in the quote currency or in the coin. Default quote"
                ),
                Optional(
                    "added_initial",
                    new MapShape(NumberShape.NotNegative),
                    "initial margins beside scenarios, such as for open orders"
                ),
            ]),
            (parameters, facts) =>
            {
                var model = ModelOf(parameters);
                var account = BookReader.Read(facts, facts, facts.Text("unit", "quote") == "coin");
                var added = facts.NumbersByName("added_initial").Sum(each => each.Number);
                return Describe(ScenarioMargin.Evaluate(model, account), added, (int)parameters.Whole("decimals", 28));
            }
        );

    /// <summary>The scheme of a rule. What its shape cannot say is told of the rule as a whole.</summary>
    /// <exception cref="RuleException">The scheme contradicts itself.</exception>
    public static PortfolioMarginModel ModelOf(Fields parameters)
    {
        var faults = new FaultList("");
        var model = new SchemeReader(faults).Read(parameters);
        return faults.Faults.Count == 0 ? model : throw new RuleException("tables", faults.Faults[0].Message);
    }

    private static Answer Describe(PortfolioMargin margin, decimal added, int decimals)
    {
        decimal Rounded(double number) => decimal.Round(RealDecimals.Of(number), decimals);
        var unit = margin.Units[0];
        var initial = Rounded(margin.Requirement(MarginLevelKind.Initial)) + added;
        var maintenance = Rounded(margin.Requirement(MarginLevelKind.Maintenance));
        var value = Rounded(margin.Value);
        var answer = new Answer()
            .With("value", value)
            .With("option_value", Rounded(margin.OptionValue))
            .With("unrealised_profit", Rounded(margin.UnrealisedProfit))
            .With("collateral_value", Rounded(margin.CollateralValue))
            .With("initial_margin", initial)
            .With("maintenance_margin", maintenance)
            .With("net_initial_margin", Rounded(margin.Value - margin.Requirement(MarginLevelKind.Initial)) - added)
            .With("net_maintenance_margin", Rounded(margin.Value - margin.Requirement(MarginLevelKind.Maintenance)))
            .With("worst_loss", Rounded(unit.WorstLoss));
        answer = unit.WorstIndex >= 0 ? answer.With("worst", unit.WorstIndex) : answer.With("worst", unit.Basis?.Table ?? "none");
        answer.With(
            "worst_rows",
            unit.WorstRows.Select(row => row >= 0 ? (AnswerValue)new AnswerNumber(row, "") : new AnswerText(unit.Basis!.Table))
        );
        if (unit.Basis is { } basis)
        {
            answer.With("basis", Rounded(basis.Counted));
        }

        var risk = unit.WorstLoss + PortfolioMargin.Charged(unit, ChargeStage.WithScenarios, MarginLevelKind.Initial);
        return answer
            .With("risk_matrix_margin", Rounded(risk))
            .With("scenario_charges", Rounded(PortfolioMargin.Charged(unit, ChargeStage.WithScenarios, MarginLevelKind.Initial)))
            .With("initial_factor", Rounded(margin.Factor(MarginLevelKind.Initial)))
            .With("charges", unit.Charges, charge => charge.Charge.Name, charge => new AnswerNumber(Rounded(charge.Amount), ""))
            .With("profits", unit.Scenarios.Select(scenario => Rounded(scenario.Counted)))
            .With(
                "tables",
                unit.Scenarios.GroupBy(scenario => scenario.Table, StringComparer.Ordinal),
                table => table.Key,
                table =>
                    new Answer()
                        .With("profits", table.Select(scenario => Rounded(scenario.Profit)))
                        .With("counted", table.Select(scenario => Rounded(scenario.Counted)))
            );
    }
}
