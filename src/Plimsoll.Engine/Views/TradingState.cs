namespace Plimsoll.Engine.Views;

/// <summary>Whether an instrument takes orders. Numbers are wire format.</summary>
public enum TradingState : byte
{
    /// <summary>It does.</summary>
    Trading = 0,

    /// <summary>Not for now.</summary>
    Halted = 1,

    /// <summary>It was settled and closed for ever.</summary>
    Closed = 2,
}
