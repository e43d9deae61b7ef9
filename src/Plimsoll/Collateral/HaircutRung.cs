using Plimsoll.Values;

namespace Plimsoll.Collateral;

/// <summary>One rung of a haircut ladder.</summary>
/// <param name="UpTo">The amount, in the asset's units, up to which the haircut holds; counted from the previous rung.</param>
/// <param name="Haircut">The share that does not count within this rung.</param>
public readonly record struct HaircutRung(Money UpTo, Haircut Haircut);
