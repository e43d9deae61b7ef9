using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Pricing;

namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>Delta and vega of one of each option, remembered for the next account that holds it.</summary>
/// <remarks>An answer is taken only while everything that it was computed from is what it was; so remembering changes no bit of it.</remarks>
public sealed class OptionSensitivities
{
    private readonly Dictionary<string, Entry> _known = new(StringComparer.Ordinal);

    /// <summary>Delta and vega of one option; the delta averaged as a scheme says, if it says so.</summary>
    public (double Delta, double Vega) Of(BookOption option, OptionExpiryBook expiry, CompositeDelta? composite)
    {
        ArgumentNullException.ThrowIfNull(option);
        ArgumentNullException.ThrowIfNull(expiry);
        if (_known.TryGetValue(option.Name, out var known) && known.IsOf(option, expiry, composite))
            return (known.Delta, known.Vega);

        var (delta, vega) = Computed(option, expiry, composite);
        _known[option.Name] = new(option.Type, option.Strike, option.Volatility, expiry.Forward, expiry.Seconds, composite, delta, vega);
        return (delta, vega);
    }

    /// <summary>The same, computed.</summary>
    public static (double Delta, double Vega) Computed(BookOption option, OptionExpiryBook expiry, CompositeDelta? composite)
    {
        ArgumentNullException.ThrowIfNull(option);
        ArgumentNullException.ThrowIfNull(expiry);
        var greeks = Black76.Greeks(option.Type, expiry.Forward, option.Strike, option.Volatility, expiry.Years, 1);
        return (composite?.Of(option, expiry) ?? greeks.Delta, greeks.Vega);
    }

    private readonly record struct Entry(
        OptionType Type,
        double Strike,
        double Volatility,
        double Forward,
        double Seconds,
        CompositeDelta? Composite,
        double Delta,
        double Vega
    )
    {
        public bool IsOf(BookOption option, OptionExpiryBook expiry, CompositeDelta? composite) =>
            Volatility == option.Volatility
            && Forward == expiry.Forward
            && Seconds == expiry.Seconds
            && Strike == option.Strike
            && Type == option.Type
            && ReferenceEquals(Composite, composite);
    }
}
