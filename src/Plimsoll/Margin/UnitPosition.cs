using System.Numerics;

namespace Plimsoll.Margin;

/// <summary>A perpetual position in a chain's smallest units.</summary>
/// <param name="Market">Which market.</param>
/// <param name="Size">Base units, long above zero.</param>
/// <param name="Price">Quote units for a base unit, above zero.</param>
/// <param name="InitialPpm">Initial margin rate in parts per million.</param>
/// <param name="MaintenanceFractionPpm">Maintenance margin as a share of initial margin, in parts per million.</param>
public sealed record UnitPosition(string Market, BigInteger Size, decimal Price, BigInteger InitialPpm, BigInteger MaintenanceFractionPpm)
{
    /// <summary>Signed notional in quote units, cut toward zero.</summary>
    public BigInteger Notional => (BigInteger)decimal.Truncate(Price * (decimal)Size);

    /// <summary>Initial margin in quote units, rounded up.</summary>
    public BigInteger InitialMargin => OpenInterestScaledMargin.Initial(BigInteger.Abs(Notional), InitialPpm);

    /// <summary>Maintenance margin in quote units, rounded up.</summary>
    public BigInteger MaintenanceMargin =>
        OpenInterestScaledMargin.Maintenance(BigInteger.Abs(Notional), InitialPpm, MaintenanceFractionPpm);
}
