namespace Plimsoll.Engine.Trading;

/// <summary>Why an order ended. Numbers are wire format.</summary>
public enum OrderCloseReason : byte
{
    /// <summary>All of it was filled.</summary>
    Filled = 1,

    /// <summary>Its owner cancelled it.</summary>
    Cancelled = 2,

    /// <summary>The matching engine reported it done.</summary>
    Done = 3,

    /// <summary>Its account went into liquidation.</summary>
    Liquidation = 4,

    /// <summary>Its instrument was closed.</summary>
    InstrumentClosed = 5,

    /// <summary>A liquidation order was not answered in time.</summary>
    TimedOut = 6,

    /// <summary>It was reduce-only, and the position left nothing for it to reduce.</summary>
    NothingToReduce = 7,
}
