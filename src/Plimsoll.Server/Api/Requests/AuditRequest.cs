using Plimsoll.Server.Api.History;
using Plimsoll.Server.Api.Translation;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Lists what administrators did.</summary>
/// <param name="Limit">How many at most, 1 to 1,000.</param>
/// <param name="After">The <c>next</c> of the page before, in the same order: a record's number; absent for the first page.</param>
/// <param name="Actor">Only what the key of this number asked.</param>
/// <param name="From">Only from this time on.</param>
/// <param name="To">Only before this time.</param>
/// <param name="Order">Whether the oldest or the newest come first.</param>
public sealed record AuditRequest(
    int Limit = 100,
    string? After = null,
    int? Actor = null,
    TimeText? From = null,
    TimeText? To = null,
    HistoryOrder Order = HistoryOrder.Oldest
);
