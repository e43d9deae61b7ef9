using Plimsoll.Engine.State;
using Plimsoll.Instruments;
using Plimsoll.Margin.Scenarios.Vectors;
using Plimsoll.Pricing;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Portfolios;

/// <summary>An instrument's risk array, and all that it was computed from: filled anew as soon as any of that is not what it was.</summary>
/// <remarks>It compares rather than being told, so that nobody can forget to tell it.</remarks>
internal sealed class HeldArray(SchemeRows rows)
{
    private Contract? _contract;
    private IndexedSurface? _surface;
    private IndexRow? _of;
    private AssetId _numeraire;
    private double _settlementPrice;
    private double? _coinPrice;
    private double _divisor;
    private double _price;
    private Price _index;
    private Price _mark;
    private Timestamp _tick;

    public RiskArray Array { get; } = new(rows);

    /// <summary>Grows whenever the array, or what quantities are made of, is not what it was.</summary>
    public long Stamp { get; private set; }

    /// <summary>Of an option: seconds to its expiry, not negative.</summary>
    public double Seconds { get; private set; }

    /// <summary>Whether it counts in the coin.</summary>
    public bool IsInCoin { get; private set; }

    /// <summary>The instrument.</summary>
    public InstrumentId Instrument => _contract!.Parameters.Id;

    /// <summary>When it expires; never, for what does not.</summary>
    public Timestamp Expiry => _contract!.Parameters.Expiry;

    /// <summary>The book it is in: by index, and within one the book in the coin last.</summary>
    public int Book { get; private set; }

    /// <summary>Brings it up to date.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="index">Its index, with a price.</param>
    /// <param name="tick">The latest tick.</param>
    /// <param name="numeraire">The venue's numeraire.</param>
    /// <param name="settlementPrice">What one of the settlement asset is worth in it.</param>
    /// <param name="coinPrice">What the coin is worth in which an inverse contract pays, where profit is counted in money.</param>
    public void Refresh(
        InstrumentRow instrument,
        IndexRow index,
        Timestamp tick,
        AssetId numeraire,
        double settlementPrice,
        double? coinPrice
    )
    {
        var parameters = instrument.Parameters;
        if (_settlementPrice != settlementPrice)
        {
            _settlementPrice = settlementPrice;
            Stamp++;
        }

        var isSame =
            ReferenceEquals(_contract, instrument.Contract)
            && ReferenceEquals(_of, index)
            && _numeraire == numeraire
            && _coinPrice == coinPrice;
        (_contract, _of, _numeraire, _coinPrice) = (instrument.Contract, index, numeraire, coinPrice);
        if (parameters.Option is not { } option)
        {
            if (!isSame || _mark != instrument.Mark)
            {
                _mark = instrument.Mark;
                Describe(parameters);
                _price = instrument.Mark.Units / PortfolioBooks.Unit(parameters.PriceDecimals);
                Array.Fill(_price, IsInCoin, coinPrice);
            }

            return;
        }

        var surface = index.Surface.Surface(index.Parameters.Decimals);
        if (isSame && ReferenceEquals(_surface, surface) && _index == index.Price && _tick == tick)
        {
            return;
        }

        (_surface, _index, _tick) = (surface, index.Price, tick);
        Describe(parameters);
        var view = OptionView.Of(instrument, index, tick);
        Seconds = view.Seconds;
        Array.Fill(option.Right, view.Strike, view.Volatility, Seconds, view.Forward, IsInCoin, coinPrice);
    }

    private void Describe(InstrumentParameters parameters)
    {
        Stamp++;
        IsInCoin = parameters.Payoff == Payoff.Inverse && parameters.SettlementAsset == _numeraire;
        Book = (parameters.Underlying.Value * 2) + (IsInCoin ? 1 : 0);
        _divisor = PortfolioBooks.Unit(parameters.QuantityDecimals + parameters.MultiplierDecimals);
    }

    /// <summary>A quantity in underlyings.</summary>
    public double Underlyings(Quantity quantity)
    {
        var parameters = _contract!.Parameters;
        var contracts = (double)((Int128)quantity.Units * parameters.Multiplier) / _divisor;
        return parameters.Payoff != Payoff.Inverse ? contracts * _settlementPrice
            : Array.IsOption ? contracts
            : contracts / _price;
    }
}
