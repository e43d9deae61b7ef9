namespace Plimsoll.Instruments;

/// <summary>What is traded. Numbers are wire format.</summary>
public enum InstrumentKind : byte
{
    /// <summary>The base asset against the quote asset, delivered at once.</summary>
    Spot = 1,

    /// <summary>A future that never expires and pays funding.</summary>
    Perpetual = 2,

    /// <summary>A future that is settled at its delivery price.</summary>
    DatedFuture = 3,

    /// <summary>A European option that is settled in cash at its payoff.</summary>
    Option = 4,
}
