using Plimsoll.Numerics;
using Plimsoll.Pricing;

namespace Plimsoll.Margin.ValueAtRisk;

/// <summary>A position as risk sees it: valued again, in full, after each move of its risk factors.</summary>
/// <remarks>docs/spec/0018-value-at-risk.md (VARR-010). Pure; does not allocate.</remarks>
/// <param name="Quantity">Signed units: long above zero.</param>
/// <param name="PriceFactor">The risk factor whose moves are changes of log price.</param>
/// <param name="Price">Today's price of one unit, or of the forward for an option; above zero.</param>
/// <param name="Option">The option on it; null for the unit itself, a linear future or perpetual.</param>
public sealed record RiskPosition(double Quantity, int PriceFactor, double Price, RiskOption? Option = null)
{
    /// <summary>The position's value now: of an option its premium, of anything else its notional, signed.</summary>
    public double Value => Quantity * Unit(Price, 1, 0);

    /// <summary>What the position loses when the factors move; negative for a gain.</summary>
    /// <param name="moves">The change of the logarithm of every risk factor.</param>
    /// <param name="horizonYears">How much nearer expiry is then; an option that expires before is worth its payoff.</param>
    public double Loss(ReadOnlySpan<double> moves, double horizonYears) => Loss(moves, horizonYears, Unit(Price, 1, 0));

    /// <summary>The loss, for a caller who keeps today's value of one unit.</summary>
    internal double Loss(ReadOnlySpan<double> moves, double horizonYears, double unitNow)
    {
        var price = Price * DeterministicMath.Exp(moves[PriceFactor]);
        var volatilityGrowth = Option is { VolatilityFactor: >= 0 and var factor } ? DeterministicMath.Exp(moves[factor]) : 1;
        return Quantity * (unitNow - Unit(price, volatilityGrowth, horizonYears));
    }

    /// <summary>The value of one unit at a price, with volatility grown by a factor.</summary>
    internal double Unit(double price, double volatilityGrowth, double laterYears) =>
        Option is { } option
            ? Black76.Price(
                option.Type,
                price,
                option.Strike,
                option.Volatility * volatilityGrowth,
                Math.Max(0, option.Years - laterYears),
                option.DiscountFactor
            )
            : price;
}
