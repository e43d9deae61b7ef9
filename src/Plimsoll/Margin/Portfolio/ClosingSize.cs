using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Margin.Scenarios.Charges;

namespace Plimsoll.Margin.Portfolio;

/// <summary>How much of an instrument has to be closed, at most, whatever of its orders fills.</summary>
/// <param name="Name">The instrument.</param>
/// <param name="Long">What is to be sold, in deltas, not negative.</param>
/// <param name="Short">What is to be bought, likewise.</param>
/// <param name="Vega">|vega| per 1.00 of volatility, in the book's unit.</param>
internal readonly record struct ClosingSize(string Name, double Long, double Short, double Vega)
{
    /// <summary>The instruments of a book, held or ordered, in the order in which they come.</summary>
    public static IReadOnlyList<ClosingSize> Of(RiskBook book, IReadOnlyList<OpenOrder> orders)
    {
        var (names, ranges) = (new List<string>(), new Dictionary<string, Range>(StringComparer.Ordinal));
        foreach (var position in new ChargeBasis(book, 1).Positions)
            Add(position, isOrder: false);

        foreach (var order in orders.Where(order => string.Equals(order.Book.Underlying, book.Underlying, StringComparison.Ordinal)))
        {
            foreach (var position in new ChargeBasis(order.Book, 1).Positions)
                Add(position, isOrder: true);
        }

        var unit = book.IsInCoin ? book.Spot : 1;
        return [.. names.Select(name => ranges[name].Size(name, unit))];

        void Add(MeasuredPosition position, bool isOrder)
        {
            // Coins are not closed with the positions.
            if (position.Kind == PositionKind.Collateral)
                return;

            if (!ranges.TryGetValue(position.Name, out var range))
                names.Add(position.Name);

            ranges[position.Name] = isOrder ? range.WithOrder(position.Delta, position.Vega) : range.With(position.Delta, position.Vega);
        }
    }

    /// <summary>Delta and vega from all sells to all buys.</summary>
    private readonly record struct Range(double LeastDelta, double MostDelta, double LeastVega, double MostVega)
    {
        public Range With(double delta, double vega) => new(LeastDelta + delta, MostDelta + delta, LeastVega + vega, MostVega + vega);

        public Range WithOrder(double delta, double vega) =>
            new(
                LeastDelta + Math.Min(0, delta),
                MostDelta + Math.Max(0, delta),
                LeastVega + Math.Min(0, vega),
                MostVega + Math.Max(0, vega)
            );

        public ClosingSize Size(string name, double unit) =>
            new(name, Math.Max(0, MostDelta), Math.Max(0, -LeastDelta), Math.Max(MostVega, -LeastVega) / unit);
    }
}
