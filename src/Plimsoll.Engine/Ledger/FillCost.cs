using Plimsoll.Values;

namespace Plimsoll.Engine.Ledger;

/// <summary>The cost of a position: what a fill adds to it or releases of it.</summary>
/// <remarks>Source: docs/spec/0005-ledger.md (LEDG-003, LEDG-004).</remarks>
internal static class FillCost
{
    /// <summary>How a fill changes cost, and what it realises. The released cost is rounded up, so that profit never rounds in the account's favour.</summary>
    public static (Money CostChange, Money Realised) Split(Quantity held, Money cost, Quantity quantity, Money value)
    {
        if (held.Sign * quantity.Sign >= 0)
        {
            return (value, Money.Zero);
        }

        var heldSize = held.Abs().Units;
        var fillSize = quantity.Abs().Units;
        if (fillSize <= heldSize)
        {
            var released = fillSize == heldSize ? cost : new Money(ExactMath.MulDiv(cost.Units, fillSize, heldSize, Rounding.Ceiling));
            return (-released, -value - released);
        }

        var closing = new Money(ExactMath.MulDiv(value.Units, heldSize, fillSize, Rounding.Floor));
        return (value - closing - cost, -closing - cost);
    }
}
