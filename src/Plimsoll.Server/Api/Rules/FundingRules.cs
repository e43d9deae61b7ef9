using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Rules;

/// <summary>How the funding rate of a perpetual follows its premium.</summary>
/// <param name="Interval">Seconds between two settlements.</param>
/// <param name="Interest">Interest rate per interval.</param>
/// <param name="Damper">How far the interest may pull the premium.</param>
/// <param name="Cap">The largest rate either way, per interval.</param>
public sealed record FundingRules(DecimalText Interval, DecimalText Interest, DecimalText Damper, DecimalText Cap);
