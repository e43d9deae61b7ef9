using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Server.Api.Events;
using Plimsoll.Server.Api.Translation;

namespace Plimsoll.Server.Api.History.Liquidations;

/// <summary>A row for each liquidation of an account, where it began.</summary>
internal sealed class LiquidationRows(VenueApi api, AccountId account) : HistoryRows
{
    public override IReadOnlyList<string> Columns { get; } =
    [
        "sequence",
        "time",
        "account",
        "equity",
        "maintenance_margin",
        "net_liquidation_value",
        "outcome",
        "ended_at",
        "end_sequence",
        "equity_after",
        "maintenance_margin_after",
    ];

    public override async ValueTask AddAsync(RecordView record, RowBuffer rows, HistoryReading reading)
    {
        for (var at = -1; (at = EpisodeReader.StartIn(record, account, api.Names, at + 1)) >= 0; )
        {
            await AddAsync(record, at, rows, reading).ConfigureAwait(false);
        }
    }

    private async Task AddAsync(RecordView record, int place, RowBuffer rows, HistoryReading reading)
    {
        var started = record.Events[place].As<LiquidationStarted>();
        var json = rows.Begin();
        json.WriteStartObject();
        RecordWriter.WritePlace(json, record);
        json.WriteString("account", api.Names.Of(started.Account));
        json.WriteString("equity", api.Translator.Text(started.Equity).ToString());
        json.WriteString("maintenance_margin", api.Translator.Text(started.MaintenanceMargin).ToString());
        json.WriteString("net_liquidation_value", api.Translator.Text(started.NetLiquidationValue).ToString());
        var first = true;
        var records = EpisodeReader.RecordsAsync(api, record.Record.Sequence, EpisodeReader.MostRecords, reading);
        await foreach (var later in records.ConfigureAwait(false))
        {
            var end = EpisodeReader.EndIn(later, started.Account, first ? place : 0);
            first = false;
            if (end < 0)
                continue;

            var ended = later.Events[end].As<LiquidationEnded>();
            json.WriteString("outcome", EventTypes.NameOf(ended.Outcome));
            json.WriteString("ended_at", new TimeText(later.Record.At).ToString());
            json.WriteNumber("end_sequence", later.Record.Sequence);
            json.WriteString("equity_after", api.Translator.Text(ended.Equity).ToString());
            json.WriteString("maintenance_margin_after", api.Translator.Text(ended.MaintenanceMargin).ToString());
            break;
        }

        json.WriteEndObject();
        rows.End();
    }
}
