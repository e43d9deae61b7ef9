using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.PortfolioRules;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Margin;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Numerics;
using Plimsoll.Values;

namespace Plimsoll.Formats.Estimates;

/// <summary>What the calculator says of a portfolio under portfolio margin.</summary>
internal sealed class PortfolioEstimate : IEstimate
{
    private const int ShownDecimals = 8;

    private readonly Model _model;
    private readonly PortfolioSection _section;
    private readonly Portfolio _portfolio;
    private readonly MarginSection _margin;
    private readonly ScenarioBooks _books;
    private readonly PortfolioRule _rule;
    private readonly ScenarioAccount _account;
    private readonly ScenarioAccount _ordered;
    private readonly PortfolioRequirement _kept;
    private readonly PortfolioRequirement _opened;
    private readonly decimal _orderLosses;

    public PortfolioEstimate(Model model, MarginSection margin, PortfolioSection section, Portfolio portfolio)
    {
        (_model, _section) = (model, section);
        (_portfolio, _margin) = (portfolio, margin);
        _books = new(model, margin, section, portfolio);
        _rule = section.Rule(portfolio.AccountClass);
        _account = _books.Account();
        // Orders may fill or not: they are needed initially, as the engine needs them.
        _ordered = portfolio.Orders.Count == 0 ? _account : _books.AccountWithOrders();
        RefuseUncovered();
        _kept = _rule.Of(_account);
        _opened = portfolio.Orders.Count == 0 ? _kept : _rule.Of(_ordered);
        _orderLosses = portfolio.Orders.Count == 0 ? 0 : _books.LossOfOrders();
    }

    private int Decimals => _margin.Assets[_margin.Numeraire].Decimals;

    public int NumeraireDecimals => Decimals;

    public IReadOnlyList<AccountFigures> IsolatedFigures() => [];

    public IReadOnlyList<UnitStanding> Units() => [new("account", Figures(), NetLiquidationValue, IsLiquidated)];

    private string Unit => _margin.Numeraire;

    private decimal Equity =>
        Rounded(_books.Holdings.Sum(Worth) + _portfolio.Balances.Sum(balance => _books.Balance(balance.Asset, balance.Amount).Counted));

    private decimal NetLiquidationValue =>
        Rounded(_books.Holdings.Sum(Worth) + _portfolio.Balances.Sum(balance => _books.Balance(balance.Asset, balance.Amount).Value));

    /// <summary>In whole units of the numeraire, as the line is decided and the tree is drawn: one number, whoever shows it.</summary>
    private decimal Rounded(decimal amount) => UnitScale.Number(Units(amount).Units, Decimals);

    public AccountFigures Figures() =>
        new(
            Equity,
            Required(MarginLevelKind.Initial),
            Required(MarginLevelKind.Maintenance),
            _books.Holdings.Sum(holding => holding.Notional)
        );

    public void AddTo(Answer answer)
    {
        var figures = Figures();
        var (equity, initial, maintenance) = (figures.Equity, figures.InitialMargin!.Value, figures.MaintenanceMargin);
        const string NoEquity = "equity is not above zero";
        answer.With(
            "account",
            new Answer()
                .With("equity", equity, Unit)
                .With("net_liquidation_value", NetLiquidationValue, Unit)
                .With("unrealised_pnl", _books.Holdings.Sum(holding => holding.Profit), Unit)
                .With("option_value", _books.Holdings.Sum(holding => holding.OptionValue), Unit)
                .With("initial_margin", initial, Unit)
                .With("maintenance_margin", maintenance, Unit)
                .With("free_collateral", equity - initial, Unit)
                .With("margin_ratio", maintenance > 0 ? equity / maintenance : null, "", "nothing needs margin")
                .With("initial_margin_rate", equity > 0 ? initial / equity : null, "", NoEquity)
                .With("maintenance_margin_rate", equity > 0 ? maintenance / equity : null, "", NoEquity)
                .With("leverage", equity > 0 ? figures.Notional / equity : null, "x", NoEquity)
                .With("notional", figures.Notional, Unit)
                .With("is_liquidated", IsLiquidated)
        );
        if (_books.Holdings.Count > 0)
        {
            var underlyings = Underlyings();
            var greeks = new GreekEstimate(_margin, _portfolio);
            var lines = _books.Holdings.Select(holding => greeks.Of(holding.Position)).ToArray();
            answer.With("positions", Positions(underlyings, lines));
            answer.With("greeks", GreekAnswer.Of(lines, [.. greeks.Coins()], Unit));
            answer.With("underlyings", underlyings);
        }

        if (_section.Rules is { } rules)
        {
            answer.With("portfolio_rules", RuleComparison.Of(rules, _rule, _account, _ordered, Decimals, Unit));
        }
        else
        {
            answer.With("portfolio_margin", Scenarios());
        }
    }

    public IEnumerable<(string Name, ExplanationTrees Explanation)> Explanations()
    {
        yield return (
            "account",
            new(
                EquityTree("equity", isCounted: true),
                EquityTree("net liquidation value", isCounted: false),
                InitialTree(),
                _kept.Explain(MarginLevelKind.Maintenance, Decimals, Unit)
            )
        );
    }

    /// <summary>What the rule asks, and what orders lose at once.</summary>
    private ExplanationNode InitialTree()
    {
        var rule = _opened.Explain(MarginLevelKind.Initial, Decimals, Unit);
        if (_orderLosses == 0)
        {
            return rule;
        }

        var losses = Units(_orderLosses);
        List<ExplanationNode> parts = rule.Children.Count == 0 && !rule.Amount.IsZero ? [rule] : [.. rule.Children];
        return new(rule.Label, rule.Amount + losses, rule.Inputs, [.. parts, new("what orders lose at once if they fill", losses, [], [])]);
    }

    private void RefuseUncovered()
    {
        var faults = new FaultList(_portfolio.FileName);
        foreach (var underlying in RuleComparison.Underlyings(_ordered).Where(underlying => !_rule.Covers(underlying)))
        {
            faults.Add(
                _portfolio.Fields["positions"] ?? _portfolio.Fields.Node,
                "not_covered",
                $"{_model.Title} cannot margin {underlying}: its rule {_rule.Name} knows no moves or no market of it."
            );
        }

        faults.ThrowIfAny();
    }

    private static decimal Worth(ScenarioHolding holding) => holding.OptionValue + holding.Profit;

    private decimal Required(MarginLevelKind level)
    {
        var (margin, losses) = level == MarginLevelKind.Initial ? (_opened, _orderLosses) : (_kept, 0);
        return UnitScale.Number(PortfolioExplanation.Rounded(margin.At(level), Decimals).Units, Decimals) + losses;
    }

    private bool IsLiquidated => SolvencyLine.IsBelow(Units(Equity), Units(Required(MarginLevelKind.Maintenance)), _margin.IsLineBelow);

    /// <summary>Where the account is liquidated when one underlying moves with all that is on it.</summary>
    private Answer Underlyings()
    {
        var answer = new Answer();
        foreach (var group in _books.Holdings.GroupBy(holding => holding.Listing.Underlying, StringComparer.Ordinal))
        {
            var price = _portfolio.Market.GetValueOrDefault(group.Key)?.Index ?? group.First().Mark;
            var (fall, rise) = PortfolioLine.Of(
                _model,
                _portfolio,
                group.Key,
                moved => new PortfolioEstimate(_model, _margin, _section, moved).IsLiquidated
            );
            var one = new Answer().With("price", price);
            AddMove(one, "fall", fall, price, "no fall to a twentieth of the price does it");
            AddMove(one, "rise", rise, price, "no rise to the twentyfold does it");
            answer.With(group.Key, one);
        }

        return answer;
    }

    private static void AddMove(Answer answer, string name, decimal? share, decimal price, string none) =>
        answer.With(name, share, "", none).With($"{name}_to", price * (1 + share), "", none);

    /// <summary>Of a future: its mark where its underlying's nearer line is.</summary>
    private static AnswerValue LiquidationPrice(ScenarioHolding holding, Answer underlyings)
    {
        if (holding.Listing.Option is not null)
        {
            return new AnswerNothing("an option is margined by its underlying's price, not by its own");
        }

        var lines = (Answer)underlyings[holding.Listing.Underlying]!;
        var nearest = new[] { lines["fall"], lines["rise"] }.OfType<AnswerNumber>().OrderBy(move => Math.Abs(move.Value)).FirstOrDefault();
        return nearest is null
            ? new AnswerNothing("no fall of the underlying to a twentieth and no rise to the twentyfold does it")
            : new AnswerNumber(holding.Mark * (1 + nearest.Value), "");
    }

    private Answer Positions(Answer underlyings, GreekLine[] greeks)
    {
        var deltas = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var position in _account.Books.SelectMany(book => new ChargeBasis(book, 1).Positions))
        {
            deltas[position.Name] = deltas.GetValueOrDefault(position.Name) + position.Delta;
        }

        var (partName, parts) = _section.Rules is null ? ("worst_scenario_pnl", InWorst()) : ("initial_margin_part", InInitialMargin());
        var answer = new Answer();
        foreach (var group in _books.Holdings.GroupBy(holding => holding.Listing.Name, StringComparer.Ordinal))
        {
            var first = group.First();
            var one = new Answer()
                .With("quantity", group.Sum(holding => holding.Position.Quantity), group.Key)
                .With("mark", first.Mark, "")
                .With("notional", group.Sum(holding => holding.Notional), Unit)
                .With("unrealised_pnl", group.Sum(holding => holding.Profit), Unit)
                .With("option_value", group.Sum(holding => holding.OptionValue), Unit)
                .With("delta", Shown(deltas.GetValueOrDefault(group.Key)), first.Listing.Underlying)
                .With(partName, parts.GetValueOrDefault(group.Key), Unit)
                .With("liquidation_price", LiquidationPrice(first, underlyings));
            answer.With(group.Key, GreekAnswer.AddTo(one, [.. greeks.Where(line => line.Name == group.Key)], Unit));
        }

        return answer;
    }

    public PortfolioMargin? UnderScenarios => _section.Rules is null ? Evaluated : null;

    private PortfolioMargin Evaluated => ScenarioMargin.Evaluate(_section.Scheme, _account, _section.Of);

    private Dictionary<string, decimal> InWorst()
    {
        var parts = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var unit in Evaluated.Units)
        {
            for (var i = 0; i < (unit.Worst?.Parts.Count ?? 0); i++)
            {
                parts[unit.Names[i]] = parts.GetValueOrDefault(unit.Names[i]) + unit.Worst!.Parts[i];
            }
        }

        return parts.ToDictionary(part => part.Key, part => Shown(part.Value), StringComparer.Ordinal);
    }

    /// <summary>What of the initial margin each position's leaves are; charges that are no position's own are nobody's part.</summary>
    private Dictionary<string, decimal> InInitialMargin()
    {
        var parts = new Dictionary<string, decimal>(StringComparer.Ordinal);
        Add(_opened.Explain(MarginLevelKind.Initial, Decimals, Unit));
        return parts;

        void Add(ExplanationNode node)
        {
            if (node.Children.Count == 0)
            {
                parts[node.Label] = parts.GetValueOrDefault(node.Label) + UnitScale.Number(node.Amount.Units, Decimals);
            }

            foreach (var child in node.Children)
            {
                Add(child);
            }
        }
    }

    private Answer Scenarios()
    {
        var (answer, kept) = (new Answer(), Evaluated);
        foreach (var unit in kept.Units)
        {
            var of = new Answer()
                .With("worst_scenario", PortfolioExplanation.Describe(unit.Worst))
                .With("worst_loss", Shown(unit.WorstLoss), Unit);
            foreach (var charge in unit.Charges.Where(charge => charge.Amount != 0))
            {
                var name = unit.Books.Count == 1 ? charge.Charge.Name : $"{charge.Charge.Name} {charge.Underlying}";
                of.With(name, Shown(charge.Amount), Unit);
            }

            of.With("initial_margin", Shown(kept.Requirement(unit, MarginLevelKind.Initial)), Unit)
                .With("maintenance_margin", Shown(kept.Requirement(unit, MarginLevelKind.Maintenance)), Unit)
                .With("is_floor", PortfolioMargin.IsAtFloor(unit, MarginLevelKind.Maintenance));
            answer.With(string.Join(" + ", unit.Books.Select(book => book.Underlying)), of);
        }

        foreach (var credit in kept.Credits)
        {
            answer.With($"credit {credit.Credit.LegA} {credit.Credit.LegB}", Shown(credit.Amount), Unit);
        }

        return answer;
    }

    private ExplanationNode EquityTree(string label, bool isCounted)
    {
        var leaves = new List<ExplanationNode>();
        foreach (var (asset, amount) in _portfolio.Balances)
        {
            var (value, counted) = _books.Balance(asset, amount);
            var balance = new ExplanationInput("balance", UnitScale.Nearest(amount, ShownDecimals), ShownDecimals, asset);
            leaves.Add(new(asset, Units(isCounted ? counted : value), [balance], []));
        }

        leaves.AddRange(
            _books.Holdings.Select(holding => new ExplanationNode(holding.Listing.Name, Units(Worth(holding)), [Mark(holding)], []))
        );
        var sum = Units(isCounted ? Equity : NetLiquidationValue);
        var rest = leaves.Aggregate(sum, (left, leaf) => left - leaf.Amount);
        if (!rest.IsZero)
        {
            leaves.Add(new("rounding", rest, [], []));
        }

        return new(label, sum, [], leaves);
    }

    private static ExplanationInput Mark(ScenarioHolding holding) =>
        new("mark", UnitScale.Nearest(holding.Mark, ShownDecimals), ShownDecimals, "");

    private Money Units(decimal amount) => new(UnitScale.Nearest(amount, Decimals));

    private static decimal Shown(double number) => decimal.Round(RealDecimals.Of(number), ShownDecimals);
}
