namespace Plimsoll.Engine.State;

/// <summary>Whether an instrument takes orders.</summary>
internal enum TradingState : byte
{
    Trading = 0,
    Halted = 1,
    Closed = 2,
}
