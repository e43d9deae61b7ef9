using System.Threading.Channels;
using Plimsoll.Feeds.Catalog;
using Plimsoll.Feeds.Connections;
using Plimsoll.Feeds.Health;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Feeds.Recording;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Tests.Venues;

/// <summary>A source that runs during a test, with what it gives. Every wait is bounded.</summary>
public sealed class Listening : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly CancellationTokenSource _stop = new();
    private readonly FeedConnectors _connectors;
    private readonly Channel<FeedQuote> _quotes = Channel.CreateUnbounded<FeedQuote>();
    private readonly FeedRunner _runner;
    private readonly Task _running;

    /// <summary>Bounds for tests: what takes seconds outside takes little here.</summary>
    public static FeedLimits Quick { get; } =
        new()
        {
            SilenceMax = TimeSpan.FromSeconds(30),
            RetryFirst = TimeSpan.FromMilliseconds(1),
            RetryMax = TimeSpan.FromMilliseconds(4),
            AgeMax = Duration.FromMinutes(1),
            PollEvery = TimeSpan.FromMilliseconds(5),
        };

    public Listening(FeedSource source, TimeProvider? clock = null, PriceWatch? watch = null, IRawRecorder? recorder = null)
    {
        var tools = new FeedTools(clock ?? TimeProvider.System, new Random(1).NextDouble, watch, recorder);
        _connectors = new(tools);
        _runner = new(source, _connectors.For(source), (in FeedQuote quote) => _quotes.Writer.TryWrite(quote), tools);
        _running = _runner.RunAsync(_stop.Token);
    }

    public FeedHealth Health => _runner.Health();

    /// <summary>The next quote that passes.</summary>
    public async Task<FeedQuote> NextAsync()
    {
        try
        {
            return await _quotes.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        }
        catch (TimeoutException e)
        {
            throw new InvalidOperationException($"no quote; {Health}", e);
        }
    }

    /// <summary>Waits until the health is so.</summary>
    public async Task<FeedHealth> UntilAsync(Func<FeedHealth, bool> isSo)
    {
        var end = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (await timer.WaitForNextTickAsync())
        {
            var health = Health;
            if (isSo(health))
            {
                return health;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(end) < Patience, $"waited in vain; {health}");
        }

        throw new InvalidOperationException("The timer ended.");
    }

    /// <summary>How many quotes passed that nobody has taken.</summary>
    public int Left => _quotes.Reader.Count;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(Patience);
        _connectors.Dispose();
        _stop.Dispose();
        Assert.Equal(FeedState.Stopped, Health.State);
    }
}
