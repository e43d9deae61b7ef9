namespace Plimsoll.Server.Api.History;

/// <summary>From which end a list of what happened is read.</summary>
public enum HistoryOrder
{
    /// <summary>The oldest first; the last page grows.</summary>
    Oldest,

    /// <summary>The newest first; pages go back in time.</summary>
    Newest,
}
