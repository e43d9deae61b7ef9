using Plimsoll.Pricing;

namespace Plimsoll.Formats.Models;

/// <summary>What an option is on.</summary>
/// <param name="Right">Call or put.</param>
/// <param name="Strike">The strike.</param>
/// <param name="IsInverse">Whether premium and margin are in the underlying coin.</param>
public sealed record OptionTerms(OptionType Right, decimal Strike, bool IsInverse);
