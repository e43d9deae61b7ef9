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
    private CatchUp? _catchUp;
    private EventCursor? _live;
    private EventViewer _viewer = EventViewer.Everything;
    private ApiKey? _key;
    private bool _hasWaited;
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
        using var catchUp = _catchUp = new(api, Ring);
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
            if (IsMarginDue(subscription) && times.Margin - times.Clock.GetElapsedTime(subscription.MarginAt) is var left && left < wait)
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
            cancellation.ThrowIfCancellationRequested();
            if (!await LookAtKeyAsync(cancellation).ConfigureAwait(false))
                return false;

            while (_requests.TryDequeue(out var request))
            {
                if (!await ChangeAsync(request, cancellation).ConfigureAwait(false))
                    return false;
            }

            if (await DrainAsync(cancellation).ConfigureAwait(false) is not { } isMore)
                return false;

            if (_subscriptions.Count == 0)
                bell.Unlisten(this);

            // However much there is to read: who follows a quiet channel hears nothing else.
            Beat();
            if (!await TellMarginsAsync(cancellation).ConfigureAwait(false))
                return false;

            if (!isMore)
                return true;

            // Others wait for the thread.
            await Task.Yield();
        }
    }

    /// <summary>Roles hold from the moment on that they change, for what is shown too.</summary>
    private async ValueTask<bool> LookAtKeyAsync(CancellationToken cancellation)
    {
        var key = findKey();
        if (key is null)
        {
            end(SocketEnd.Revoked);
            return false;
        }

        if (ReferenceEquals(key, _key))
            return true;

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
            if (request.Request.From is { } from && !request.IsEnd)
                _catchUp!.Begin(_key!.Id, from);
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
                (subscription.Next, subscription.Previous, subscription.MarginOf) = (sequence + 1, sequence, sequence);
                if (!await TellAsync(message, sequence, cancellation).ConfigureAwait(false))
                    return false;
            }

            _subscriptions.Add(subscription);
        }

        return true;
    }

    /// <summary>A slice of what lies behind, and one of what is live.</summary>
    /// <returns>Whether there is more at once; null when the connection ends.</returns>
    private async ValueTask<bool?> DrainAsync(CancellationToken cancellation)
    {
        var events = api.Host.Events;
        // Without a channel that has come so far the live reader has nothing to tell, and stands at the end.
        if (_live is null || !_subscriptions.Exists(each => each.Next >= _live.Next))
            _live = events.Read(events.LastSequence + 1);

        var isMore = false;
        if (_catchUp!.Find(_subscriptions, _live.Next, _key!.Id) is { } behind)
        {
            var read = await ReadAsync(behind, _live.Next, cancellation).ConfigureAwait(false);
            _catchUp.Rest();
            if (read is null)
                return null;

            isMore = read.Value;
        }

        if (events.LastSequence - _live.Next > (long)FarBehind * api.Settings.Limits.OutboundQueue)
        {
            end(SocketEnd.Slow);
            return null;
        }

        var live = await ReadAsync(_live, long.MaxValue, cancellation).ConfigureAwait(false);
        return live is null ? null : live.Value || isMore;
    }

    /// <summary>Some records, each for the channels that have come so far.</summary>
    /// <returns>Whether there may be more at once; null when the connection ends.</returns>
    private async ValueTask<bool?> ReadAsync(EventCursor cursor, long until, CancellationToken cancellation)
    {
        _hasWaited = false;
        for (var left = Slice; left > 0 && cursor.Next < until && !_hasWaited; left--)
        {
            var at = cursor.Next;
            SharedRecord shared;
            try
            {
                if (!cursor.TryRead(out var record))
                    return false;

                shared = api.Records.Of(record);
            }
            catch (Exception cause) when (cause is EventsGoneException or EventFormatException or IOException)
            {
                var gone = cause as EventsGoneException ?? new(at, at + 1, at - 1, cause);
                if (ReferenceEquals(cursor, _live))
                    _live = api.Host.Events.Read(Math.Max(at + 1, gone.First));

                return await LoseAsync(at, gone, cancellation).ConfigureAwait(false) ? true : null;
            }

            foreach (var subscription in _subscriptions)
            {
                if (subscription.Next == at && !await DeliverAsync(subscription, shared, cancellation).ConfigureAwait(false))
                    return null;
            }
        }

        return true;
    }

    private async ValueTask<bool> DeliverAsync(Subscription subscription, SharedRecord record, CancellationToken cancellation)
    {
        var sequence = record.Sequence;
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
            if (!IsMarginDue(subscription) || times.Clock.GetElapsedTime(subscription.MarginAt) < times.Margin)
                continue;

            subscription.MarginAt = times.Clock.GetTimestamp();
            if (_messages.TryMargin(subscription, times.Margin / 4, out var message, out var sequence))
            {
                if (!await TellAsync(message, sequence, cancellation).ConfigureAwait(false))
                    return false;
            }
        }

        return true;
    }

    /// <summary>A channel that still catches up is told what it asked for first: a margin of now among events of long ago would look like the place to go on from.</summary>
    private bool IsMarginDue(Subscription subscription) => subscription.IsMarginOld && (_live is null || subscription.Next >= _live.Next);

    private void Beat()
    {
        if (times.Clock.GetElapsedTime(_heartbeatAt) < times.Heartbeat)
            return;

        _heartbeatAt = times.Clock.GetTimestamp();
        outbox.TryTell(_messages.Heartbeat(_subscriptions), 0);
    }

    /// <summary>Ends the channels that have come to what cannot be read.</summary>
    private async ValueTask<bool> LoseAsync(long at, EventsGoneException gone, CancellationToken cancellation)
    {
        var problem = GoneEvents.Of(gone);
        for (var i = _subscriptions.Count - 1; i >= 0; i--)
        {
            if (_subscriptions[i].Next == at && !await EndAsync(i, problem, cancellation).ConfigureAwait(false))
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
        if (outbox.TryTell(message, sequence))
            return true;

        // A turn is for reading, not for waiting until a slow client has room.
        _hasWaited = true;
        _catchUp!.Withdraw();
        if (await outbox.TellAsync(message, sequence, times.Stall, cancellation).ConfigureAwait(false))
            return true;

        end(SocketEnd.Slow);
        return false;
    }
}
