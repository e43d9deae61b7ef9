using Plimsoll.Server.Api.Events;

namespace Plimsoll.Server.Api.History;

/// <summary>A kind of history: which rows a record gives.</summary>
internal abstract class HistoryRows
{
    /// <summary>Columns of comma-separated values.</summary>
    public abstract IReadOnlyList<string> Columns { get; }

    /// <summary>What a cursor has to keep beside the record; empty for nothing.</summary>
    public virtual string Carried => "";

    /// <summary>Begins where a cursor stands, or where there was none.</summary>
    /// <param name="first">The first record that will be given.</param>
    /// <param name="carried">What the cursor kept; null for none.</param>
    /// <param name="cancellation">Ends it.</param>
    public virtual void Begin(long first, string? carried, CancellationToken cancellation) { }

    /// <summary>Adds the rows of a record.</summary>
    public abstract void Add(RecordView record, RowBuffer rows);
}
