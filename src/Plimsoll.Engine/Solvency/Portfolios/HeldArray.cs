using Plimsoll.Engine.State;
using Plimsoll.Instruments;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Margin.Scenarios.Vectors;
using Plimsoll.Pricing;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Portfolios;

/// <summary>An instrument's risk array, and all that it was computed from: filled anew as soon as any of that is not what it was.</summary>
/// <remarks>It compares rather than being told, so that nobody can forget to tell it.</remarks>
internal sealed class HeldArray(SchemeRows rows)
{
    private const double NoSurfaceVolatility = 1;

    private Contract? _contract;
    private IndexedSurface? _surface;
    private IndexRow? _of;
    private AssetId _numeraire;
    private Price _index;
    private Price _mark;
    private Timestamp _tick;

    public RiskArray Array { get; } = new(rows);

    /// <summary>Of an option: seconds to its expiry, not negative.</summary>
    public double Seconds { get; private set; }

    /// <summary>Whether it counts in the coin.</summary>
    public bool IsInCoin { get; private set; }

    /// <summary>A contract's quantity units to a whole.</summary>
    public double Divisor { get; private set; }

    /// <summary>Of a future: its mark.</summary>
    public double Price { get; private set; }

    /// <summary>Brings it up to date.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="index">Its index, with a price.</param>
    /// <param name="tick">The latest tick.</param>
    /// <param name="numeraire">The venue's numeraire.</param>
    public void Refresh(InstrumentRow instrument, IndexRow index, Timestamp tick, AssetId numeraire)
    {
        var parameters = instrument.Parameters;
        var isSame = ReferenceEquals(_contract, instrument.Contract) && ReferenceEquals(_of, index) && _numeraire == numeraire;
        (_contract, _of, _numeraire) = (instrument.Contract, index, numeraire);
        if (parameters.Option is not { } option)
        {
            if (!isSame || _mark != instrument.Mark)
            {
                _mark = instrument.Mark;
                Describe(parameters);
                Price = instrument.Mark.Units / PortfolioBooks.Unit(parameters.PriceDecimals);
                Array.Fill(Price, IsInCoin);
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
        Seconds = Math.Max(0, (parameters.Expiry - tick).Nanoseconds) / 1e9;
        var unit = PortfolioBooks.Unit(index.Parameters.Decimals);
        var (strike, forward, volatility) = (option.Strike.Units / unit, index.Price.Units / unit, NoSurfaceVolatility);
        if (surface is not null)
        {
            (forward, _, volatility) = surface.At(index.Price, strike, parameters.Expiry, tick);
        }

        Array.Fill(
            new BookOption(parameters.Symbol, option.Right, strike, 1, volatility),
            new OptionExpiryBook(Seconds, forward, []),
            IsInCoin
        );
    }

    private void Describe(InstrumentParameters parameters)
    {
        IsInCoin = parameters.Payoff == Payoff.Inverse && parameters.SettlementAsset == _numeraire;
        Divisor = PortfolioBooks.Unit(parameters.QuantityDecimals + parameters.MultiplierDecimals);
    }
}
