using System.Text.Json;

namespace Plimsoll.Client;

/// <summary>What is asked and what is followed, whatever connection there is: requests without an answer and subscriptions outlive it.</summary>
/// <remarks>One lock guards all of it; nothing in it waits.</remarks>
internal sealed class SocketDesk(PlimsollSocketOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, PendingRequest> _pending = [];
    private readonly Dictionary<string, Feed> _feeds = new(StringComparer.Ordinal);
    private readonly Dictionary<long, Feed> _asks = [];
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SocketLink? _link;
    private Exception? _closed;
    private bool _isClosing;
    private long _lastId;

    /// <summary>Hands a request to the connection, or keeps it for the next one.</summary>
    public void Post(PendingRequest request, Func<long, ReadOnlyMemory<byte>> frame)
    {
        lock (_gate)
        {
            if (_closed is not null)
                throw _closed is PlimsollException refused ? new PlimsollException(refused.Operation, refused.Problem) : Gone();

            ObjectDisposedException.ThrowIf(_isClosing, typeof(PlimsollSocket));
            request.Id = ++_lastId;
            request.Frame = frame(request.Id);
            _pending.Add(request.Id, request);
            if (_link is { } link)
                request.SendOver(link);
        }
    }

    /// <summary>Nobody waits for it any more: it is not sent again.</summary>
    public void Forget(PendingRequest request)
    {
        lock (_gate)
        {
            Remove(request.Id);
        }
    }

    /// <summary>Follows a channel from now on.</summary>
    public void Add(Feed feed)
    {
        lock (_gate)
        {
            if (_closed is not null || _isClosing)
                throw Gone();

            if (!_feeds.TryAdd(feed.Name, feed))
                throw new InvalidOperationException(
                    $"{feed.Name} is followed already over this connection: dispose of that subscription first."
                );

            Ask(feed);
        }
    }

    /// <summary>Its reader wants no more of it.</summary>
    public void End(Feed feed)
    {
        lock (_gate)
        {
            if (feed.Phase == FeedPhase.Ended)
                return;

            if (feed.Phase != FeedPhase.Paused)
                _link?.Post(FrameWriter.Channel(++_lastId, "unsubscribe", feed.Name, null));

            _feeds.Remove(feed.Name);
            feed.End(null);
        }
    }

    /// <summary>Its reader has read something: it may go on.</summary>
    public void Resume(Feed feed)
    {
        lock (_gate)
        {
            if (feed.Phase == FeedPhase.Paused && feed.HasRoom)
                Ask(feed);
        }
    }

    /// <summary>A new connection: what has no answer goes out first, in its old order, then what is followed.</summary>
    public void Attach(SocketLink link)
    {
        GiveUp();
        lock (_gate)
        {
            _link = link;
            foreach (var request in _pending.Values.OrderBy(each => each.Id))
            {
                request.SendOver(link);
            }

            foreach (var feed in _feeds.Values)
            {
                if (feed.Phase != FeedPhase.Paused)
                    Ask(feed);
            }

            if (_isClosing)
                link.Close();
        }
    }

    /// <summary>Without a connection: what is too old to be sent again ends here.</summary>
    public void GiveUp()
    {
        List<PendingRequest> old;
        lock (_gate)
        {
            old = [.. _pending.Values.Where(each => each.Delivery.IsTooOld())];
            old.ForEach(each => Remove(each.Id));
        }

        foreach (var request in old)
        {
            request.Fail(request.Delivery.Unknown("It is too old to be sent again.", null));
        }
    }

    /// <summary>The connection is gone. What may not be sent twice ends here.</summary>
    public void Detach(LinkEnd end)
    {
        List<PendingRequest> lost;
        PendingRequest? tooLarge = null;
        Exception? refused = null;
        lock (_gate)
        {
            _link = null;
            _asks.Clear();
            foreach (var feed in _feeds.Values.Where(each => each.Phase is FeedPhase.Asked or FeedPhase.Following))
            {
                feed.Phase = FeedPhase.Idle;
            }

            // Sent again, the same message would end every connection.
            if (end.Code == LinkEnd.TooLarge && _pending.Values.Where(each => each.IsSent).MaxBy(each => each.Frame.Length) is { } largest)
            {
                tooLarge = largest;
                refused = largest.Delivery.Tell(new(largest.Operation.Name, LinkEnd.TooLargeProblem(end.Reason)));
                Remove(largest.Id);
            }

            foreach (var request in _pending.Values.Where(each => each.IsSent))
            {
                request.Delivery.Lost();
            }

            lost = [.. _pending.Values.Where(each => each.IsSent && !each.Operation.IsRepeatable)];
            lost.ForEach(each => Remove(each.Id));
        }

        tooLarge?.Fail(refused!);
        var cause = end.ToException();
        foreach (var request in lost)
        {
            request.Fail(request.Delivery.Unknown(cause.Message, cause));
        }
    }

    /// <summary>One message of the server.</summary>
    /// <exception cref="JsonException">It cannot be read.</exception>
    public void Take(ReadOnlyMemory<byte> message)
    {
        var frame = SocketFrame.Read(message.Span);
        if (frame.Method is { } method)
        {
            TakeNotice(method, frame.Params);
            return;
        }

        if (frame.Id is not { } id)
            return;

        var problem = frame.Error.IsEmpty ? null : PendingRequest.ProblemOf(frame.Error);
        PendingRequest? request;
        lock (_gate)
        {
            if (_asks.Remove(id, out var feed))
            {
                TakeAnswer(feed, id, problem);
                return;
            }

            request = _pending.GetValueOrDefault(id);
            Remove(id);
        }

        if (problem is null)
            request?.Answer(frame.Result);
        else
            request?.Fail(new PlimsollException(request.Operation.Name, problem));
    }

    /// <summary>Takes nothing new.</summary>
    /// <returns>Done when all that was asked has its answer.</returns>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _isClosing = true;
            if (_pending.Count == 0)
                _drained.TrySetResult();

            return _drained.Task;
        }
    }

    /// <summary>Says goodbye on the connection that is there.</summary>
    public void Goodbye()
    {
        lock (_gate)
        {
            _link?.Close();
        }
    }

    /// <summary>It is over for good.</summary>
    /// <param name="cause">Why; null when it was disposed of.</param>
    public void Finish(Exception? cause)
    {
        List<PendingRequest> lost;
        List<Feed> ended;
        lock (_gate)
        {
            _closed = cause ?? Gone();
            foreach (var request in _pending.Values.Where(each => each.IsSent))
            {
                request.Delivery.Lost();
            }

            (lost, ended) = ([.. _pending.Values], [.. _feeds.Values]);
            _pending.Clear();
            _feeds.Clear();
            _drained.TrySetResult();
            ended.ForEach(feed => feed.End(cause));
        }

        foreach (var request in lost)
        {
            request.Fail(
                cause is null || request.Delivery.MayHaveHappened
                    ? request.Delivery.Unknown(cause?.Message ?? "The client was closed before the answer came.", cause)
                    : cause
            );
        }
    }

    private static ObjectDisposedException Gone() => new(nameof(PlimsollSocket));

    private void Remove(long id)
    {
        if (_pending.Remove(id) && _isClosing && _pending.Count == 0)
            _drained.TrySetResult();
    }

    private void Ask(Feed feed)
    {
        if (_link is null)
        {
            feed.Phase = FeedPhase.Idle;
            return;
        }

        (feed.Phase, feed.AskId) = (FeedPhase.Asked, ++_lastId);
        _asks[feed.AskId] = feed;
        _link.Post(FrameWriter.Channel(feed.AskId, "subscribe", feed.Name, feed.Next));
    }

    private void TakeAnswer(Feed feed, long id, Problem? problem)
    {
        if (feed.Phase != FeedPhase.Asked || feed.AskId != id)
            return;

        if (problem is null)
        {
            feed.Phase = FeedPhase.Following;
            feed.Started.TrySetResult();
        }
        else if (problem.Code == Refusals.Gone && feed.Next is not null)
        {
            feed.Restart();
            Ask(feed);
        }
        else if (Refusals.IsPassing(problem) || Refusals.IsUnknown(problem))
        {
            feed.Phase = FeedPhase.Idle;
            _ = AskLaterAsync(feed);
        }
        else
        {
            _feeds.Remove(feed.Name);
            feed.End(new PlimsollException("subscribe", problem));
        }
    }

    private async Task AskLaterAsync(Feed feed)
    {
        await Task.Delay(options.Backoff.After(2), options.Clock, CancellationToken.None).ConfigureAwait(false);
        lock (_gate)
        {
            if (feed.Phase == FeedPhase.Idle && _closed is null)
                Ask(feed);
        }
    }

    private void TakeNotice(string method, ReadOnlySpan<byte> parameters)
    {
        if (method is not ("snapshot" or "event" or "margin" or "unsubscribed" or "heartbeat"))
            return;

        var reader = new Utf8JsonReader(parameters);
        using var document = JsonDocument.ParseValue(ref reader);
        var notice = document.RootElement;
        if (method == "heartbeat")
        {
            TakeProgress(notice);
            return;
        }

        lock (_gate)
        {
            // What comes before the answer to the latest subscribe belongs to the one before.
            if (!_feeds.TryGetValue(notice.GetProperty("channel").GetString()!, out var feed) || feed.Phase != FeedPhase.Following)
                return;

            TakeNotice(feed, method, notice);
        }
    }

    /// <summary>How far channels have come in which nothing happened: a later connection goes on there, and not where something last did.</summary>
    private void TakeProgress(JsonElement heartbeat)
    {
        if (!heartbeat.TryGetProperty("channels", out var channels))
            return;

        lock (_gate)
        {
            foreach (var channel in channels.EnumerateArray())
            {
                // What a slow reader has not taken is asked for again: it has come only as far as it took.
                if (_feeds.TryGetValue(channel.GetProperty("channel").GetString()!, out var feed) && feed.Phase == FeedPhase.Following)
                    feed.TakeProgress(channel.GetProperty("sequence").GetInt64());
            }
        }
    }

    private void TakeNotice(Feed feed, string method, JsonElement notice)
    {
        switch (method)
        {
            case "snapshot" when !feed.TakeSnapshot(notice):
                Pause(feed);
                break;
            case "event":
                var step = feed.TakeEvents(notice);
                if (step == FeedStep.Full)
                    Pause(feed);
                else if (step == FeedStep.Gap)
                    Ask(feed);

                break;
            case "margin":
                feed.TakeMargin(notice);
                break;
            case "unsubscribed":
                var problem = notice.GetProperty("problem").Deserialize(ContractJson.Default.Problem)!;
                if (problem.Code == Refusals.Gone)
                {
                    feed.Restart();
                    Ask(feed);
                    break;
                }

                _feeds.Remove(feed.Name);
                feed.End(new PlimsollException("subscribe", problem));
                break;
        }
    }

    /// <summary>A reader that is slow stops its own channel alone; the server is told, so that nothing is sent for nobody.</summary>
    private void Pause(Feed feed)
    {
        feed.Phase = FeedPhase.Paused;
        _link?.Post(FrameWriter.Channel(++_lastId, "unsubscribe", feed.Name, null));

        // It may have read all in between, and then it will not ask.
        if (feed.HasRoom)
            Ask(feed);
    }
}
