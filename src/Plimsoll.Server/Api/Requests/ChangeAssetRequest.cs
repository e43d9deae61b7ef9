using Plimsoll.Server.Api.Rules;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Proposes other rules of an asset. What is absent stays.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="EffectiveAt">From when they hold; absent for the moment of the approval.</param>
/// <param name="Haircuts">How much of it does not count: all rungs.</param>
/// <param name="AccountCap">The amount beyond which nothing counts, for one account.</param>
/// <param name="VenueCap">The most that the venue takes in.</param>
/// <param name="ConversionDiscount">Taken off the index price when it is sold to cover a debt.</param>
public sealed record ChangeAssetRequest(
    string Asset,
    TimeText? EffectiveAt = null,
    IReadOnlyList<HaircutRules>? Haircuts = null,
    DecimalText? AccountCap = null,
    DecimalText? VenueCap = null,
    DecimalText? ConversionDiscount = null
);
