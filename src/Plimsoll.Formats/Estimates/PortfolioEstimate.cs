using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Margin;
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
    private readonly PortfolioMargin _kept;
    private readonly PortfolioMargin _opened;

    public PortfolioEstimate(Model model, MarginSection margin, PortfolioSection section, Portfolio portfolio)
    {
        (_model, _section) = (model, section);
        (_portfolio, _margin) = (portfolio, margin);
        _books = new(model, margin, section, portfolio);
        _kept = Evaluate(section, _books.Account(0));
        // Orders may fill on one side and not on the other: the dearest of neither, all buys and all sells is needed initially.
        _opened =
            portfolio.Orders.Count == 0
                ? _kept
                : new[] { _kept, Evaluate(section, _books.Account(1)), Evaluate(section, _books.Account(-1)) }.MaxBy(each =>
                    each.Requirement(MarginLevelKind.Initial)
                )!;
    }

    private int Decimals => _margin.Assets[_margin.Numeraire].Decimals;

    public int NumeraireDecimals => Decimals;

    public IReadOnlyList<AccountFigures> IsolatedFigures() => [];

    public IReadOnlyList<UnitStanding> Units() => [new("account", Figures(), NetLiquidationValue, IsLiquidated)];

    private string Unit => _margin.Numeraire;

    private decimal Equity =>
        _books.Holdings.Sum(Worth) + _portfolio.Balances.Sum(balance => _books.Balance(balance.Asset, balance.Amount).Counted);

    private decimal NetLiquidationValue =>
        _books.Holdings.Sum(Worth) + _portfolio.Balances.Sum(balance => _books.Balance(balance.Asset, balance.Amount).Value);

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
            answer.With("positions", Positions(underlyings));
            answer.With("underlyings", underlyings);
        }

        answer.With("portfolio_margin", Scenarios());
    }

    public IEnumerable<(string Name, ExplanationTrees Explanation)> Explanations()
    {
        yield return (
            "account",
            new(
                EquityTree("equity", isCounted: true),
                EquityTree("net liquidation value", isCounted: false),
                PortfolioExplanation.Of(_opened, MarginLevelKind.Initial, Decimals, Unit),
                PortfolioExplanation.Of(_kept, MarginLevelKind.Maintenance, Decimals, Unit)
            )
        );
    }

    private static PortfolioMargin Evaluate(PortfolioSection section, ScenarioAccount account) =>
        ScenarioMargin.Evaluate(section.Scheme, account, section.Of);

    private static decimal Worth(ScenarioHolding holding) => holding.OptionValue + holding.Profit;

    private decimal Required(MarginLevelKind level)
    {
        var margin = level == MarginLevelKind.Initial ? _opened : _kept;
        return UnitScale.Number(PortfolioExplanation.Rounded(margin.Requirement(level), Decimals).Units, Decimals);
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
            AddMove(one, "rise", rise, price, "no rise to the tenfold does it");
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
            ? new AnswerNothing("no fall of the underlying to a twentieth and no rise to the tenfold does it")
            : new AnswerNumber(holding.Mark * (1 + nearest.Value), "");
    }

    private Answer Positions(Answer underlyings)
    {
        var parts = new Dictionary<string, double>(StringComparer.Ordinal);
        var deltas = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var unit in _kept.Units)
        {
            for (var i = 0; i < (unit.Worst?.Parts.Count ?? 0); i++)
            {
                parts[unit.Names[i]] = parts.GetValueOrDefault(unit.Names[i]) + unit.Worst!.Parts[i];
            }

            foreach (var position in unit.Books.SelectMany(book => new ChargeBasis(book, 1).Positions))
            {
                deltas[position.Name] = deltas.GetValueOrDefault(position.Name) + position.Delta;
            }
        }

        var answer = new Answer();
        foreach (var group in _books.Holdings.GroupBy(holding => holding.Listing.Name, StringComparer.Ordinal))
        {
            var first = group.First();
            answer.With(
                group.Key,
                new Answer()
                    .With("quantity", group.Sum(holding => holding.Position.Quantity), group.Key)
                    .With("mark", first.Mark, "")
                    .With("notional", group.Sum(holding => holding.Notional), Unit)
                    .With("unrealised_pnl", group.Sum(holding => holding.Profit), Unit)
                    .With("option_value", group.Sum(holding => holding.OptionValue), Unit)
                    .With("delta", Shown(deltas.GetValueOrDefault(group.Key)), first.Listing.Underlying)
                    .With("worst_scenario_pnl", Shown(parts.GetValueOrDefault(group.Key)), Unit)
                    .With("liquidation_price", LiquidationPrice(first, underlyings))
            );
        }

        return answer;
    }

    private Answer Scenarios()
    {
        var answer = new Answer();
        foreach (var unit in _kept.Units)
        {
            var of = new Answer()
                .With("worst_scenario", PortfolioExplanation.Describe(unit.Worst))
                .With("worst_loss", Shown(unit.WorstLoss), Unit);
            foreach (var charge in unit.Charges.Where(charge => charge.Amount != 0))
            {
                var name = unit.Books.Count == 1 ? charge.Charge.Name : $"{charge.Charge.Name} {charge.Underlying}";
                of.With(name, Shown(charge.Amount), Unit);
            }

            of.With("initial_margin", Shown(_kept.Requirement(unit, MarginLevelKind.Initial)), Unit)
                .With("maintenance_margin", Shown(_kept.Requirement(unit, MarginLevelKind.Maintenance)), Unit)
                .With("is_floor", PortfolioMargin.IsAtFloor(unit, MarginLevelKind.Maintenance));
            answer.With(string.Join(" + ", unit.Books.Select(book => book.Underlying)), of);
        }

        foreach (var credit in _kept.Credits)
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
