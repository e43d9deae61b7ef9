using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Margin.Scenarios.Shocks;
using Plimsoll.Margin.Scenarios.Vectors;

namespace Plimsoll.Margin.Scenarios;

/// <summary>Values a book anew under scenarios, in full.</summary>
/// <remarks>
/// Positions come in the order linear, options by expiry, coins. A future moves with its own price, an option with its expiry's forward, a hedging coin with
/// the index. Each expiry's value under stress counts by its sign (<see cref="StaticDiscount"/>), so it is the whole expiry that is discounted.
/// What orders would lose if they filled comes last, as one part: each is valued by itself, and what gains is left out.
/// </remarks>
public sealed class BookRevaluation
{
    private readonly RiskBook _book;
    private readonly PortfolioMarginModel _model;
    private readonly double _coinPrice;
    private readonly double[] _values;
    private readonly BookRevaluation[] _orders;

    /// <summary>Prepares a book.</summary>
    /// <param name="book">The book.</param>
    /// <param name="model">The scheme.</param>
    /// <param name="coinPrice">Price of the settlement coin, above zero.</param>
    /// <param name="orders">Orders of the same underlying; null for none.</param>
    public BookRevaluation(RiskBook book, PortfolioMarginModel model, double coinPrice, IReadOnlyList<OpenOrder>? orders = null)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(model);
        (_book, _model, _coinPrice) = (book, model, coinPrice);
        _orders = orders is null ? [] : [.. orders.Select(order => new BookRevaluation(order.Book, model, coinPrice))];
        Names =
        [
            .. book.Linear.Select(held => held.Name),
            .. book.Expiries.SelectMany(expiry => expiry.Options).Select(option => option.Name),
            .. book.Collateral.Select(held => held.Name),
            .. _orders.Length == 0 ? (string[])[] : [OrdersName],
        ];
        _values = new double[Names.Count];
        var at = 0;
        foreach (var held in book.Linear)
            _values[at++] = held.UnrealisedProfit;

        foreach (var expiry in book.Expiries)
        {
            foreach (var option in expiry.Options)
                _values[at++] = option.Quantity * ExpiryShock.ValueAt(model, book.IsInCoin, expiry, option, expiry.Forward);
        }

        // Its value in the settlement coin; a coin book's own coin is cash.
        foreach (var held in book.Collateral)
            _values[at++] = held.Quantity * held.Price / coinPrice;
    }

    /// <summary>What the orders' part is called.</summary>
    public const string OrdersName = "open orders";

    /// <summary>The positions' names; the orders' last, if there are any.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>What each position adds to the account's value now, in the book's unit: unrealised profit, option values, coins.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>One scenario.</summary>
    public ScenarioOutcome Under(ScenarioTable table, int index)
    {
        ArgumentNullException.ThrowIfNull(table);
        var row = table.Rows[index];
        var parts = new double[Names.Count];
        Profits(table, row, parts);
        return Counted(table, index, row, parts);
    }

    /// <summary>Each position's profit under a scenario, the orders' loss last: weighted, but before far moves are scaled and gains are treated.</summary>
    /// <param name="table">The row's table.</param>
    /// <param name="row">The scenario.</param>
    /// <param name="parts">Takes a number for each of <see cref="Names"/>.</param>
    public void Profits(ScenarioTable table, ScenarioRow row, Span<double> parts)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(row);
        parts.Clear();
        Fill(table, row, parts);
        foreach (var order in _orders)
            parts[^1] += Math.Min(0, order.Profit(table, row));
    }

    private double Profit(ScenarioTable table, ScenarioRow row)
    {
        // An order adds one position, so that the stack holds it.
        Span<double> parts = Names.Count <= 4 ? stackalloc double[Names.Count] : new double[Names.Count];
        parts.Clear();
        Fill(table, row, parts);
        return Sum(parts);
    }

    private void Fill(ScenarioTable table, ScenarioRow row, Span<double> parts)
    {
        var at = AddLinear(table, row, parts);
        foreach (var expiry in _book.Expiries)
        {
            AddExpiry(table, row, expiry, parts.Slice(at, expiry.Options.Count), _values.AsSpan(at, expiry.Options.Count));
            at += expiry.Options.Count;
        }

        AddCollateral(table, row, parts, at);
    }

    /// <summary>Forwards that move alone: for each expiry the worse direction, if it is a loss.</summary>
    public ScenarioOutcome Under(BasisShock shock)
    {
        ArgumentNullException.ThrowIfNull(shock);
        var parts = new double[Names.Count];
        var at = _book.Linear.Count;
        var sum = 0.0;
        foreach (var expiry in _book.Expiries)
        {
            var count = expiry.Options.Count;
            var now = _values.AsSpan(at, count);
            var (up, down) = (new double[count], new double[count]);
            var (rise, fall) = (Moved(expiry, shock.Up, now, up), Moved(expiry, shock.Down, now, down));
            var share = shock.Add + (shock.PerYear * expiry.Years);
            if (Math.Min(rise, fall) is < 0 and var worse)
            {
                sum += worse * share;
                var moved = rise <= fall ? up : down;
                for (var i = 0; i < count; i++)
                    parts[at + i] = moved[i] * share;
            }

            at += count;
        }

        foreach (var order in _orders)
        {
            var lost = order.Under(shock).Profit;
            parts[^1] += lost;
            sum += lost;
        }

        return new(shock.Name, 0, null, sum, sum, parts);
    }

    private double Moved(OptionExpiryBook expiry, double factor, ReadOnlySpan<double> now, double[] parts)
    {
        var forward = ExpiryShock.Forward(_model, expiry, expiry.Forward * factor);
        var sum = 0.0;
        for (var i = 0; i < parts.Length; i++)
        {
            var option = expiry.Options[i];
            parts[i] = (option.Quantity * ExpiryShock.ValueAt(_model, _book.IsInCoin, expiry, option, forward)) - now[i];
            sum += parts[i];
        }

        return sum;
    }

    private int AddLinear(ScenarioTable table, ScenarioRow row, Span<double> parts)
    {
        for (var i = 0; i < _book.Linear.Count; i++)
        {
            var held = _book.Linear[i];
            if (held.Quantity == 0)
                continue;

            parts[i] = held.Quantity * RowMath.LinearProfit(table, row, held.Price, _book.IsInCoin, held.CoinPrice) * row.Weight;
        }

        return _book.Linear.Count;
    }

    private void AddExpiry(ScenarioTable table, ScenarioRow row, OptionExpiryBook expiry, Span<double> parts, ReadOnlySpan<double> now)
    {
        var shock = new ExpiryShock(_model, _book.IsInCoin, expiry, table, row, _model.Volatility.Term(expiry.Seconds));
        var total = 0.0;
        for (var i = 0; i < parts.Length; i++)
        {
            var option = expiry.Options[i];
            parts[i] = option.Quantity * shock.ValueOf(option);
            total += parts[i];
        }

        var (ofAsset, ofDebt) = ExpiryShock.Discounts(_model, expiry);
        var counted = total >= 0 ? ofAsset : ofDebt;
        var profit = 0.0;
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = ((parts[i] * counted) - now[i]) * row.Weight;
            profit += parts[i];
        }

        // The skew may move the other way as well: whoever gains by this move is hurt by that one.
        if (ExpiryShock.IsSkewed(row) && profit > 0)
        {
            for (var i = 0; i < parts.Length; i++)
                parts[i] = -parts[i];
        }
    }

    private void AddCollateral(ScenarioTable table, ScenarioRow row, Span<double> parts, int at)
    {
        for (var i = 0; i < _book.Collateral.Count; i++)
        {
            var held = _book.Collateral[i];
            if (held.IsHedge && !_book.IsInCoin)
            {
                parts[at + i] = _values[at + i] * RowMath.CoinShare(table, row, _book.Spot) * row.Weight;
            }
        }
    }

    private ScenarioOutcome Counted(ScenarioTable table, int index, ScenarioRow row, double[] parts)
    {
        if (RowMath.Scaling(table, row) is { } scaling)
            Scale(parts, scaling.Multiple(row.Factor - 1, _book.IsInCoin));

        var profit = Sum(parts);
        var counted = RowMath.Counted(_model, table, row, profit, _book.Spot, _book.IsInCoin);
        if (profit != counted)
            Scale(parts, profit == 0 ? 0 : counted / profit);

        return new(table.Name, index, row, profit, counted, parts) { IsAbsolute = table.IsAbsolute };
    }

    private static void Scale(double[] parts, double by)
    {
        for (var i = 0; i < parts.Length; i++)
            parts[i] *= by;
    }

    private static double Sum(ReadOnlySpan<double> parts)
    {
        var sum = 0.0;
        foreach (var part in parts)
            sum += part;

        return sum;
    }
}
