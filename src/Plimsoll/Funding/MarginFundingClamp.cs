using System.Numerics;
using Plimsoll.Values;

namespace Plimsoll.Funding;

/// <summary>The largest funding rate, tied to the room between initial and maintenance margin.</summary>
/// <remarks>
/// Source: dYdX v4, funding: |rate| ≤ factor · (initial rate − maintenance rate), rounded down.
/// So that one payment cannot liquidate an account that has just met its initial margin more often than the factor says.
/// </remarks>
public static class MarginFundingClamp
{
    /// <summary>The largest rate in either direction, in parts per million.</summary>
    /// <param name="factorPpm">The factor, in parts per million.</param>
    /// <param name="initialPpm">Initial margin rate, in parts per million.</param>
    /// <param name="maintenanceFractionPpm">Maintenance margin as a share of initial margin, in parts per million, at most a million.</param>
    public static BigInteger MaxRate(BigInteger factorPpm, BigInteger initialPpm, BigInteger maintenanceFractionPpm)
    {
        var maintenance = WholeMath.PartsPerMillion(initialPpm, maintenanceFractionPpm, Rounding.Floor);
        return WholeMath.PartsPerMillion(initialPpm - maintenance, factorPpm, Rounding.Floor);
    }
}
