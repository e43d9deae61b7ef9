namespace Plimsoll.Simulation.Replay;

/// <summary>What went which way in one minute, in dollars.</summary>
/// <param name="AtMs">When it begins, in milliseconds since the epoch.</param>
/// <param name="Book">Notional filled on the book.</param>
/// <param name="Fund">Notional taken over.</param>
/// <param name="Adl">Notional deleveraged.</param>
/// <param name="Socialised">Losses shared.</param>
/// <param name="Started">Liquidations that began.</param>
/// <param name="FundValue">The fund's net liquidation value at its end.</param>
/// <param name="Held">Accounts held at its end.</param>
public readonly record struct RouteMinute(
    long AtMs,
    double Book,
    double Fund,
    double Adl,
    double Socialised,
    int Started,
    double FundValue,
    int Held
)
{
    /// <summary>Notional of all routes.</summary>
    public double Notional => Book + Fund + Adl;
}
