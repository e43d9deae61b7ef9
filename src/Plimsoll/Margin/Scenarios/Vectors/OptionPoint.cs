using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Pricing;

namespace Plimsoll.Margin.Scenarios.Vectors;

/// <summary>What one option is priced with beside its expiry, as a value.</summary>
/// <param name="Type">Call or put.</param>
/// <param name="Strike">Above zero.</param>
/// <param name="Volatility">Implied, per root of a year, not negative.</param>
/// <param name="CoinPrice">What the coin in which it pays is worth; see <see cref="BookOption.CoinPrice"/>.</param>
internal readonly record struct OptionPoint(OptionType Type, double Strike, double Volatility, double? CoinPrice)
{
    public static implicit operator OptionPoint(BookOption option) => new(option.Type, option.Strike, option.Volatility, option.CoinPrice);
}
