using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>Searches a span of mark prices for the first at which an account is below its line.</summary>
/// <remarks>
/// Bisection alone would not do: where both equity and maintenance margin fall with the price (a long, when its tier changes or its profit
/// stops counting) an account may be below its line, well again farther on, and below once more. But each of the two runs one way over
/// all prices, roundings included. So on any span neither leaves the range of its two ends, and a span on which the least equity still
/// covers the largest maintenance margin is done with at once.
/// </remarks>
internal struct LiquidationPriceSearch(MarketView market, RestOfAccount account, InstrumentId instrument, bool isLineBelow)
{
    /// <summary>How many spans are looked into: a usual account needs some dozens, one that stays just above its line for long may need all.</summary>
    private const int SpanLimit = 10_000;

    private readonly MarketPoint _start = market.Point(instrument);
    private int _spans = SpanLimit;

    /// <summary>The price nearest to <paramref name="from"/>, on the way to <paramref name="to"/>, at which the account is below.</summary>
    /// <returns>The price, in units; null when there is none.</returns>
    public long? Nearest(long from, long to) => Nearest(At(from), At(to));

    private long? Nearest(Point near, Point far)
    {
        if (IsBelow(near))
        {
            return near.Price;
        }

        if (IsAboveOnTheWay(near, far))
        {
            return null;
        }

        if (_spans-- <= 0)
        {
            return IsBelow(far) ? Bisect(near, far) : null;
        }

        var middle = near.Price + ((far.Price - near.Price) / 2);
        return Nearest(near, At(middle)) ?? Nearest(At(middle + Math.Sign(far.Price - near.Price)), far);
    }

    /// <summary>Some price at which the account crosses its line: exact, but not for certain the nearest.</summary>
    private long Bisect(Point above, Point below)
    {
        while (Math.Abs(below.Price - above.Price) > 1)
        {
            var middle = At(above.Price + ((below.Price - above.Price) / 2));
            (above, below) = IsBelow(middle) ? (above, middle) : (middle, below);
        }

        return below.Price;
    }

    private readonly bool IsAboveOnTheWay(Point near, Point far) =>
        !SolvencyLine.IsBelow(Money.Min(near.Equity, far.Equity), Money.Max(near.MaintenanceMargin, far.MaintenanceMargin), isLineBelow);

    private readonly bool IsBelow(Point point) => SolvencyLine.IsBelow(point.Equity, point.MaintenanceMargin, isLineBelow);

    private readonly Point At(long price)
    {
        market.Set(instrument, new Price(price));
        if (_start.Index.Units != _start.Mark.Units)
        {
            // The index moves along, at the distance it has: a schedule that margins at the index would not see the move otherwise.
            market.Set(instrument, new Price(Math.Max(1, price + (_start.Index.Units - _start.Mark.Units))), _start.OpenInterest);
        }

        var (equity, maintenance) = account.At(market);
        return new(price, equity, maintenance);
    }

    private readonly record struct Point(long Price, Money Equity, Money MaintenanceMargin);
}
