using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Surfaces;

/// <summary>The options of one underlying at one expiry, as quoted.</summary>
/// <param name="Expiry">When they expire.</param>
/// <param name="Premium">Linear: premiums in the quote currency. Inverse: in coin, worth premium × forward at expiry.</param>
/// <param name="Future">What the future of the same expiry trades at; NaN for none.</param>
/// <param name="Quotes">In any order.</param>
public sealed record OptionChain(Timestamp Expiry, Payoff Premium, double Future, IReadOnlyList<OptionQuote> Quotes)
{
    private const double NanosecondsPerYear = 365.0 * 86_400 * 1e9;

    /// <summary>Years of 365 days from a moment to expiry; zero or less once expired.</summary>
    public double Years(Timestamp at) => (Expiry - at).Nanoseconds / NanosecondsPerYear;

    /// <summary>A premium in the quote currency at expiry.</summary>
    internal double Value(double premium, double forward) => Premium == Payoff.Inverse ? premium * forward : premium;
}
