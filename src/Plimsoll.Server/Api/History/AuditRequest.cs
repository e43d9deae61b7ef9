namespace Plimsoll.Server.Api.History;

/// <summary>Asks for what administrators did.</summary>
/// <param name="From">Where to begin: a record's number, or a time; absent for the first that is kept.</param>
/// <param name="To">Where to end, that one included; absent for the latest.</param>
/// <param name="Actor">Only what the key of this number asked; absent for all.</param>
/// <param name="Limit">Rows of a page, 1 to 1,000; for csv and jsonl absent for all.</param>
/// <param name="After">The <c>next</c> of the page before, in the same order.</param>
/// <param name="Format">How it is sent.</param>
/// <param name="Order">Whether the oldest or the newest come first.</param>
public sealed record AuditRequest(
    string? From = null,
    string? To = null,
    int? Actor = null,
    int? Limit = null,
    string? After = null,
    HistoryFormat Format = HistoryFormat.Json,
    HistoryOrder Order = HistoryOrder.Oldest
);
