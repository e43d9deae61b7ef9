using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Rules;

/// <summary>One rung of a haircut ladder.</summary>
/// <param name="Haircut">The share that does not count, 0 to 1.</param>
/// <param name="UpTo">The amount up to which it holds, from the rung before; absent in the last for any amount.</param>
public sealed record HaircutRules(DecimalText Haircut, DecimalText? UpTo = null);
