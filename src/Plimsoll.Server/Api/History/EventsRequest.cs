namespace Plimsoll.Server.Api.History;

/// <summary>Asks for what happened in the whole venue, record by record.</summary>
/// <param name="From">Where to begin: a record's number, or a time; absent for the first that is kept.</param>
/// <param name="To">Where to end, that one included; absent for the latest.</param>
/// <param name="Account">Only records with events of this account; absent for all.</param>
/// <param name="Types">Only events of these types; absent for all, refused requests included.</param>
/// <param name="Limit">Rows of a page, 1 to 1,000; for csv and jsonl absent for all.</param>
/// <param name="After">The <c>next</c> of the page before, in the same order.</param>
/// <param name="Format">How it is sent.</param>
/// <param name="Order">Whether the oldest or the newest come first.</param>
public sealed record EventsRequest(
    string? From = null,
    string? To = null,
    string? Account = null,
    IReadOnlyList<string>? Types = null,
    int? Limit = null,
    string? After = null,
    HistoryFormat Format = HistoryFormat.Json,
    HistoryOrder Order = HistoryOrder.Oldest
);
