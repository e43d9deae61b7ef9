using Plimsoll.Server.Api.Rules;
using Plimsoll.Server.Api.Translation;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Proposes other rules of the venue. What is absent stays.</summary>
/// <param name="Rules">The rules; one that is absent stays.</param>
/// <param name="EffectiveAt">From when they hold; absent for the moment of the approval.</param>
public sealed record ChangeVenueRequest(VenueRules Rules, TimeText? EffectiveAt = null);
