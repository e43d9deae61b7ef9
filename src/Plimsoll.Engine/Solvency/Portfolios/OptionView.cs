using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Portfolios;

/// <summary>What an option is valued by at a tick, by its index and the surface there is.</summary>
/// <param name="Strike">Its strike.</param>
/// <param name="Forward">Its forward; the index, without a surface.</param>
/// <param name="Volatility">Its volatility; one, without a surface.</param>
/// <param name="Seconds">Time to its expiry, not negative.</param>
internal readonly record struct OptionView(double Strike, double Forward, double Volatility, double Seconds)
{
    /// <summary>Volatility of options while their index has no surface.</summary>
    public const double NoSurfaceVolatility = 1;

    /// <summary>Reads it.</summary>
    /// <param name="instrument">An option.</param>
    /// <param name="index">Its index, with a price.</param>
    /// <param name="tick">The latest tick.</param>
    public static OptionView Of(InstrumentRow instrument, IndexRow index, Timestamp tick)
    {
        var parameters = instrument.Parameters;
        var unit = PortfolioBooks.Unit(index.Parameters.Decimals);
        var seconds = Math.Max(0, (parameters.Expiry - tick).Nanoseconds) / 1e9;
        var (strike, forward, volatility) = (parameters.Option!.Strike.Units / unit, index.Price.Units / unit, NoSurfaceVolatility);
        if (index.Surface.Surface(index.Parameters.Decimals) is { } surface)
        {
            (forward, _, volatility) = surface.At(index.Price, strike, parameters.Expiry, tick);
        }

        return new(strike, forward, volatility, seconds);
    }
}
