namespace Plimsoll.Instruments;

/// <summary>What is traded. Numbers are wire format; options will be 4.</summary>
public enum InstrumentKind : byte
{
    /// <summary>The base asset against the quote asset, delivered at once.</summary>
    Spot = 1,

    /// <summary>A future that never expires and pays funding.</summary>
    Perpetual = 2,

    /// <summary>A future that is settled at its delivery price.</summary>
    DatedFuture = 3,
}
