using Plimsoll.Server.Api.Translation;

namespace Plimsoll.Server.Api.Responses;

/// <summary>A change that was decided and waits for its time.</summary>
/// <param name="Change">Its number.</param>
/// <param name="EffectiveAt">When it takes effect.</param>
/// <param name="Rules">The rules as they will be.</param>
public sealed record ScheduledChange(int Change, TimeText EffectiveAt, ChangedRules Rules);
