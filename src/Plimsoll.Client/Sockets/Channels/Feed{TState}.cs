using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Threading.Channels;
using Plimsoll.Client.Events;

namespace Plimsoll.Client;

/// <summary>A subscription with the buffer of its reader.</summary>
internal sealed class Feed<TState> : Feed
{
    private readonly ChannelName<TState> _channel;
    private readonly Channel<ChannelMessage<TState>> _buffer;
    private readonly int _capacity;

    // The latest margin that found no room: only the latest matters.
    private ChannelMargin<TState>? _lateMargin;

    public Feed(ChannelName<TState> channel, long? next, int capacity)
        : base(channel.Text, next)
    {
        (_channel, _capacity) = (channel, capacity);
        _buffer = Channel.CreateBounded<ChannelMessage<TState>>(new BoundedChannelOptions(capacity) { SingleReader = true });
    }

    public override bool HasRoom => _buffer.Reader.Count <= _capacity / 2;

    public bool TryRead([NotNullWhen(true)] out ChannelMessage<TState>? message) =>
        _buffer.Reader.TryRead(out message) || (message = Interlocked.Exchange(ref _lateMargin, null)) is not null;

    public ValueTask<bool> WaitAsync(CancellationToken cancellation) => _buffer.Reader.WaitToReadAsync(cancellation);

    protected override bool Write(long sequence, VenueTime time, JsonElement state, bool isRestart) =>
        _buffer.Writer.TryWrite(new ChannelSnapshot<TState>(sequence, time, state.Deserialize(_channel.State)!, isRestart));

    protected override bool Write(long sequence, VenueTime time, JsonElement notice)
    {
        var list = notice.GetProperty("events");
        var events = new VenueEvent[list.GetArrayLength()];
        for (var i = 0; i < events.Length; i++)
        {
            events[i] = VenueEvent.FromJson(list[i]);
        }

        return _buffer.Writer.TryWrite(new ChannelEvents<TState>(sequence, time, events, HeadOf(notice)));
    }

    protected override void WriteMargin(long sequence, VenueTime time, AccountMargin margin)
    {
        var message = new ChannelMargin<TState>(sequence, time, margin);
        if (_buffer.Writer.TryWrite(message))
        {
            Volatile.Write(ref _lateMargin, null);
            return;
        }

        Volatile.Write(ref _lateMargin, message);

        // Its reader may have emptied the buffer in between, and would wait for the next message.
        if (_buffer.Writer.TryWrite(message))
            Volatile.Write(ref _lateMargin, null);
    }

    protected override void Complete(Exception? cause) => _buffer.Writer.TryComplete(cause);

    private static RecordHead? HeadOf(JsonElement notice)
    {
        if (!notice.TryGetProperty("request", out var request))
            return null;

        var key = notice.TryGetProperty("key", out var id) ? id.GetString() : null;
        int? code = notice.TryGetProperty("code", out var number) ? number.GetInt32() : null;
        return new(request.GetString()!, key, code, notice.TryGetProperty("reason", out var reason) ? reason.GetString() : null);
    }
}
