using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Formats.Estimates;

/// <summary>In how many digits behind the point an estimate carries amounts and quantities.</summary>
/// <remarks>
/// What a model states holds. Where it states nothing, coins that inverse contracts settle in get more digits than the default: their value is
/// rounded at the entry and again at the mark, which a small tolerance would see. Multiplier and decimals have to collapse into a fraction of
/// 64-bit numbers; finer quantities make the room.
/// </remarks>
internal sealed class EstimateDigits
{
    private const int MostMore = 4;
    private const decimal LargeBalance = 1_000_000_000;

    private readonly MarginSection _margin;
    private readonly Dictionary<string, int> _assets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _quantities = new(StringComparer.Ordinal);

    public EstimateDigits(MarginSection margin, Portfolio portfolio)
    {
        _margin = margin;
        var quantities = portfolio
            .Positions.Select(position => (position.Instrument, position.Quantity))
            .Concat(portfolio.Orders.Select(order => (order.Instrument, order.Quantity)))
            .GroupBy(held => held.Instrument, held => held.Quantity, StringComparer.Ordinal);
        foreach (var held in quantities)
        {
            Add(held.Key, margin.Find(held.Key)!, [.. held]);
        }

        foreach (var (asset, _) in portfolio.Balances.Where(balance => Math.Abs(balance.Amount) > LargeBalance))
        {
            _assets.Remove(asset);
        }
    }

    /// <summary>Digits of an amount.</summary>
    public int OfAsset(string name)
    {
        var asset = _margin.Assets[name];
        return asset.IsDecimalsStated ? asset.Decimals : asset.Decimals + _assets.GetValueOrDefault(name);
    }

    /// <summary>Digits of a quantity of an instrument that is held or ordered.</summary>
    public int OfQuantity(string symbol) => _quantities[symbol];

    private void Add(string symbol, ModelInstrument listing, decimal[] quantities)
    {
        var needed = Math.Min(UnitScale.DecimalsOf(quantities), UnitScale.MostDecimals);
        var isFiner = listing.Payoff == Payoff.Inverse && !_margin.Assets[listing.Settlement].IsDecimalsStated;
        var more = isFiner ? Room(quantities, needed) : 0;
        _quantities[symbol] = needed + more;
        if (listing.Payoff == Payoff.Inverse)
        {
            _assets[listing.Settlement] = Math.Min(more, _assets.GetValueOrDefault(listing.Settlement, MostMore));
        }
    }

    /// <summary>How many digits more all quantities together still fit.</summary>
    private static int Room(decimal[] quantities, int needed)
    {
        var most = Math.Max(1, quantities.Sum(Math.Abs));
        var more = 0;
        while (
            more < MostMore
            && needed + more < UnitScale.MostDecimals
            && most <= Quantity.MaxUnits / (decimal)ExactMath.PowerOfTen(needed + more + 1)
        )
        {
            more++;
        }

        return more;
    }
}
