using System.Runtime.CompilerServices;

namespace Plimsoll.Client;

/// <summary>Every operation, and every channel, over one WebSocket that is made again when it breaks.</summary>
/// <remarks>
/// <para>Many requests may be under way; commands take their place in the order of the calls. After a cut those without an answer are sent again, in their
/// order, under the same idempotency keys: each has its effect once. Subscriptions go on after the last record they told.</para>
/// <para>While there is no connection requests wait; a caller bounds that by its cancellation. A key that is not taken any more ends everything.</para>
/// <para>Safe for many threads.</para>
/// </remarks>
public sealed class PlimsollSocket : PlimsollApi, IAsyncDisposable
{
    private readonly PlimsollSocketOptions _options;
    private readonly SocketDesk _desk;
    private readonly SemaphoreSlim _places;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _statusGate = new();
    private TaskCompletionSource _statusChanged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;
    private Task? _disposing;
    private bool _isClosing;

    private PlimsollSocket(PlimsollSocketOptions options)
    {
        (_options, _desk) = (options, new(options));
        _places = new(options.InFlightMax, options.InFlightMax);
    }

    /// <summary>How the connection stands now.</summary>
    public ConnectionStatus Status { get; private set; } = new(ConnectionState.Connecting, 0, null);

    /// <summary>Makes a connection; a server that cannot be reached is tried again until the caller cancels.</summary>
    /// <exception cref="PlimsollException">The server does not take the key.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; it says why there was no connection so far.</exception>
    public static async Task<PlimsollSocket> ConnectAsync(PlimsollSocketOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var socket = new PlimsollSocket(options);
        socket._running = Task.Run(socket.RunAsync, CancellationToken.None);
        try
        {
            await foreach (var status in socket.WatchAsync(cancellation).ConfigureAwait(false))
            {
                if (status.State == ConnectionState.Connected)
                    return socket;

                if (status.State == ConnectionState.Closed)
                    throw status.Cause!;
            }

            throw new OperationCanceledException(cancellation);
        }
        catch (OperationCanceledException) when (socket.Status.Cause is { } cause)
        {
            // Who has waited long enough learns what for.
            await socket.DisposeAsync().ConfigureAwait(false);
            throw new OperationCanceledException(cause.Message, cause, cancellation);
        }
        catch
        {
            await socket.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>How the connection stands, now and whenever that changes, until it is closed. Who is slow sees the latest, not each in between.</summary>
    public async IAsyncEnumerable<ConnectionStatus> WatchAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ConnectionStatus? told = null;
        while (told?.State != ConnectionState.Closed)
        {
            Task changed;
            lock (_statusGate)
            {
                changed = Status == told ? _statusChanged.Task : Task.CompletedTask;
                told = Status;
            }

            if (changed.IsCompleted)
                yield return told;
            else
                await changed.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override async Task<TAnswer> SendAsync<TRequest, TAnswer>(
        Operation<TRequest, TAnswer> operation,
        TRequest request,
        string? idempotencyKey = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (request is BatchRequest batch)
            request = (TRequest)(object)BatchKeys.Fill(batch);

        string? key = null;
        if (operation.IsCommand)
            key = idempotencyKey is null ? IdempotencyKeys.New() : IdempotencyKeys.Check(idempotencyKey);
        else if (idempotencyKey is not null)
            throw new ArgumentException($"{operation} takes no idempotency key.", nameof(idempotencyKey));

        await _places.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var delivery = new Delivery(operation, _options.ResendWithin, _options.Clock);
            for (var attempt = 0; ; attempt++)
            {
                Exception last;
                var wait = _options.Backoff.After(attempt);
                try
                {
                    var answer = await SendOnceAsync(operation, request, key, delivery, cancellation).ConfigureAwait(false);
                    return BatchAnswers.Tell(answer, delivery);
                }
                catch (PlimsollException refused)
                {
                    last = delivery.Tell(refused);
                    if (attempt + 1 >= _options.Attempts || !Refusals.MayAskAgain(operation, refused.Problem) || delivery.IsTooOld(wait))
                        throw last;
                }
                catch (ObjectDisposedException gone) when (delivery.MayHaveHappened)
                {
                    throw delivery.Unknown("The client was closed.", gone);
                }

                await Task.Delay(wait, _options.Clock, cancellation).ConfigureAwait(false);
                if (delivery.IsTooOld())
                    throw last;
            }
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Follows a channel: first its state, then what changes it.</summary>
    /// <param name="channel">Which; <see cref="VenueChannels"/> has them.</param>
    /// <param name="from">Instead of the state the first record wanted: one above the last <see cref="ChannelMessage{TState}.Sequence"/> seen. When it is not kept any more, the state comes after all, as a restart.</param>
    /// <param name="cancellation">Ends the wait for the server's answer.</param>
    /// <exception cref="PlimsollException">The server refused it.</exception>
    /// <exception cref="InvalidOperationException">This connection follows the channel already.</exception>
    public async Task<Subscription<TState>> SubscribeAsync<TState>(
        ChannelName<TState> channel,
        long? from = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(channel);
        var feed = new Feed<TState>(channel, from, _options.SubscriptionBuffer);
        _desk.Add(feed);
        try
        {
            await feed.Started.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            _desk.End(feed);
            throw;
        }

        return new(feed, _desk.Resume, _desk.End);
    }

    /// <summary>Takes nothing new, waits a little for answers under way, and says goodbye.</summary>
    public async ValueTask DisposeAsync()
    {
        Task disposing;
        lock (_statusGate)
        {
            disposing = _disposing ??= CloseAsync();
        }

        await disposing.ConfigureAwait(false);
    }

    private async Task<TAnswer> SendOnceAsync<TRequest, TAnswer>(
        Operation<TRequest, TAnswer> operation,
        TRequest request,
        string? key,
        Delivery delivery,
        CancellationToken cancellation
    )
    {
        var pending = new PendingRequest<TRequest, TAnswer>(operation, delivery);
        _desk.Post(pending, id => FrameWriter.Request(id, operation.Name, request, operation.Request, key));
        try
        {
            return await pending.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _desk.Forget(pending);
            throw;
        }
    }

    private async Task CloseAsync()
    {
        Volatile.Write(ref _isClosing, true);
        await WaitAsync(_desk.CloseAsync()).ConfigureAwait(false);
        _desk.Goodbye();
        if (Status.State == ConnectionState.Connected)
            await WaitAsync(_running).ConfigureAwait(false);

        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _desk.Finish(null);
        Tell(ConnectionState.Closed, Status.Cause);
        _stop.Dispose();
    }

    /// <summary>Waits a bounded time.</summary>
    private async Task WaitAsync(Task task)
    {
        try
        {
            await task.WaitAsync(_options.CloseTimeout, _options.Clock).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // What has no answer by now is told so.
        }
    }

    /// <summary>One connection after the other.</summary>
    private async Task RunAsync()
    {
        var attempt = 0;
        while (!_stop.IsCancellationRequested)
        {
            Exception cause;
            try
            {
                var (end, wasGood) = await ConnectOnceAsync().ConfigureAwait(false);
                cause = end.ToException();
                if (wasGood)
                    attempt = 0;
            }
            catch (PlimsollConnectionException unreachable)
            {
                cause = unreachable;
            }
            catch (PlimsollException refused)
            {
                cause = refused;
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (Volatile.Read(ref _isClosing))
                return;

            if (cause is PlimsollException)
            {
                _desk.Finish(cause);
                Tell(ConnectionState.Closed, cause);
                return;
            }

            Tell(ConnectionState.Connecting, cause);
            _desk.GiveUp();
            try
            {
                await Task.Delay(_options.Backoff.After(attempt++), _options.Clock, _stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<(LinkEnd End, bool WasGood)> ConnectOnceAsync()
    {
        using var link = await SocketLink.OpenAsync(_options, _stop.Token).ConfigureAwait(false);
        var wasGood = false;
        _desk.Attach(link);
        Tell(ConnectionState.Connected, Status.Cause);
        var end = await link.RunAsync(Take, _stop.Token).ConfigureAwait(false);
        _desk.Detach(end);
        return (end, wasGood);

        // A server that takes connections and breaks each at once is not asked faster and faster.
        void Take(ReadOnlyMemory<byte> message)
        {
            _desk.Take(message);
            wasGood = true;
        }
    }

    private void Tell(ConnectionState state, Exception? cause)
    {
        TaskCompletionSource changed;
        lock (_statusGate)
        {
            if (Status.State == ConnectionState.Closed)
                return;

            Status = new(state, Status.Connections + (state == ConnectionState.Connected ? 1 : 0), cause);
            (changed, _statusChanged) = (_statusChanged, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        changed.TrySetResult();
    }
}
