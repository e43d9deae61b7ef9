using Plimsoll.Pricing;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Rules;

/// <summary>What makes an instrument an option.</summary>
/// <param name="OptionType">Call or put.</param>
/// <param name="Strike">The strike, in the index's currency.</param>
public sealed record OptionRules(OptionType OptionType, DecimalText Strike);
