using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>The price at which a position has lost its share of the account's net liquidation value.</summary>
/// <remarks>Not unique in a cross account: NLV is shared among positions by maintenance margin. Source: docs/spec/0004-margin.md (MARG-032, MARG-033).</remarks>
public static class BankruptcyPrice
{
    /// <summary>The price for a position that may lose <paramref name="share"/> in its settlement asset.</summary>
    /// <param name="contract">The instrument.</param>
    /// <param name="quantity">Signed position, not zero.</param>
    /// <param name="mark">Its mark price.</param>
    /// <param name="share">Its share of NLV, in the settlement asset; below zero when the account is under water.</param>
    /// <returns>The price, rounded up for a long and down for a short; <c>default</c> when there is none.</returns>
    public static Price Of(Contract contract, Quantity quantity, Price mark, Money share)
    {
        ArgumentNullException.ThrowIfNull(contract);
        var value = contract.Value(quantity, mark, Rounding.Floor) - share;
        return contract.PriceAtValue(quantity, value, quantity.Sign > 0 ? Rounding.Ceiling : Rounding.Floor);
    }

    /// <summary>A position's share of NLV by maintenance margin, all in the numeraire, rounded down.</summary>
    public static Money ShareOf(Money netLiquidationValue, Money ownMaintenance, Money allMaintenance) =>
        allMaintenance.IsZero
            ? netLiquidationValue
            : new(ExactMath.MulDivWide(netLiquidationValue.Units, ownMaintenance.Units, allMaintenance.Units, Rounding.Floor));
}
