namespace Plimsoll.Simulation.Population;

/// <summary>What a trader does about a margin call.</summary>
public enum MarginCallAnswer
{
    /// <summary>Nothing.</summary>
    Nothing = 0,

    /// <summary>Sends money, which arrives later.</summary>
    TopUp = 1,

    /// <summary>Closes half of the largest position.</summary>
    Reduce = 2,
}
