namespace Plimsoll.Simulation.Population;

/// <summary>A position that a trader means to open.</summary>
/// <param name="Underlying">The number of the underlying whose perpetual is traded.</param>
/// <param name="Side">+1 long, −1 short.</param>
/// <param name="Leverage">Notional per equity given to it; at least 1.</param>
/// <param name="Equity">Dollars of equity given to it.</param>
public readonly record struct PlannedPosition(int Underlying, int Side, double Leverage, double Equity)
{
    private const double RoomForCosts = 0.0025;

    /// <summary>Notional in dollars: a little below leverage times equity, so that fee and spread fit in.</summary>
    public double Notional => Equity / ((1 / Leverage) + RoomForCosts);
}
