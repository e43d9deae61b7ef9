namespace Plimsoll.Server.Api.History;

/// <summary>How a history is sent.</summary>
public enum HistoryFormat
{
    /// <summary>A page of JSON.</summary>
    Json,

    /// <summary>All rows as comma-separated values.</summary>
    Csv,

    /// <summary>All rows as JSON, one to a line.</summary>
    Jsonl,
}
