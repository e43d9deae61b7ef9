using Plimsoll.Instruments;
using Plimsoll.Numerics;
using Plimsoll.Values;

namespace Plimsoll.Pricing;

/// <summary>The mark price of an option: Black-76 on the surface of its index, held within its own book.</summary>
/// <remarks>Source: docs/spec/0020-option-instruments.md (OPTI-010 … OPTI-015); the mark of Deribit is of this kind.</remarks>
public static class OptionMarkRule
{
    /// <summary>The mark in the option's units, from 1 to 10^15. Pure; does not allocate.</summary>
    /// <param name="instrument">An option.</param>
    /// <param name="surface">The surface of its index.</param>
    /// <param name="index">The index price, above zero.</param>
    /// <param name="tick">The present.</param>
    /// <param name="bid">The best bid of the option's own book; zero for none.</param>
    /// <param name="ask">The best ask; zero for none. A bid above it counts as no book.</param>
    public static Price Compute(InstrumentParameters instrument, IndexedSurface surface, Price index, Timestamp tick, Price bid, Price ask)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        ArgumentNullException.ThrowIfNull(surface);
        var option = instrument.Option ?? throw new ArgumentException("Only options are marked from a surface.", nameof(instrument));
        var strike = surface.Real(option.Strike);
        var (forward, years, volatility) = surface.At(index, strike, instrument.Expiry, tick);
        var worth = Black76.Price(option.Right, forward, strike, volatility, years, 1);
        if (instrument.Payoff == Payoff.Inverse)
        {
            worth /= forward;
        }

        var units = Math.Max(1, Units(worth, ExactMath.PowerOfTen(instrument.PriceDecimals)));
        return new(bid.IsPositive && bid <= ask ? Math.Clamp(units, bid.Units, ask.Units) : units);
    }

    private static long Units(double worth, long scale) =>
        worth * scale < Price.MaxUnits ? RealRounding.ToNearestUnits(worth, scale) : Price.MaxUnits;
}
