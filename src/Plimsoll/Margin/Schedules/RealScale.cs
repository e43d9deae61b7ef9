using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Margin.Schedules;

/// <summary>Between units of one contract and the decimal numbers in which formulas are written.</summary>
/// <remarks>There exactly, back with one rounding. Numbers that no decimal carries overflow, and say so.</remarks>
internal readonly struct RealScale(Contract contract)
{
    /// <summary>Whether value runs with one over the price.</summary>
    public bool IsInverse => contract.IsInverse;

    public decimal Of(Quantity quantity) => quantity.Units / Power(contract.Parameters.QuantityDecimals);

    public decimal Of(Price price) => price.Units / Power(contract.Parameters.PriceDecimals);

    public decimal Of(Money amount) => (decimal)amount.Units / Power(contract.SettlementDecimals);

    /// <summary>Size in the underlying: contracts times multiplier; for inverse contracts what they are worth in the settlement coin.</summary>
    public decimal Size(Quantity quantity, Price price) =>
        contract.IsInverse
            ? Of(contract.Notional(quantity, price))
            : Product(Of(quantity.Abs()), contract.Parameters.Multiplier / Power(contract.Parameters.MultiplierDecimals));

    /// <summary>An amount that is asked for: rounded up, never negative.</summary>
    public Money Required(decimal amount) =>
        amount <= 0 ? Money.Zero : new((Int128)decimal.Ceiling(amount * Power(contract.SettlementDecimals)));

    /// <summary>The product, or the largest number there is: no position that anybody can hold is as large.</summary>
    private static decimal Product(decimal quantity, decimal multiplier) =>
        multiplier > 1 && quantity > decimal.MaxValue / multiplier ? decimal.MaxValue : quantity * multiplier;

    private static decimal Power(int exponent) => ExactMath.PowerOfTen(exponent);
}
