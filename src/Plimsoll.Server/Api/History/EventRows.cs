using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Server.Api.Events;

namespace Plimsoll.Server.Api.History;

/// <summary>A row for each event that concerns an account.</summary>
internal sealed class EventRows(VenueApi api, AccountId account, IReadOnlySet<EventKind>? kinds, EventViewer viewer) : HistoryRows
{
    private readonly RecordWriter _writer = new(api.Names, api.Translator);

    public override IReadOnlyList<string> Columns { get; } = ["sequence", "time", "type", CsvRow.Whole];

    protected override void Add(RecordView record, RowBuffer rows)
    {
        for (var i = 0; i < record.Events.Count; i++)
        {
            var view = record.Events[i];
            if (kinds?.Contains(view.Kind) == false || !EventConcern.Of(view, record).Concerns(account, api.Names))
                continue;

            _writer.WriteRow(rows.Begin(), record, i, viewer);
            rows.End();
        }
    }
}
