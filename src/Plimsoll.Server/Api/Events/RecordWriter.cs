using System.Text.Json;
using Plimsoll.Engine.Accounts;
using Plimsoll.Server.Api.Sockets.Channels;
using Plimsoll.Server.Api.Translation;

namespace Plimsoll.Server.Api.Events;

/// <summary>Writes records as a whole. One thread at a time.</summary>
internal sealed class RecordWriter(EventNames names, Translator translator)
{
    private readonly EventWriter _events = new(names, translator);

    /// <summary>What it writes for numbers.</summary>
    public EventNames Names => names;

    /// <summary>Who asked for what, and what became of it; the caller has opened the object.</summary>
    public void WriteHead(Utf8JsonWriter json, RecordView record)
    {
        var head = record.Record;
        json.WriteString("request", EventTypes.NameOf(head.Kind));
        if (names.OfKey(head.Actor) is { } key)
            json.WriteString("key", key);

        if (head.Code != 0)
        {
            json.WriteNumber("code", head.Code);
            json.WriteString("reason", RefusalKinds.Of(head.Code).Name);
        }
    }

    /// <summary>Sequence and time.</summary>
    public static void WritePlace(Utf8JsonWriter json, RecordView record)
    {
        json.WriteNumber("sequence", record.Record.Sequence);
        json.WriteString("time", new TimeText(record.Record.At).ToString());
    }

    /// <summary>The events of a channel, as a list.</summary>
    /// <returns>The accounts whose names the viewer may not see; good until the next.</returns>
    public IReadOnlySet<AccountId> WriteEvents(Utf8JsonWriter json, SharedRecord record, Channel channel, EventViewer viewer)
    {
        _events.Hidden.Clear();
        json.WriteStartArray();
        for (var i = 0; i < record.Concerns.Count; i++)
        {
            if (channel.Takes(record.Concerns[i], record.View.Events[i].Kind, viewer))
                _events.Write(json, record.View, i, viewer);
        }

        json.WriteEndArray();
        return _events.Hidden;
    }

    /// <summary>One event of a record as a value.</summary>
    public void WriteEvent(Utf8JsonWriter json, RecordView record, int place, EventViewer viewer) =>
        _events.Write(json, record, place, viewer);

    /// <summary>One event with its place, as a flat object.</summary>
    public void WriteRow(Utf8JsonWriter json, RecordView record, int place, EventViewer viewer)
    {
        json.WriteStartObject();
        WritePlace(json, record);
        _events.WriteMembers(json, record, place, viewer);
        json.WriteEndObject();
    }
}
