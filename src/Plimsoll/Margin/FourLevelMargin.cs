using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>Search, initial and release levels above maintenance: the distance between them spares a transfer at every tick.</summary>
/// <remarks>Source: vegaprotocol/specs 0019-MCAL; each level is a factor times the already rounded maintenance, rounded down.</remarks>
public static class FourLevelMargin
{
    /// <summary>All four levels.</summary>
    /// <param name="maintenance">Maintenance margin, already rounded.</param>
    /// <param name="factors">The factors of the other three.</param>
    public static MarginLevels Of(decimal maintenance, LevelFactors factors) =>
        new(
            maintenance,
            Level(maintenance, factors.Search, factors.Decimals),
            Level(maintenance, factors.Initial, factors.Decimals),
            Level(maintenance, factors.Release, factors.Decimals)
        );

    /// <summary>One level: the factor, cut to its decimals, times maintenance, rounded down.</summary>
    public static decimal Level(decimal maintenance, decimal factor, int decimals)
    {
        var cut = ((ExactFraction)factor * ExactFraction.PowerOfTen(decimals)).Floor();
        return (cut * ExactFraction.PowerOfTen(-decimals) * maintenance).Floor();
    }
}
