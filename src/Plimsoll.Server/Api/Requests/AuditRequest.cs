using Plimsoll.Server.Api.Translation;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Lists what administrators did.</summary>
/// <param name="Limit">How many at most, 1 to 1,000.</param>
/// <param name="After">The record after which to go on; absent for the oldest that is kept.</param>
/// <param name="Actor">Only what the key of this number asked.</param>
/// <param name="From">Only from this time on.</param>
/// <param name="To">Only before this time.</param>
public sealed record AuditRequest(int Limit = 100, long? After = null, int? Actor = null, TimeText? From = null, TimeText? To = null);
