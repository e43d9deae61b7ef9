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
        Shift(instruments, assets, numerator, denominator);
        var (equity, maintenance) = Figures();
        return SolvencyLine.IsBelow(equity, maintenance, _isLineBelow);
    }

    /// <summary>Equity less maintenance margin at a mark price of one instrument; what settles in its own underlying takes its asset's index along.</summary>
    public Money Gap(InstrumentId instrument, long price)
    {
        var point = _start.Point(instrument);
        var contract = _start.Contract(instrument).Parameters;
        if (RestOfAccount.IsItsOwnAsset(_start, contract))
        {
            Shift([instrument], [contract.SettlementAsset], price, point.Mark.Units);
        }
        else
        {
            _shifted.Set(instrument, new Price(price));
            if (point.Index.Units != point.Mark.Units)
            {
                _shifted.Set(instrument, new Price(Math.Max(1, price + (point.Index.Units - point.Mark.Units))), point.OpenInterest);
            }
        }

        var (equity, maintenance) = Figures();
        return equity - maintenance;
    }

    private void Shift(IReadOnlyList<InstrumentId> instruments, IReadOnlyList<AssetId> assets, long numerator, long denominator)
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
    }

    private (Money Equity, Money MaintenanceMargin) Figures() => _account.At(_shifted);
}
