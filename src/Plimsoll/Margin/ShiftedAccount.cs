using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>An account with some prices multiplied.</summary>
internal sealed class ShiftedAccount
{
    private readonly MarketView _start;
    private readonly MarketView _shifted;
    private readonly RestOfAccount _account;
    private readonly bool _isLineBelow;

    /// <summary>Of an account in which nothing else depends on the prices that are multiplied.</summary>
    public ShiftedAccount(MarketView market, RestOfAccount account, bool isLineBelow)
    {
        (_start, _shifted) = (market, market.Copy());
        _account = account;
        _isLineBelow = isLineBelow;
    }

    /// <summary>Whether the account is below its line with these prices times a fraction, rounded down, at least one unit.</summary>
    public bool IsBelow(IReadOnlyList<InstrumentId> instruments, IReadOnlyList<AssetId> assets, long numerator, long denominator)
    {
        Price Moved(Price price) =>
            price.IsPositive
                ? new((long)Int128.Clamp(ExactMath.MulDiv(price.Units, numerator, denominator, Rounding.Floor), 1, Price.MaxUnits))
                : price;
        foreach (var instrument in instruments)
        {
            var point = _start.Point(instrument);
            _shifted.Set(instrument, Moved(point.Mark));
            _shifted.Set(instrument, Moved(point.Index), point.OpenInterest);
        }

        foreach (var asset in assets)
        {
            var valuation = _start.Asset(asset);
            _shifted.Set(asset, valuation.At(Moved(valuation.IndexPrice)));
        }

        var (equity, maintenance) = _account.At(_shifted);
        return SolvencyLine.IsBelow(equity, maintenance, _isLineBelow);
    }
}
