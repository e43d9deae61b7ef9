using System.Globalization;
using System.Text.Json;
using Plimsoll.Host.Stream;
using Plimsoll.Server.Api.Events;
using Plimsoll.Server.Api.Responses;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.History;

/// <summary>A row for each record in which an administrator asked for something.</summary>
internal sealed class AuditRows(VenueApi api, int? actor) : HistoryRows
{
    private static readonly JsonSerializerOptions Json = ApiJson.Options(depth: 64);

    private readonly Dictionary<int, ApiKey> _keys = api.Keys.Keys.ToDictionary(key => key.Number);

    public override IReadOnlyList<string> Columns { get; } =
    ["sequence", "time", "actor", "key", "label", "asked", "changes", "code", "reason", "id"];

    protected override void Add(RecordView record, RowBuffer rows)
    {
        if ((actor is not null && record.Record.Actor != actor) || record.Record.ReadAsked() is not { Length: > 0 } asked)
            return;

        JsonSerializer.Serialize(rows.Begin(), Entry(record.Record, asked), Json);
        rows.End();
    }

    private AuditEntry Entry(in StreamRecord record, string asked)
    {
        var hasEffect = record.Code == 0;
        var key = _keys.GetValueOrDefault(record.Actor);
        return new(
            record.Sequence,
            new(record.At),
            record.Actor,
            key?.Id,
            key?.Label,
            asked,
            RulesDifference.Read(record.ReadChanges()),
            hasEffect ? null : record.Code,
            hasEffect ? null : RefusalKinds.Of(record.Code).Name,
            record.Created == 0 ? null : record.Created.ToString(CultureInfo.InvariantCulture)
        );
    }
}
