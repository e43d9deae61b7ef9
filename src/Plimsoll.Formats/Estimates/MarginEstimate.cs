using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Formats.Estimates;

/// <summary>What the calculator says of a portfolio's margin: the very functions by which the engine decides.</summary>
internal sealed class MarginEstimate : IEstimate
{
    private const string InitialUnknown = "the model states no initial margin rate; give the position a leverage";
    private const string StandingOptions =
        "not computed: there are options on it, whose prices this model does not know how to move; a stress test values them anew";

    private readonly MarginSection _margin;
    private readonly VenueView _venue;
    private readonly UnitAmounts _amounts;
    private readonly MarginUnit _cross;
    private readonly MarginUnit[] _isolated;
    private readonly GreekEstimate _greeks;
    private readonly Dictionary<MarginUnit, AccountMargin> _margins = new(ReferenceEqualityComparer.Instance);

    public MarginEstimate(Model model, MarginSection margin, Portfolio portfolio)
    {
        _margin = margin;
        _venue = new(model, margin, portfolio);
        _amounts = new(_venue);
        _greeks = new(margin, portfolio);
        var builder = new UnitBuilder(_venue, portfolio, margin.IsOptionValueCounted);
        _cross = builder.Cross();
        _isolated = [.. builder.Isolated()];
    }

    /// <summary>Digits behind the point of amounts of the numeraire.</summary>
    public int NumeraireDecimals => _venue.NumeraireDecimals;

    /// <summary>Each position is margined by its own schedule.</summary>
    public PortfolioMargin? UnderScenarios => null;

    /// <summary>Where the cross account stands.</summary>
    public AccountFigures Figures() => Figures(_cross);

    /// <summary>Where each isolated position stands.</summary>
    public IReadOnlyList<AccountFigures> IsolatedFigures() => [.. _isolated.Select(Figures)];

    /// <summary>Every unit of margin.</summary>
    public IReadOnlyList<UnitStanding> Units() =>
        [
            .. _isolated
                .Prepend(_cross)
                .Select(unit => new UnitStanding(NameOf(unit), Figures(unit), _venue.Number(LiquidationValueOf(unit)), IsLiquidated(unit))),
        ];

    private AccountFigures Figures(MarginUnit unit)
    {
        var margin = MarginOf(unit);
        return new(
            _venue.Number(margin.Equity),
            unit.Lines.All(IsInitialKnown) ? _venue.Number(margin.InitialMargin) : null,
            _venue.Number(margin.MaintenanceMargin),
            _amounts.Notional(unit)
        );
    }

    /// <summary>Adds the account and its positions to an answer.</summary>
    public void AddTo(Answer answer)
    {
        answer.With("account", AccountOf(_cross));
        if (_isolated.Length > 0)
        {
            answer.With("total", Total());
        }

        var (positions, greeks) = (new Answer(), new List<GreekLine>());
        foreach (var unit in (MarginUnit[])[_cross, .. _isolated])
        {
            for (var i = 0; i < unit.Lines.Length; i++)
            {
                if (unit.Positions[i] is { } position)
                {
                    greeks.Add(_greeks.Of(position));
                    var one = GreekAnswer.AddTo(PositionOf(unit, i, position), [greeks[^1]], _venue.Numeraire);
                    positions.With(NameIn(positions, position.Instrument), one);
                }
            }
        }

        if (positions.Parts.Count > 0)
        {
            answer.With("positions", positions);
            answer.With("greeks", GreekAnswer.Of(greeks, [.. _greeks.Coins()], _venue.Numeraire));
        }

        AddUnderlyings(answer);
    }

    /// <summary>How far each underlying can move before the cross account is liquidated, everything on it moving alike.</summary>
    private void AddUnderlyings(Answer answer)
    {
        var underlyings = new Answer();
        foreach (var (name, index, price) in _venue.Underlyings(_cross.Lines))
        {
            if (HasOptions(_cross, name))
            {
                underlyings.With(
                    name,
                    new Answer().With("price", price).With("fall", null, "", StandingOptions).With("rise", null, "", StandingOptions)
                );
                continue;
            }

            var line = UnderlyingLine.Find(_venue.LineMarket, _cross.Balances, _cross.Lines, index, _margin.IsLineBelow);
            var one = new Answer().With("price", price);
            AddMove(one, "fall", line.Fall, price, "no fall to a thousandth of the price does it");
            AddMove(one, "rise", line.Rise, price, "no rise to a hundredfold does it");
            underlyings.With(name, one);
        }

        if (underlyings.Parts.Count > 0)
        {
            answer.With("underlyings", underlyings);
        }
    }

    private bool HasOptions(MarginUnit unit, string underlying) =>
        unit.Positions.Any(position =>
            position is not null && _venue.Listing(position.Instrument) is { Option: not null } option && option.Underlying == underlying
        );

    private static void AddMove(Answer answer, string name, Rate? factor, decimal price, string none)
    {
        var times = factor is { } found ? (decimal)found.Nano / Rate.NanoPerOne : (decimal?)null;
        answer.With(name, times - 1, "", none).With($"{name}_to", times * price, "", none);
    }

    /// <summary>The cross account and all isolated positions together; the ratio is that of the unit nearest to its line, which is named.</summary>
    private Answer Total()
    {
        var units = ((MarginUnit[])[_cross, .. _isolated]).Select(unit => (Name: NameOf(unit), Figures: Figures(unit))).ToArray();
        var equity = units.Sum(unit => unit.Figures.Equity);
        var notional = units.Sum(unit => unit.Figures.Notional);
        var nearest = units.Where(unit => unit.Figures.MaintenanceMargin > 0).OrderBy(unit => unit.Figures.MarginRatio).FirstOrDefault();
        var isInitialKnown = units.All(unit => unit.Figures.InitialMargin is not null);
        var total = new Answer()
            .With("equity", equity, _venue.Numeraire)
            .With("initial_margin", isInitialKnown ? units.Sum(unit => unit.Figures.InitialMargin) : null, _venue.Numeraire, InitialUnknown)
            .With("maintenance_margin", units.Sum(unit => unit.Figures.MaintenanceMargin), _venue.Numeraire)
            .With("margin_ratio", nearest.Figures?.MarginRatio, "", "nothing needs margin")
            .With("leverage", equity > 0 ? notional / equity : null, "x", "equity is not above zero")
            .With("notional", notional, _venue.Numeraire)
            .With("is_liquidated", _isolated.Prepend(_cross).Any(IsLiquidated));
        return nearest.Name is { } name ? total.With("nearest_to_its_line", name) : total;
    }

    private string NameOf(MarginUnit unit) => ReferenceEquals(unit, _cross) ? "account" : unit.Positions[0]!.Instrument;

    private bool IsLiquidated(MarginUnit unit) => IsLiquidated(MarginOf(unit));

    /// <summary>The trees behind the figures of every unit of margin.</summary>
    public IEnumerable<(string Name, ExplanationTrees Explanation)> Explanations()
    {
        yield return ("account", TreesOf(_cross));
        foreach (var unit in _isolated)
        {
            yield return (unit.Positions[0]!.Instrument, TreesOf(unit));
        }
    }

    private ExplanationTrees TreesOf(MarginUnit unit)
    {
        var trees = ExplanationTrees.Of(MarginExplanation.Of(_venue.Market, unit.Balances, unit.Lines));
        var (tree, options) = (trees.NetLiquidationValue, LiquidationValueOf(unit) - MarginOf(unit).NetLiquidationValue);
        if (options.IsZero)
        {
            return trees;
        }

        List<ExplanationNode> parts = tree.Children.Count == 0 && !tree.Amount.IsZero ? [tree] : [.. tree.Children];
        parts.Add(new("options at their marks", options, [], []));
        return trees with { NetLiquidationValue = tree with { Amount = tree.Amount + options, Children = parts } };
    }

    /// <summary>Once for each unit, whatever is asked of it.</summary>
    private AccountMargin MarginOf(MarginUnit unit)
    {
        if (!_margins.TryGetValue(unit, out var margin))
        {
            var silent = default(NoExplanation);
            margin = StandardMargin.Evaluate(_venue.Market, unit.Balances, unit.Lines, ref silent);
            _margins.Add(unit, margin);
        }

        return margin;
    }

    private Answer AccountOf(MarginUnit unit)
    {
        var margin = MarginOf(unit);
        var options = _amounts.Options(unit);
        var liquidation = LiquidationValueOf(unit);
        var unrealised = liquidation - options.Value + options.Profit - _amounts.Balances(unit);
        var (equity, maintenance) = (Number("equity", margin.Equity), Number("maintenance_margin", margin.MaintenanceMargin));
        decimal? initial = unit.Lines.All(IsInitialKnown) ? Number("initial_margin", margin.InitialMargin) : null;
        var isLiquidated = IsLiquidated(margin);
        var answer = new Answer()
            .With("equity", equity, _venue.Numeraire)
            .With("net_liquidation_value", Number("net_liquidation_value", liquidation), _venue.Numeraire)
            .With("unrealised_pnl", Number("unrealised_pnl", unrealised), _venue.Numeraire)
            .With("initial_margin", initial, _venue.Numeraire, InitialUnknown)
            .With("maintenance_margin", maintenance, _venue.Numeraire)
            .With(
                "free_collateral",
                initial is null ? null : Rounded("free_collateral", equity - initial.Value),
                _venue.Numeraire,
                InitialUnknown
            )
            .With("margin_ratio", maintenance > 0 ? equity / maintenance : null, "", "nothing needs margin")
            .With(
                "initial_margin_rate",
                equity > 0 ? initial / equity : null,
                "",
                initial is null ? InitialUnknown : "equity is not above zero"
            )
            .With("maintenance_margin_rate", equity > 0 ? maintenance / equity : null, "", "equity is not above zero")
            .With("leverage", equity > 0 ? _amounts.Notional(unit) / equity : null, "x", "equity is not above zero")
            .With(
                "leverage_at_entry",
                equity > 0 ? Rounded("leverage_at_entry", _amounts.Costs(unit) / equity) : null,
                "x",
                "equity is not above zero"
            )
            .With("notional", _amounts.Notional(unit), _venue.Numeraire)
            .With("is_liquidated", isLiquidated);
        return LevelsAnswer.AddTo(answer, _venue, _margin.Account.Levels, margin, isLiquidated);
    }

    /// <summary>Options that the venue leaves out of equity could still be closed at the mark.</summary>
    private Money LiquidationValueOf(MarginUnit unit) =>
        _margin.IsOptionValueCounted
            ? MarginOf(unit).NetLiquidationValue
            : MarginOf(unit).NetLiquidationValue + _amounts.Options(unit).Value;

    private bool IsLiquidated(AccountMargin margin)
    {
        // A multiple of the sum, rounded up: each position's own may be a unit more.
        var line = (decimal)margin.MaintenanceMargin.Units * _margin.Account.LiquidateAt;
        return SolvencyLine.IsBelow(margin.Equity, new((Int128)decimal.Ceiling(line)), _margin.IsLineBelow);
    }

    private Answer PositionOf(MarginUnit unit, int line, HeldPosition position)
    {
        var symbol = position.Instrument;
        var held = unit.Lines[line];
        var contract = _venue.Contract(symbol);
        var settlement = _venue.Listing(symbol).Settlement;
        var point = _venue.Market.Point(held.Instrument);
        var mark = point.Mark;
        var schedule = contract.Parameters.Margin;
        var (keeping, opening) = (new MarginTerms(), new MarginTerms());
        var maintenance = schedule.IsEmpty
            ? Money.Zero
            : schedule.Maintenance(contract, held, point, contract.Notional(held.Quantity, mark), keeping);
        var initial = schedule.IsEmpty ? Money.Zero : schedule.Initial(contract, held, point, opening);
        if (maintenance >= MarginSchedule.MostRequired || initial >= MarginSchedule.MostRequired)
        {
            throw new OverflowException("A requirement is larger than any that is computed.");
        }

        var answer = new Answer()
            .With("quantity", position.Quantity, symbol)
            .With("mark", _venue.Number(symbol, mark), "")
            .With("notional", _venue.Number(settlement, _amounts.Notional(contract, held)), settlement)
            .With(
                "unrealised_pnl",
                _amounts.Profit(position, contract, held) is { } profit
                    ? Rounded("unrealised_pnl", _venue.Number(settlement, profit))
                    : null,
                settlement,
                "the portfolio does not say what was paid for the option"
            )
            .With(
                "initial_margin",
                IsInitialKnown(held) ? Rounded("initial_margin", _venue.Number(settlement, initial)) : null,
                settlement,
                InitialUnknown
            )
            .With("maintenance_margin", Rounded("maintenance_margin", _venue.Number(settlement, maintenance)), settlement)
            .With("initial_terms", Terms(contract, opening))
            .With("maintenance_terms", Terms(contract, keeping));
        answer
            .With("size_if_bought", Math.Max(0, _amounts.Size(symbol, held.Quantity + held.OpenBuy)), symbol)
            .With("size_if_sold", Math.Max(0, -_amounts.Size(symbol, held.Quantity - held.OpenSell)), symbol);
        if (position.IsIsolated)
        {
            answer.With("isolated", AccountOf(unit));
        }

        answer.With("is_liquidated", IsLiquidated(unit));
        AddPrice(answer, "liquidation_price", LiquidationOf(unit, line, position), position);
        AddPrice(answer, "bankruptcy_price", BankruptcyOf(unit, line, position), position);
        return answer;
    }

    /// <summary>Whether the model states initial margin for a line, or the user's leverage does.</summary>
    private bool IsInitialKnown(PositionLine line) =>
        line.Leverage != Leverage.Unset
        || _venue.Listing(_venue.Market.Contract(line.Instrument).Parameters.Symbol).Schedule is not { } schedule
        || ScheduleReader.IsInitialKnown(schedule);

    private AnswerValue LiquidationOf(MarginUnit unit, int line, HeldPosition position)
    {
        var symbol = position.Instrument;
        if (_venue.Listing(symbol).Option is not null)
        {
            return new AnswerNothing("an option is margined by its underlying's price, not by its own");
        }

        if (HasOptions(unit, _venue.Listing(symbol).Underlying))
        {
            return new AnswerNothing(StandingOptions);
        }

        var (least, most) = UnderlyingLine.SearchedOf(_venue.LineMarket.Mark(unit.Lines[line].Instrument));
        var price = LiquidationPrice.Find(_venue.LineMarket, unit.Balances, unit.Lines, line, _margin.IsLineBelow, most, least);
        if (price is { } found)
        {
            price = CrossingPrice.Of(_venue.LineMarket, unit.Balances, unit.Lines, line, found);
        }

        return PriceOf(symbol, price, "no fall to a thousandth of the mark and no rise to its hundredfold does it");
    }

    private AnswerValue BankruptcyOf(MarginUnit unit, int line, HeldPosition position)
    {
        var symbol = position.Instrument;
        var held = unit.Lines[line];
        if (held.Quantity.IsZero || _venue.Listing(symbol).Option is not null)
        {
            return new AnswerNothing("only futures have one");
        }

        var silent = default(NoExplanation);
        var margin = MarginOf(unit);
        var own = StandardMargin.Maintenance(_venue.Market, new ReadOnlySpan<PositionLine>(in held), ref silent).Margin;
        var liquidation = LiquidationValueOf(unit);
        var share = BankruptcyPrice.ShareOf(liquidation, own, margin.MaintenanceMargin);
        var settlement = _venue.Market.Asset(_venue.Contract(symbol).Parameters.SettlementAsset);
        var price = BankruptcyPrice.Of(
            _venue.Contract(symbol),
            held.Quantity,
            _venue.Market.Mark(held.Instrument),
            settlement.FromNumeraire(share, Rounding.Floor)
        );
        return PriceOf(symbol, price.IsPositive ? price : null, "the position cannot lose so much at any price above zero");
    }

    private AnswerValue PriceOf(string symbol, Price? price, string reason) =>
        price is { } found ? new AnswerNumber(_venue.Number(symbol, found), "") : new AnswerNothing(reason);

    /// <summary>A price as the venue rounds it, and beside it the exact one if that is another.</summary>
    private void AddPrice(Answer answer, string output, AnswerValue price, HeldPosition position)
    {
        if (price is not AnswerNumber number || !_margin.Rounding.ContainsKey(output))
        {
            answer.With(output, price);
            return;
        }

        answer.With(output, Rounded(output, number.Value, position.Quantity < 0)).With($"{output}_exact", number.Value);
    }

    private static Answer Terms(Contract contract, MarginTerms terms)
    {
        var answer = new Answer();
        var parameters = contract.Parameters;
        foreach (var step in terms.Terms)
        {
            var decimals = step.Unit switch
            {
                MarginTermUnit.Settlement => contract.SettlementDecimals,
                MarginTermUnit.Contracts => parameters.QuantityDecimals,
                MarginTermUnit.Price => parameters.PriceDecimals,
                _ => step.Decimals,
            };
            answer.With(step.Name.Replace(' ', '_'), UnitScale.Number(step.Units, decimals));
        }

        return answer;
    }

    private decimal Number(string output, Money amount) => Rounded(output, _venue.Number(amount));

    private decimal Rounded(string output, decimal value, bool isShort = false) =>
        _margin.Rounding.TryGetValue(output, out var rounding) ? rounding.Apply(value, isShort) : value;

    private static string NameIn(Answer answer, string symbol)
    {
        var name = symbol;
        for (var i = 2; answer[name] is not null; i++)
        {
            name = $"{symbol}#{i}";
        }

        return name;
    }
}
