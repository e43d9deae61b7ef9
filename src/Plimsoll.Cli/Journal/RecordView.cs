using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Formats.Shapes;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Recovery;
using Plimsoll.Journal;
using Plimsoll.Simulation.MarketData;
using Plimsoll.Values;

namespace Plimsoll.Cli.Journal;

/// <summary>A record of a journal, as it is shown.</summary>
internal sealed class RecordView
{
    private static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly HostEntry _entry;

    private RecordView(long sequence, Timestamp time, HostEntry entry) => (Sequence, Time, _entry) = (sequence, time, entry);

    public const string CsvHead = "sequence,time,actor,kind,idempotency_key,type,labels,fields,left_out,key";

    public long Sequence { get; }

    public Timestamp Time { get; }

    public EntryKind Kind => _entry.Kind;

    /// <summary>The command's name; null when it has none.</summary>
    public string? Command => _entry.Command?.GetType().Name;

    /// <summary>The version that began to write here; null for other records.</summary>
    public string? Version => _entry.Kind is EntryKind.Started or EntryKind.StartedFormerly ? PrintableText.Of(_entry.Labels[0]) : null;

    /// <summary>Who knows names and decimals; null for the engine's own numbers and units.</summary>
    public JournalNames? Names { get; init; }

    /// <summary>Why an operator has left it out; null when nobody has.</summary>
    public string? LeftOut { get; init; }

    /// <exception cref="EntryFormatException">It holds no entry.</exception>
    public static RecordView Of(
        scoped JournalRecord record,
        EntryDecoder decoder,
        IReadOnlyList<SkippedRecord>? skips = null,
        JournalNames? names = null
    )
    {
        var sequence = record.Sequence;
        return new(sequence, new(record.Time), decoder.Decode(record.Payload))
        {
            Names = names,
            LeftOut = skips?.FirstOrDefault(skip => skip.Sequence == sequence)?.Reason,
        };
    }

    /// <summary>Whether it is what the user asked for: a kind of record, or a command.</summary>
    public bool Is(string kind) =>
        Plain(_entry.Kind.ToString()) == Plain(kind) || (Command is { } command && Plain(command) == Plain(kind));

    /// <summary>The kinds that can be asked for.</summary>
    public static IEnumerable<string> Kinds =>
        Enum.GetNames<EntryKind>()
            .Where(name => name != nameof(EntryKind.None))
            .Concat(typeof(Engine.Commands.Command).Assembly.GetTypes().Where(IsCommand).Select(type => type.Name))
            .Distinct(StringComparer.Ordinal)
            .Select(FieldTree.Name)
            .Order(StringComparer.Ordinal);

    /// <summary>The kind among <see cref="Kinds"/>; null with advice when there is none.</summary>
    public static string? Problem(string kind) =>
        Kinds.Any(each => Plain(each) == Plain(kind))
            ? null
            : $"--kind: expected a kind of record or command; found \"{PrintableText.Of(kind)}\". {Nearest.Advice(kind, Kinds)}".TrimEnd();

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["sequence"] = Sequence,
            ["time"] = FieldTree.Of(Time),
            ["actor"] = _entry.Actor,
        };
        if (Names?.OfKey(_entry.Actor) is { } asker)
            json["key"] = asker;

        json["kind"] = FieldTree.Name(_entry.Kind.ToString());
        if (_entry.IdempotencyKey is { } key)
            json["idempotency_key"] = key;

        if (_entry.Labels.Count > 0)
            json["labels"] = new JsonArray([.. _entry.Labels.Select(label => (JsonNode)label)]);

        if (LeftOut is { } reason)
            json["left_out"] = reason;

        if (_entry.Kind == EntryKind.LabelledOrder)
            json["account"] = Names is null ? _entry.Account.Value : Names.Of(_entry.Account);

        AddOwn(json);
        if (_entry.Command is { } command)
            json["command"] = new FieldTree(Names).Of(command, Sequence);

        return json;
    }

    public string ToJsonLine() => ToJson().ToJsonString(Compact);

    /// <summary>One line for people: number, time, who, what.</summary>
    public string ToText()
    {
        var text = new StringBuilder(
            $"{Sequence, 9}  {FieldTree.Of(Time)}  {Names?.OfKey(_entry.Actor) ?? $"actor {_entry.Actor}", -12} {FieldTree.Name(_entry.Kind.ToString())}"
        );
        foreach (var (name, value) in ToJson())
        {
            if (name is "sequence" or "time" or "actor" or "key" or "kind")
                continue;

            if (name == "command" && value is JsonObject command)
                Add(text, command);
            else
                text.Append(' ').Append(name).Append('=').Append(Text(value));
        }

        return text.ToString();
    }

    public string ToCsv()
    {
        var json = ToJson();
        var fields = json["command"] as JsonObject;
        fields?.Remove("type");
        string[] cells =
        [
            Text(json["sequence"]),
            Text(json["time"]),
            Text(json["actor"]),
            Text(json["kind"]),
            _entry.IdempotencyKey ?? "",
            Command ?? "",
            string.Join(' ', _entry.Labels),
            fields?.ToJsonString(Compact) ?? "",
            LeftOut ?? "",
            json["key"] is { } key ? Text(key) : "",
        ];
        return string.Join(',', cells.Select(Cell));
    }

    private static void Add(StringBuilder text, JsonObject command)
    {
        foreach (var (name, value) in command)
        {
            text.Append(' ').Append(name == "type" ? Text(value) : $"{name}={Text(value)}");
        }
    }

    private void AddOwn(JsonObject json)
    {
        switch (_entry.Kind)
        {
            case EntryKind.Note:
                json["note_bytes"] = _entry.Note.Length;
                break;
            case EntryKind.Approval or EntryKind.Withdrawal:
                json["proposal"] = _entry.Subject;
                break;
            case EntryKind.Skipped:
                json["of_record"] = _entry.Subject;
                break;
            case EntryKind.Restored:
                json["given_up_from"] = _entry.Subject;
                if (_entry.GivenUpTo >= _entry.Subject)
                    json["given_up_to"] = _entry.GivenUpTo;

                break;
            case EntryKind.Started or EntryKind.StartedFormerly:
                json["event_hash"] = Convert.ToHexStringLower(_entry.Note.Span);
                break;
            case EntryKind.Witness or EntryKind.WitnessFormerly:
                json["of_record"] = _entry.Subject;
                json["event_hash"] = Convert.ToHexStringLower(_entry.Note.Span);
                break;
        }
    }

    private static string Text(JsonNode? value) =>
        PrintableText.Of(
            value is JsonValue single && single.TryGetValue<string>(out var text) ? text : value?.ToJsonString(Compact) ?? "none"
        );

    private static string Cell(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static bool IsCommand(Type type) => type.IsSubclassOf(typeof(Engine.Commands.Command));

    private static string Plain(string kind) =>
        kind.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
}
