using System.Collections.Concurrent;
using Plimsoll.Engine.Events;
using Plimsoll.Host.Stream;
using Plimsoll.Server.Api.Events;
using Plimsoll.Server.Api.Sockets.Channels;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Sockets;

/// <summary>Brings the events of one connection's channels to its outbox, from a reader of its own: however slow it is, the engine does not wait for it.</summary>
internal sealed class SocketPump(
    VenueApi api,
    EventBell bell,
    SocketOutbox outbox,
    SocketTimes times,
    Func<ApiKey?> findKey,
    Action<SocketEnd> end
) : IDisposable
{
    private const int Slice = 256;
    private const int FarBehind = 100;

    // Not disposed of: whoever rings may come later than the end, and it holds nothing of the system.
    private readonly SemaphoreSlim _bell = new(0);
    private readonly ConcurrentQueue<PumpRequest> _requests = new();
    private readonly List<Subscription> _subscriptions = [];
    private readonly PumpMessages _messages = new(api);
    private readonly SubscriptionDesk _desk = new(api);
    private EventCursor? _cursor;
    private EventViewer _viewer = EventViewer.Everything;
    private ApiKey? _key;
    private bool _wasLive;
    private int _isRung;
    private long _heartbeatAt = times.Clock.GetTimestamp();

    /// <summary>There may be something to do.</summary>
    public void Ring()
    {
        if (Interlocked.Exchange(ref _isRung, 1) == 0)
            _bell.Release();
    }

    public void Post(PumpRequest request)
    {
        _requests.Enqueue(request);
        Ring();
    }

    /// <summary>Works until it is cancelled or the connection has to end.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var alarm = times.Clock.CreateTimer(
            static pump => ((SocketPump)pump!).Ring(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        await using (alarm.ConfigureAwait(false))
        {
            while (await StepAsync(cancellation).ConfigureAwait(false))
            {
                alarm.Change(UntilNext(), Timeout.InfiniteTimeSpan);
                await _bell.WaitAsync(cancellation).ConfigureAwait(false);
                // Before anything is looked at: a ring that comes later is heard.
                Interlocked.Exchange(ref _isRung, 0);
            }
        }
    }

    public void Dispose() => _messages.Dispose();

    /// <summary>How long until something has to be told without being rung for. A timer may go off a little early: then what is left is waited for.</summary>
    private TimeSpan UntilNext()
    {
        var wait = times.Heartbeat - times.Clock.GetElapsedTime(_heartbeatAt);
        foreach (var subscription in _subscriptions)
        {
            if (subscription.IsMarginOld && times.Margin - times.Clock.GetElapsedTime(subscription.MarginAt) is var left && left < wait)
                wait = left;
        }

        // Timers count whole milliseconds.
        return TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(wait.TotalMilliseconds)));
    }

    /// <returns>False when the connection ends.</returns>
    private async ValueTask<bool> StepAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (!await LookAtKeyAsync(cancellation).ConfigureAwait(false))
                return false;

            while (_requests.TryDequeue(out var request))
            {
                if (!await ChangeAsync(request, cancellation).ConfigureAwait(false))
                    return false;
            }

            if (await DrainAsync(cancellation).ConfigureAwait(false) is not { } isMore)
                return false;

            if (isMore)
                continue;

            if (_subscriptions.Count == 0)
                bell.Unlisten(this);

            Beat();
            return await TellMarginsAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Roles hold from the moment on that they change, for what is shown too.</summary>
    private async ValueTask<bool> LookAtKeyAsync(CancellationToken cancellation)
    {
        var key = findKey();
        if (ReferenceEquals(key, _key))
            return true;

        if (key is null)
        {
            end(SocketEnd.Revoked);
            return false;
        }

        (_key, _viewer) = (key, new(key));
        for (var i = _subscriptions.Count - 1; i >= 0; i--)
        {
            if (
                !_subscriptions[i].Channel.Allows(key)
                && !await EndAsync(i, _subscriptions[i].Channel.Refusal(key), cancellation).ConfigureAwait(false)
            )
                return false;
        }

        return true;
    }

    private async ValueTask<bool> ChangeAsync(PumpRequest request, CancellationToken cancellation)
    {
        // Before anything is read: what comes after that is heard.
        bell.Listen(this);
        var id = outbox.RequestOf(request.Slot);
        IReadOnlyList<Channel> channels;
        try
        {
            channels = _desk.Check(request, _key!, _subscriptions);
        }
        catch (ProblemException refused)
        {
            outbox.Answer(request.Slot, _messages.Error(id, refused.Problem).Span);
            return true;
        }

        _subscriptions.RemoveAll(each => request.Request.Channels.Contains(each.Channel.Name, StringComparer.Ordinal));
        outbox.Answer(
            request.Slot,
            _messages.Channels(id, _subscriptions.Select(each => each.Channel.Name).Concat(channels.Select(each => each.Name))).Span
        );
        foreach (var channel in channels)
        {
            var subscription = new Subscription(channel, request.Request.From ?? 0);
            if (request.Request.From is null)
            {
                var (message, sequence) = _messages.Snapshot(subscription, _viewer);
                (subscription.Next, subscription.Previous) = (sequence + 1, sequence);
                if (!await TellAsync(message, sequence, cancellation).ConfigureAwait(false))
                    return false;
            }

            Join(subscription);
        }

        return true;
    }

    /// <summary>What begins before the connection's reader goes there by itself first.</summary>
    private void Join(Subscription subscription)
    {
        if (_subscriptions.TrueForAll(each => each.Behind is not null))
            _cursor = null;

        _cursor ??= api.Host.Events.Read(subscription.Next);
        if (subscription.Next < _cursor.Next)
            subscription.Behind = api.Host.Events.Read(subscription.Next);

        _subscriptions.Add(subscription);
    }

    /// <returns>Whether there is more at once; null when the connection ends.</returns>
    private async ValueTask<bool?> DrainAsync(CancellationToken cancellation)
    {
        var isMore = false;
        for (var i = _subscriptions.Count - 1; i >= 0; i--)
        {
            if (_subscriptions[i] is not { Behind: { } behind } subscription)
                continue;

            var read = await ReadAsync(behind, subscription, _cursor!.Next, cancellation).ConfigureAwait(false);
            if (read is null)
                return null;

            isMore |= read.Value;
            if (subscription.Behind is not null && behind.Next >= _cursor.Next)
                subscription.Behind = null;
        }

        if (_cursor is null || !_subscriptions.Exists(each => each.Behind is null))
            return isMore;

        if (api.Host.Events.LastSequence - _cursor.Next > (long)FarBehind * api.Settings.Limits.OutboundQueue && _wasLive)
        {
            end(SocketEnd.Slow);
            return null;
        }

        var live = await ReadAsync(_cursor, null, long.MaxValue, cancellation).ConfigureAwait(false);
        _wasLive |= live is false;
        return live is null ? null : live.Value || isMore;
    }

    /// <summary>Some records for one subscription, or for all that have caught up.</summary>
    private async ValueTask<bool?> ReadAsync(EventCursor cursor, Subscription? only, long until, CancellationToken cancellation)
    {
        for (var left = Slice; left > 0; left--)
        {
            if (cursor.Next >= until)
                return true;

            SharedRecord shared;
            try
            {
                if (!cursor.TryRead(out var record))
                    return false;

                shared = api.Records.Of(record);
            }
            catch (Exception cause) when (cause is EventsGoneException or EventFormatException or IOException)
            {
                var gone = cause as EventsGoneException ?? new(cursor.Next, cursor.Next + 1, cursor.Next - 1, cause);
                return await LoseAsync(only, gone, cancellation).ConfigureAwait(false) ? true : null;
            }

            foreach (var subscription in _subscriptions)
            {
                var isMeant = only is null ? subscription.Behind is null : ReferenceEquals(subscription, only);
                if (isMeant && !await DeliverAsync(subscription, shared, cancellation).ConfigureAwait(false))
                    return null;
            }
        }

        return true;
    }

    private async ValueTask<bool> DeliverAsync(Subscription subscription, SharedRecord record, CancellationToken cancellation)
    {
        var sequence = record.Sequence;
        if (sequence < subscription.Next)
            return true;

        subscription.Next = sequence + 1;
        subscription.IsMarginOld |= subscription.Channel.Margined is not null;
        if (!_messages.TryDelta(subscription, record, _viewer, out var message))
            return true;

        subscription.Previous = sequence;
        return await TellAsync(message, sequence, cancellation).ConfigureAwait(false);
    }

    /// <summary>Margin moves with every price: it is told when it has moved, and not too often.</summary>
    private async ValueTask<bool> TellMarginsAsync(CancellationToken cancellation)
    {
        foreach (var subscription in _subscriptions)
        {
            if (!subscription.IsMarginOld || times.Clock.GetElapsedTime(subscription.MarginAt) < times.Margin)
                continue;

            (subscription.IsMarginOld, subscription.MarginAt) = (false, times.Clock.GetTimestamp());
            if (_messages.TryMargin(subscription, out var message, out var sequence))
            {
                if (!await TellAsync(message, sequence, cancellation).ConfigureAwait(false))
                    return false;
            }
        }

        return true;
    }

    private void Beat()
    {
        if (times.Clock.GetElapsedTime(_heartbeatAt) < times.Heartbeat)
            return;

        _heartbeatAt = times.Clock.GetTimestamp();
        outbox.TryTell(_messages.Heartbeat(), 0);
    }

    private async ValueTask<bool> LoseAsync(Subscription? only, EventsGoneException gone, CancellationToken cancellation)
    {
        var problem = GoneEvents.Of(gone);
        for (var i = _subscriptions.Count - 1; i >= 0; i--)
        {
            var isMeant = only is null ? _subscriptions[i].Behind is null : ReferenceEquals(_subscriptions[i], only);
            if (isMeant && !await EndAsync(i, problem, cancellation).ConfigureAwait(false))
                return false;
        }

        return true;
    }

    private async ValueTask<bool> EndAsync(int place, Problem problem, CancellationToken cancellation)
    {
        var name = _subscriptions[place].Channel.Name;
        _subscriptions.RemoveAt(place);
        return await TellAsync(_messages.Ended(name, problem), 0, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<bool> TellAsync(ReadOnlyMemory<byte> message, long sequence, CancellationToken cancellation)
    {
        if (await outbox.TellAsync(message, sequence, times.Stall, cancellation).ConfigureAwait(false))
            return true;

        end(SocketEnd.Slow);
        return false;
    }
}
