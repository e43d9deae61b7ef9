using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Margin.Schedules;

/// <summary>Between units of one contract and the decimal numbers in which formulas are written.</summary>
/// <remarks>There exactly, back with one rounding. What would be more than 10^28 is 10^28: ten times all that an asset may have, and asked of nobody who could pay it.</remarks>
internal readonly struct RealScale(Contract contract)
{
    private const decimal Most = 10_000_000_000_000_000_000_000_000_000m;

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
        amount <= 0 ? Money.Zero
        : amount >= Most / Power(contract.SettlementDecimals) ? MarginSchedule.MostRequired
        : new((Int128)decimal.Ceiling(amount * Power(contract.SettlementDecimals)));

    /// <summary>The same of a number that no decimal need hold.</summary>
    public Money Required(ExactFraction amount)
    {
        var units = amount * ExactFraction.PowerOfTen(contract.SettlementDecimals);
        return units.Sign <= 0 ? Money.Zero
            : units > Most ? MarginSchedule.MostRequired
            : new((Int128)units.Ceiling());
    }

    /// <summary>A product of numbers that are not negative.</summary>
    public static decimal Product(decimal left, decimal right) => right > 1 && left > Most / right ? Most : Math.Min(Most, left * right);

    private static decimal Power(int exponent) => ExactMath.PowerOfTen(exponent);
}
