using System.Numerics;

namespace Plimsoll.Margin;

/// <summary>Margin rates of which the initial one grows with the market's open interest.</summary>
/// <param name="InitialPpm">Initial margin rate in quiet times, in parts per million of notional.</param>
/// <param name="MaintenanceFractionPpm">Maintenance margin as a share of the quiet initial margin, in parts per million.</param>
/// <param name="LowerCap">Open interest up to which the quiet rate holds, in quote units.</param>
/// <param name="UpperCap">Open interest from which the full notional is asked; zero: the rate never grows.</param>
public sealed record OpenInterestScaledRates(
    BigInteger InitialPpm,
    BigInteger MaintenanceFractionPpm,
    BigInteger LowerCap,
    BigInteger UpperCap
);
