using System.Numerics;
using Plimsoll.Values;

namespace Plimsoll.Funding;

/// <summary>The funding rate of an interval from its average premium.</summary>
/// <remarks>F = clamp(P + clamp(I − P, ±damper), ±cap). Above zero longs pay shorts. Source: docs/spec/0009-funding-settlement.md (FUND-001, FUND-003).</remarks>
public static class FundingRule
{
    /// <summary>Computes the rate. Pure.</summary>
    /// <param name="premium">Average premium of the interval.</param>
    /// <param name="parameters">Interest, damper and cap.</param>
    public static Rate Compute(Rate premium, FundingParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var pulled = PulledToInterest(premium.Nano, parameters.Interest.Nano, parameters.Damper.Nano);
        return new(Math.Clamp(pulled, -parameters.Cap.Nano, parameters.Cap.Nano));
    }

    /// <summary>The rate before its cap: P + clamp(I − P, ±damper), in whatever exact number the caller counts.</summary>
    /// <param name="premium">Average premium, of the same period as the interest.</param>
    /// <param name="interest">Interest rate.</param>
    /// <param name="damper">How far the interest may pull the premium, not negative.</param>
    public static T PulledToInterest<T>(T premium, T interest, T damper)
        where T : INumber<T> => checked(premium + T.Clamp(interest - premium, -damper, damper));
}
