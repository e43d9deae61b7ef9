using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Overview;

/// <summary>Who would be below the line after one move of an underlying.</summary>
/// <param name="Move">By how much all its prices change: −50,000,000 billionths is a fall of 5 %.</param>
/// <param name="Accounts">How many accounts that hold something of it would be below their line, those already below included.</param>
/// <param name="LongNotional">Notional of their long positions on it at the moved marks, in the numeraire, each position rounded up.</param>
/// <param name="ShortNotional">The same of their short positions.</param>
/// <param name="Examined">How many accounts had to be evaluated for it; all others but those left out are proved to stay above their line.</param>
public readonly record struct LiquidationStep(Rate Move, int Accounts, Money LongNotional, Money ShortNotional, int Examined)
{
    /// <summary>How many accounts that hold something of it are under portfolio margin: they are in none of the other figures, whether the move would liquidate them or not.</summary>
    public int AccountsLeftOut { get; init; }
}
