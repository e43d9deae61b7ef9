using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Shapes;
using Plimsoll.Margin.Liquidity;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.ValueAtRisk.Correlations;
using Plimsoll.Margin.ValueAtRisk.Procyclicality;

namespace Plimsoll.Formats.PortfolioRules;

/// <summary>Turns the rules of a model's portfolio margin into the calculator's own.</summary>
internal sealed class PortfolioRuleReader(
    Fields fields,
    PortfolioMarginModel scheme,
    Func<string, string?>? beside,
    DateTimeOffset? asOf,
    FaultList faults
)
{
    private readonly Dictionary<string, PortfolioRule> _rules = new(StringComparer.Ordinal);
    private readonly List<PortfolioRule> _inOrder = [];
    private readonly HashSet<string> _faulty = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MoveTable?> _moves = new(StringComparer.Ordinal);

    /// <summary>The rules; null where the model states none, so that scenarios are all there is.</summary>
    public PortfolioRuleBook? Read(IReadOnlyDictionary<string, PortfolioMarginModel> schemes)
    {
        if (!fields.Has("rules"))
        {
            foreach (var field in (string[])["moves", "rule", "account_classes"])
            {
                if (fields.Has(field))
                {
                    faults.Add(fields.Of(field), "contradiction", $"{field} is for rules, and there are none.", "Add rules.");
                }
            }

            return null;
        }

        if (scheme.Tables.Count > 0)
        {
            Add(new ScenarioRule(PortfolioRuleBook.Scenarios, scheme) { ByUnderlying = schemes });
        }

        var reader = new MoveReader(beside, asOf, faults);
        foreach (var (name, moves) in fields.RecordsByName("moves"))
        {
            _moves[name] = reader.Read(moves);
        }

        foreach (var (name, rule) in fields.RecordsByName("rules"))
        {
            if (_rules.ContainsKey(name))
            {
                faults.Add(rule.Node, "contradiction", $"{name} is what tables and charges ask; a rule needs another name.");
            }
            else if (Rule(name, rule) is { } read)
            {
                Add(read);
            }
            else
            {
                _faulty.Add(name);
            }
        }

        return Book();
    }

    private void Add(PortfolioRule rule)
    {
        _rules[rule.Name] = rule;
        _inOrder.Add(rule);
    }

    private PortfolioRuleBook? Book()
    {
        if (!fields.Has("rule"))
        {
            faults.Add(fields.Node, "missing_field", "the field rule is missing: which of the rules is asked of accounts without a class.");
            return null;
        }

        var usual = Reference(fields.Of("rule"));
        var classes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in fields.Record("account_classes")?.Node.Entries ?? [])
        {
            if (Reference(entry.Value) is { } rule)
            {
                classes[entry.Name] = rule.Name;
            }
        }

        return usual is null ? null : new(_inOrder, usual.Name, classes);
    }

    private PortfolioRule? Rule(string name, Fields rule) =>
        rule.Kind switch
        {
            "value_at_risk" => ValueAtRisk(name, rule),
            "parametric" => Parametric(name, rule),
            "liquidity" => Liquidity(name, rule),
            "sensitivities" => new SensitivityRule(
                name,
                rule.RecordsByName("underlyings")
                    .ToDictionary(
                        each => each.Name,
                        each => new SensitivityTerms(
                            Real(each.Record, "range", 0),
                            Real(each.Record, "volatility", 0),
                            Real(each.Record, "days", 0)
                        ),
                        StringComparer.Ordinal
                    )
            )
            {
                InitialFactor = Real(rule, "initial_factor", 1),
                MaintenanceFactor = Real(rule, "maintenance_factor", 1),
            },
            "share" => Reference(rule.Of("of")) is { } part
                ? new ScaledRule(name, part, Real(rule, "initial", 1), Real(rule, "maintenance", 1))
                : null,
            "buffer" => (Reference(rule.Of("of")), Reference(rule.Of("reference"))) is ({ } buffered, { } reference)
                ? new BufferedRule(name, buffered, reference, Real(rule, "share", (decimal)MarginBuffer.UsualShare))
                : null,
            _ => Several(name, rule),
        };

    private CombinedRule? Several(string name, Fields rule)
    {
        var parts = ((ListNode)rule.Of("of")).Items.Select(Reference).ToArray();
        return parts.Any(part => part is null)
            ? null
            : new(name, rule.Kind == "sum" ? RuleCombination.Sum : RuleCombination.Largest, [.. parts.OfType<PortfolioRule>()])
            {
                InitialFloor = Real(rule, "initial_floor", 0),
                MaintenanceFloor = Real(rule, "maintenance_floor", 0),
            };
    }

    private ValueAtRiskRule? ValueAtRisk(string name, Fields rule) =>
        Moves(rule) is { } table
            ? new(name, table, Measure(rule), Real(rule, "initial_level", 0), Real(rule, "maintenance_level", 0))
            {
                InitialFactor = Real(rule, "initial_factor", 1),
                MaintenanceFactor = Real(rule, "maintenance_factor", 1),
                IsInterestDiscounted = scheme.IsInterestDiscounted,
                AveragingSeconds = scheme.AveragingSeconds,
            }
            : null;

    private ParametricRule? Parametric(string name, Fields rule)
    {
        if (Moves(rule) is not { } table)
        {
            return null;
        }

        var recipe = new CovarianceRecipe
        {
            Decay = Real(rule, "decay", 1),
            Shrinkage = Real(rule, "shrinkage", 0),
            Target = rule.Text("target", "mean") switch
            {
                "identity" => ShrinkageTarget.Identity,
                "one" => ShrinkageTarget.One,
                _ => ShrinkageTarget.MeanCorrelation,
            },
        };
        return new(name, recipe.Of(table), Measure(rule), Real(rule, "initial_level", 0), Real(rule, "maintenance_level", 0))
        {
            Degrees = rule.Has("degrees") ? (int)rule.Whole("degrees", 0) : null,
            InitialFactor = Real(rule, "initial_factor", 1),
            MaintenanceFactor = Real(rule, "maintenance_factor", 1),
        };
    }

    private static RiskMeasure Measure(Fields rule) =>
        rule.Text("measure", "shortfall") == "shortfall" ? RiskMeasure.ExpectedShortfall : RiskMeasure.ValueAtRisk;

    /// <summary>The moves that a rule names; null where they are not or are none.</summary>
    private MoveTable? Moves(Fields rule)
    {
        var moves = rule.Text("moves");
        if (!_moves.TryGetValue(moves, out var table))
        {
            faults.Add(
                rule.Of("moves"),
                "unknown_moves",
                $"there are no moves called {moves}; there are: {string.Join(", ", _moves.Keys)}.",
                Nearest.Advice(moves, _moves.Keys)
            );
        }

        return table;
    }

    private LiquidityRule Liquidity(string name, Fields rule) =>
        new(name, rule.RecordsByName("markets").ToDictionary(each => each.Name, each => Market(each.Record), StringComparer.Ordinal))
        {
            Time = rule.Record("time") is { } time
                ? new(Real(time, "participation", 1), Real(time, "wait_days", 0), Real(time, "multiple", 0))
                : null,
            InitialFactor = Real(rule, "initial_factor", 1),
            MaintenanceFactor = Real(rule, "maintenance_factor", 1),
        };

    private LiquidityMarket Market(Fields market)
    {
        var reach = market.Number("reach");
        var nearest = 0m;
        foreach (var level in market.Rows("levels"))
        {
            if (level[0] < nearest || level[0] > reach)
            {
                faults.Add(market.Of("levels"), "not_rising", "expected distances that rise, none beyond reach.");
                break;
            }

            nearest = level[0];
        }

        if (market.Has("concentration") && !market.Has("open_interest"))
        {
            faults.Add(market.Of("concentration"), "missing_field", "concentration needs open_interest beside it.");
        }

        return new(
            [.. market.Rows("levels").Select(level => new DepthLevel((double)level[0], (double)level[1]))],
            (double)reach,
            Real(market, "volatility", 0),
            Real(market, "volume", 1)
        )
        {
            ImpactFactor = Real(market, "impact", 1),
            VolatilitySpread = Real(market, "volatility_spread", 0),
            OpenInterest = (double?)market.NumberOrNull("open_interest") ?? double.PositiveInfinity,
            Concentration = market.Record("concentration") is { } terms
                ? new(Real(terms, "open_interest_share", 0), Real(terms, "volume_share", 0), Real(terms, "rate", 0))
                : null,
        };
    }

    /// <summary>A rule that stands before; so that none is made of itself.</summary>
    private PortfolioRule? Reference(DocumentNode node)
    {
        var name = node is ScalarNode scalar ? scalar.Text : "";
        if (_rules.TryGetValue(name, out var rule))
        {
            return rule;
        }

        if (_faulty.Contains(name))
        {
            // It has been told already what is wrong with that one.
            return null;
        }

        var isBelow = fields.RecordsByName("rules").Any(each => each.Name == name);
        faults.Add(
            node,
            "unknown_rule",
            isBelow
                ? $"the rule {name} stands below; a rule is made of rules above it."
                : $"there is no rule called {name}; there are: {string.Join(", ", _rules.Keys)}.",
            isBelow ? "" : Nearest.Advice(name, _rules.Keys)
        );
        return null;
    }

    private static double Real(Fields fields, string name, decimal otherwise) => (double)fields.Number(name, otherwise);
}
