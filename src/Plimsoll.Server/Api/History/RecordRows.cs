using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Server.Api.Events;

namespace Plimsoll.Server.Api.History;

/// <summary>A row for each record of the venue, with the events that are asked for.</summary>
internal sealed class RecordRows(VenueApi api, AccountId? account, IReadOnlySet<EventKind>? kinds) : HistoryRows
{
    private readonly RecordWriter _writer = new(api.Names, api.Translator);

    public override IReadOnlyList<string> Columns { get; } = ["sequence", "time", "request", "key", "code", "reason", CsvRow.Whole];

    protected override void Add(RecordView record, RowBuffer rows)
    {
        var isFiltered = account is not null || kinds is not null;
        if (isFiltered && !Any(record))
            return;

        var json = rows.Begin();
        json.WriteStartObject();
        RecordWriter.WritePlace(json, record);
        _writer.WriteHead(json, record);
        json.WriteStartArray("events");
        for (var i = 0; i < record.Events.Count; i++)
        {
            if (IsMeant(record, i))
                _writer.WriteEvent(json, record, i, EventViewer.Everything);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        rows.End();
    }

    private bool Any(RecordView record)
    {
        for (var i = 0; i < record.Events.Count; i++)
        {
            if (IsMeant(record, i))
                return true;
        }

        return false;
    }

    private bool IsMeant(RecordView record, int place) =>
        kinds?.Contains(record.Events[place].Kind) != false
        && (account is not { } whose || EventConcern.Of(record.Events[place], record).Concerns(whose, api.Names));
}
