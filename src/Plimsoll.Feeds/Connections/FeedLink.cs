using Plimsoll.Feeds.Catalog;
using Plimsoll.Feeds.Health;
using Plimsoll.Feeds.Protocols;
using Plimsoll.Feeds.Recording;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Connections;

/// <summary>The life of one connection, from its first message to the reason of its end. It ends with an exception, always.</summary>
internal sealed class FeedLink(FeedSource source, FeedIntake intake, IFeedConnection connection, IRawRecorder? recorder, FeedClock clock)
    : IDisposable
{
    private static readonly TimeSpan LookMin = TimeSpan.FromMilliseconds(5);
    private readonly FeedLimits _limits = source.Limits!;
    private readonly CancellationTokenSource _ending = new();
    private RateWindow _nonsense = new(source.Limits!.NonsenseMax);
    private RateWindow _gaps = new(source.Limits!.GapsMax);
    private FeedConnectionException? _reason;
    private long _latestMessage = clock.Ticks;
    private long _latestQuote = clock.Ticks;

    /// <summary>Whether the connection lived long enough, and brought quotes, to count as good.</summary>
    public bool WasStable { get; private set; }

    /// <summary>Runs until the end.</summary>
    /// <exception cref="FeedConnectionException">The connection ended.</exception>
    /// <exception cref="OperationCanceledException">The source is being stopped.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _ending.Token);
        var watching = WatchAsync(either.Token);
        try
        {
            await ReadAsync(either.Token).ConfigureAwait(false);
        }
        catch (Exception e)
            when (_reason is not null && !cancellation.IsCancellationRequested && e is OperationCanceledException or FeedConnectionException
            )
        {
            // The watch ended the connection, whichever way the reader noticed.
            throw _reason ?? e;
        }
        finally
        {
            await _ending.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(false);
        }
    }

    public void Dispose() => _ending.Dispose();

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var buffer = new MessageBuffer(_limits.MessageBytesMax);
        var start = clock.Ticks;
        intake.Begin();
        recorder?.Connected(source, clock.Now);
        await ReplyAsync(cancellation).ConfigureAwait(false);
        while (true)
        {
            await connection.ReceiveAsync(buffer, cancellation).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            var now = clock.Now;
            Volatile.Write(ref _latestMessage, clock.Ticks);
            recorder?.Message(source.Name, now, buffer.Message);
            var before = intake.Passed;
            intake.Take(buffer.Message, now, clock.SinceStart);
            if (intake.Passed > before)
            {
                Volatile.Write(ref _latestQuote, clock.Ticks);
                WasStable |= clock.Since(start) >= _limits.StableAfter;
            }

            var hasGap = Judge(now);
            await ReplyAsync(cancellation).ConfigureAwait(false);
            if (hasGap)
            {
                intake.Resubscribe();
                await ReplyAsync(cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Acts on what the protocol told.</summary>
    /// <returns>Whether the state has to be asked for anew.</returns>
    private bool Judge(Timestamp now)
    {
        var hasGap = false;
        for (var i = 0; i < intake.Output.Notices.Count; i++)
        {
            var (notice, detail) = intake.Output.Notices[i];
            switch (notice)
            {
                case ProtocolNotice.Malformed when _nonsense.Exceeds(now):
                    throw new FeedConnectionException(FeedProblem.Nonsense, detail);
                case ProtocolNotice.Gap when _gaps.Exceeds(now):
                    throw new FeedConnectionException(FeedProblem.Gaps, detail);
                case ProtocolNotice.Gap:
                    hasGap = true;
                    break;
                case ProtocolNotice.Leaving:
                    throw new FeedConnectionException(FeedProblem.Leaving, detail);
            }
        }

        return hasGap;
    }

    private async ValueTask ReplyAsync(CancellationToken cancellation)
    {
        for (var i = 0; i < intake.Output.Replies.Count; i++)
        {
            await connection.SendAsync(intake.Output.Replies[i], cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Beside the reader: pings, and ends the connection when nothing comes. Never throws.</summary>
    private async Task WatchAsync(CancellationToken cancellation)
    {
        var look = _limits.SilenceMax / 8;
        look = look < _limits.PingEvery / 2 ? look : _limits.PingEvery / 2;
        using var timer = clock.Timer(look > LookMin ? look : LookMin);
        var latestPing = clock.Ticks;
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false))
            {
                if (clock.Since(Volatile.Read(ref _latestMessage)) > _limits.SilenceMax)
                {
                    End(FeedProblem.Silent, $"nothing for {_limits.SilenceMax.TotalSeconds} s");
                }
                else if (clock.Since(Volatile.Read(ref _latestQuote)) > _limits.NoQuoteMax)
                {
                    End(FeedProblem.NoQuotes, $"no quote passed for {_limits.NoQuoteMax.TotalSeconds} s");
                }
                else if (intake.Protocol.Ping is { } ping && clock.Since(latestPing) >= _limits.PingEvery)
                {
                    latestPing = clock.Ticks;
                    await PingAsync(ping, cancellation).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The connection has ended.
        }
        catch (FeedConnectionException e)
        {
            _reason ??= e;
            await _ending.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Sends a ping. A peer that takes nothing any more blocks the sender, and must not block the watch with it.</summary>
    private async Task PingAsync(string ping, CancellationToken cancellation)
    {
        using var limit = clock.Limit(_limits.SilenceMax);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            await connection.SendAsync(ping, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            End(FeedProblem.Silent, $"took nothing for {_limits.SilenceMax.TotalSeconds} s");
        }
    }

    private void End(FeedProblem problem, string detail)
    {
        _reason ??= new(problem, detail);
        _ending.Cancel();
    }
}
