using System.Numerics;

namespace Plimsoll.Margin;

/// <summary>A cross-margined account in a chain's smallest units.</summary>
/// <param name="Cash">Quote units, signed: a long was paid for out of it.</param>
/// <param name="Positions">At most one for each market.</param>
public sealed record UnitAccount(BigInteger Cash, IReadOnlyList<UnitPosition> Positions)
{
    /// <summary>Cash and signed notional of all positions.</summary>
    public BigInteger NetCollateral => Cash + Sum(position => position.Notional);

    /// <summary>Initial margin of all positions.</summary>
    public BigInteger InitialMargin => Sum(position => position.InitialMargin);

    /// <summary>Maintenance margin of all positions.</summary>
    public BigInteger MaintenanceMargin => Sum(position => position.MaintenanceMargin);

    /// <summary>The position in a market, if there is one.</summary>
    public UnitPosition? Position(string market) =>
        Positions.FirstOrDefault(position => string.Equals(position.Market, market, StringComparison.Ordinal));

    private BigInteger Sum(Func<UnitPosition, BigInteger> part) =>
        Positions.Aggregate(BigInteger.Zero, (sum, position) => sum + part(position));
}
