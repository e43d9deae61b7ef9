using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Host.Stream;
using Plimsoll.Server.Api.Sockets.Channels;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Events;

/// <summary>A record of the stream, read once for all connections: its events, whom they concern, and how they are written for each channel. Never changed once it is made, but for forms that are added.</summary>
internal sealed class SharedRecord
{
    private static readonly JsonWriterOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly EventConcern[] _concerns;
    private Form? _forms;

    /// <summary>Reads a record.</summary>
    /// <exception cref="EventFormatException">It is of another version of the program.</exception>
    public SharedRecord(StreamRecord record, Rate band)
    {
        View = new(band, new(record.Size));
        View.Load(record);
        _concerns = new EventConcern[View.Events.Count];
        for (var i = 0; i < _concerns.Length; i++)
        {
            _concerns[i] = EventConcern.Of(View, i);
        }
    }

    public long Sequence => View.Record.Sequence;

    /// <summary>About how much memory it takes with a few forms, in bytes.</summary>
    public long Weight => 1_024 + (8L * View.Record.Size);

    public RecordView View { get; }

    /// <summary>Whom each event concerns.</summary>
    public IReadOnlyList<EventConcern> Concerns => _concerns;

    /// <summary>Whether a channel has any of its events.</summary>
    public bool IsIn(Channel channel, EventViewer viewer)
    {
        for (var i = 0; i < _concerns.Length; i++)
        {
            if (channel.Takes(_concerns[i], View.Events[i].Kind, viewer))
                return true;
        }

        return false;
    }

    /// <summary>Its events in a channel as a list in JSON, written once for all who see the same.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="viewer">Whose eyes they are for.</param>
    /// <param name="writer">The caller's own.</param>
    public ReadOnlyMemory<byte> EventsOf(Channel channel, EventViewer viewer, RecordWriter writer)
    {
        // An account's own channel is his who may read its name.
        if (!viewer.IsWhole && channel.Margined is not null)
            return Write(channel, viewer, writer).Json;

        var form = Find(channel, viewer.IsWhole) ?? Add(channel, viewer.IsWhole ? EventViewer.Everything : EventViewer.Stranger, writer);
        // Whoever may read a name that strangers may not has a form of his own; kept by nobody.
        return viewer.IsWhole || !form.Hidden.Any(each => viewer.Sees(each, writer.Names))
            ? form.Json
            : Write(channel, viewer, writer).Json;
    }

    private Form? Find(Channel channel, bool isWhole)
    {
        for (var form = Volatile.Read(ref _forms); form is not null; form = form.Next)
        {
            if (form.IsWhole == isWhole && form.Channel == channel.Name)
                return form;
        }

        return null;
    }

    /// <summary>Two that come at once may both write it: it says the same.</summary>
    private Form Add(Channel channel, EventViewer viewer, RecordWriter writer)
    {
        var form = Write(channel, viewer, writer);
        while (true)
        {
            form.Next = Volatile.Read(ref _forms);
            if (Interlocked.CompareExchange(ref _forms, form, form.Next) == form.Next)
                return form;
        }
    }

    private Form Write(Channel channel, EventViewer viewer, RecordWriter writer)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, Plain);
        var hidden = writer.WriteEvents(json, this, channel, viewer);
        json.Flush();
        return new(channel.Name, viewer.IsWhole, buffer.WrittenSpan.ToArray(), [.. hidden]);
    }

    private sealed record Form(string Channel, bool IsWhole, ReadOnlyMemory<byte> Json, AccountId[] Hidden)
    {
        public Form? Next { get; set; }
    }
}
