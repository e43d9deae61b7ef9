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
    /// <param name="first">The first record that will be given; going back, the one after the first.</param>
    /// <param name="carried">What the cursor kept; null for none.</param>
    /// <param name="reading">How it reads what it needs.</param>
    public virtual Task BeginAsync(long first, string? carried, HistoryReading reading) => Task.CompletedTask;

    /// <summary>Goes back before a stretch whose records are given next: the one that ends where the last one began, or the same again.</summary>
    public virtual Task GoBackAsync(long first, long last, HistoryReading reading) => Task.CompletedTask;

    /// <summary>What a cursor has to keep that goes on before a record of the stretch given last.</summary>
    public virtual Task<string> CarriedBackAsync(long seen, HistoryReading reading) => Task.FromResult("");

    /// <summary>Adds the rows of a record.</summary>
    public virtual ValueTask AddAsync(RecordView record, RowBuffer rows, HistoryReading reading)
    {
        Add(record, rows);
        return default;
    }

    /// <summary>Adds the rows of a record, for which no other has to be read.</summary>
    protected virtual void Add(RecordView record, RowBuffer rows) { }
}
