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
        var pull = Math.Clamp(parameters.Interest.Nano - premium.Nano, -parameters.Damper.Nano, parameters.Damper.Nano);
        return new(Math.Clamp(premium.Nano + pull, -parameters.Cap.Nano, parameters.Cap.Nano));
    }
}
