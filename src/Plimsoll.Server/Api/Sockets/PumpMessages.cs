using System.Text.Json;
using Plimsoll.Host;
using Plimsoll.Server.Api.Events;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Sockets;

/// <summary>Spells out what a pump tells. One thread at a time; what it gives out holds until the next.</summary>
internal sealed class PumpMessages(VenueApi api) : IDisposable
{
    private readonly AnswerWriter _writer = new();
    private readonly RecordWriter _records = new(api.Names, api.Translator);

    public ReadOnlyMemory<byte> Error(RequestId id, Problem problem) => _writer.Error(id, problem, "");

    /// <summary>The channels that are followed now.</summary>
    public ReadOnlyMemory<byte> Channels(RequestId id, IEnumerable<string> names) =>
        _writer.Result(id, new SubscribedResponse([.. names]), api.Json);

    /// <summary>The state of a channel, and after which record.</summary>
    public (ReadOnlyMemory<byte> Message, long Sequence) Snapshot(Subscription subscription, EventViewer viewer)
    {
        var (write, sequence, now) = api.Host.Read(
            (subscription.Channel, api, viewer),
            static (machine, ask) => (ask.Channel.Snapshot(machine, ask.api, ask.viewer), machine.Sequence, machine.Now)
        );
        var message = _writer.Notice(
            "snapshot",
            (subscription.Channel.Name, write, sequence, now),
            static (json, state) =>
            {
                Head(json, state.Name, state.sequence, state.now);
                json.WriteStartObject("state");
                state.write(json);
                json.WriteEndObject();
            }
        );
        return (message, sequence);
    }

    /// <summary>What a record changed in a channel; nothing when it changed nothing.</summary>
    public bool TryDelta(Subscription subscription, SharedRecord record, EventViewer viewer, out ReadOnlyMemory<byte> message)
    {
        var channel = subscription.Channel;
        message = default;
        if (!channel.IsWhole && !record.IsIn(channel, viewer))
            return false;

        message = _writer.Notice(
            "event",
            (Me: this, subscription, record.View, Events: record.EventsOf(channel, viewer, _records)),
            static (json, state) =>
            {
                var channel = state.subscription.Channel;
                Head(json, channel.Name, state.View.Record.Sequence, state.View.Record.At);
                json.WriteNumber("previous", state.subscription.Previous);
                if (channel.IsWhole)
                    state.Me._records.WriteHead(json, state.View);

                json.WritePropertyName("events");
                json.WriteRawValue(state.Events.Span, skipInputValidation: true);
            }
        );
        return true;
    }

    /// <summary>The margin of the subscription's account, when it is not as it was told last.</summary>
    public bool TryMargin(Subscription subscription, TimeSpan moment, out ReadOnlyMemory<byte> message, out long sequence)
    {
        var upTo = subscription.Next - 1;
        var (state, now) = api.Margins.Of(subscription.Channel.Margined!.Value, upTo, subscription.MarginOf, moment);
        // Of what came since that look it says nothing: it is looked at again.
        (subscription.IsMarginOld, subscription.MarginOf) = (state.Sequence < upTo, state.Sequence);
        // The machine may be ahead of what was told: whoever goes on from behind this message would miss that.
        (message, sequence) = (default, Math.Min(state.Sequence, upTo));
        if (state.IsAs(subscription.Margin))
            return false;

        subscription.Margin = state;
        message = _writer.Notice(
            "margin",
            (subscription.Channel.Name, sequence, state, now, api),
            static (json, told) =>
            {
                Head(json, told.Name, told.sequence, told.now);
                told.state.Write(json, told.api);
            }
        );
        return true;
    }

    /// <summary>The server is there; and up to which record all of each channel has been told, though nothing may have happened in it.</summary>
    public ReadOnlyMemory<byte> Heartbeat(IReadOnlyList<Subscription> subscriptions) =>
        _writer.Notice(
            "heartbeat",
            (api, subscriptions),
            static (json, state) =>
            {
                json.WriteNumber("sequence", state.api.Host.Events.LastSequence);
                json.WriteString("time", new TimeText(new Timestamp(state.api.Clock.Now().Nanoseconds)).ToString());
                json.WriteStartArray("channels");
                foreach (var subscription in state.subscriptions)
                {
                    json.WriteStartObject();
                    json.WriteString("channel", subscription.Channel.Name);
                    json.WriteNumber("sequence", subscription.Next - 1);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }
        );

    /// <summary>A channel is not followed any more.</summary>
    public ReadOnlyMemory<byte> Ended(string channel, Problem problem) =>
        _writer.Notice(
            "unsubscribed",
            (Me: this, channel, problem),
            static (json, state) =>
            {
                json.WriteString("channel", state.channel);
                json.WritePropertyName("problem");
                state.Me._writer.WriteProblem(state.problem, "");
            }
        );

    public void Dispose() => _writer.Dispose();

    private static void Head(Utf8JsonWriter json, string channel, long sequence, Timestamp at)
    {
        json.WriteString("channel", channel);
        json.WriteNumber("sequence", sequence);
        json.WriteString("time", new TimeText(at).ToString());
    }
}
