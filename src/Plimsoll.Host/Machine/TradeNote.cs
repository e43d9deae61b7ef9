using Plimsoll.Values;

namespace Plimsoll.Host.Machine;

/// <summary>What stood beside a trade when it was booked: the engine books what the matching engine says, and this lets an operator see what is strange in it.</summary>
/// <param name="Price">The trade's price.</param>
/// <param name="Mark">The instrument's mark then; zero for none.</param>
/// <param name="NamesUnknownOrder">Whether it named an order that was not open then, or not on that side of that account and instrument: the order was left as it is.</param>
/// <param name="IsOption">Whether an option was traded: its price moves by multiples where others move by parts.</param>
public readonly record struct TradeNote(Price Price, Price Mark, bool NamesUnknownOrder, bool IsOption)
{
    /// <summary>Whether the price is further from the mark than a share of it. Never for options, and without a mark.</summary>
    /// <param name="band">The share; zero for no band.</param>
    public bool IsBeyond(Rate band)
    {
        if (band.Nano <= 0 || Mark.Units <= 0 || IsOption)
            return false;

        return (Int128)Math.Abs(Price.Units - Mark.Units) * Rate.NanoPerOne > (Int128)Mark.Units * band.Nano;
    }
}
