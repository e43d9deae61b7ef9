using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Pricing;

namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>The delta of an option averaged over where its forward may be after a while: what spreads between months and products are formed from.</summary>
/// <remarks>
/// Σ w_k · (δ(F + k) + δ(F − k)) ÷ Σ of the weights, k in equal steps from nothing to the price range, after some days have passed, volatility as it is. A future's
/// is one. Source: SPAN composite delta, which is a probability-weighted estimate of the delta one day ahead (CME Clearing, advisory SPAN 04-06) over the seven
/// prices of the risk array.
/// </remarks>
/// <param name="Range">The price range, above zero: in units of the price, or a share of the forward.</param>
/// <param name="Weights">At the middle, then outward at each step on either side; the last at the whole range. At least one, not negative, not all zero.</param>
/// <param name="Days">Days that pass, not negative.</param>
public sealed record CompositeDelta(double Range, IReadOnlyList<double> Weights, double Days)
{
    /// <summary>Whether the range is a share of the forward rather than an amount.</summary>
    public bool IsRelative { get; init; }

    /// <summary>The delta of one option, on its forward.</summary>
    public double Of(BookOption option, OptionExpiryBook expiry)
    {
        ArgumentNullException.ThrowIfNull(option);
        ArgumentNullException.ThrowIfNull(expiry);
        var years = Math.Max(0, expiry.Years - (Days * RiskBook.SecondsOfDay / RiskBook.SecondsOfYear));
        var range = IsRelative ? Range * expiry.Forward : Range;
        double At(double move) =>
            Black76.Greeks(option.Type, Math.Max(0, expiry.Forward + move), option.Strike, option.Volatility, years, 1).Delta;

        var (sum, weights) = (Weights[0] * At(0), Weights[0]);
        for (var step = 1; step < Weights.Count; step++)
        {
            var move = range * step / (Weights.Count - 1);
            sum += Weights[step] * (At(move) + At(-move));
            weights += 2 * Weights[step];
        }

        return sum / weights;
    }
}
