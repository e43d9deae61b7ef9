using Microsoft.Extensions.Logging;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Feeds.Catalog;
using Plimsoll.Feeds.Connections;
using Plimsoll.Feeds.Health;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Host;
using Plimsoll.Host.Entries;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Configuration;

namespace Plimsoll.Server.Feeding;

/// <summary>Prices of outside venues into the venue's indices: what passed the feeds' rules, the latest of each market, as one command at a time. The engine decides what a price is worth.</summary>
internal sealed class FeedDesk : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly VenueHost _host;
    private readonly Translator _translator;
    private readonly ILogger _log;
    private readonly FeedConnectors _connectors;
    private readonly QuoteBoard _board;
    private readonly Dictionary<string, FeedSettings> _feeds = new(StringComparer.Ordinal);
    private readonly List<FeedRunner> _runners = [];
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;

    public FeedDesk(VenueHost host, Translator translator, IReadOnlyList<FeedSettings> feeds, TimeProvider clock, ILogger log)
    {
        (_host, _translator, _log) = (host, translator, log);
        var tools = FeedTools.System with { Clock = clock };
        _connectors = new(tools);
        _board = new(clock, LongestWait);
        foreach (var feed in feeds)
        {
            // A source of its own for each feed: two of one venue may feed two indices.
            var name = $"{feed.Index}:{feed.Source}";
            var source = VenueCatalog.Complete(
                new(name, feed.Venue, [.. feed.Symbols.Select(symbol => new Feeds.Protocols.FeedSymbol(symbol))])
                {
                    Endpoints = feed.Endpoint is null ? [] : [feed.Endpoint],
                }
            );
            _feeds[name] = feed;
            _runners.Add(new(source, _connectors.For(source), _board.Put, tools));
        }
    }

    /// <summary>How each feed is.</summary>
    public IReadOnlyList<FeedHealth> Health => [.. _runners.Select(runner => runner.Health())];

    public void Start()
    {
        if (_runners.Count > 0)
            _work = Task.WhenAll([.. _runners.Select(runner => Guarded(runner.RunAsync)), Guarded(SubmitAsync)]);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _connectors.Dispose();
        _stop.Dispose();
    }

    private async Task Guarded(Func<CancellationToken, Task> work)
    {
        try
        {
            await Task.Run(() => work(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
        catch (Exception cause)
        {
            // The others go on, and the index has its rules for a source that is silent.
            _log.FeedFailed(cause);
        }
    }

    private async Task SubmitAsync(CancellationToken cancellation)
    {
        var quotes = new List<FeedQuote>();
        while (true)
        {
            await _board.WaitAsync(cancellation);
            quotes.Clear();
            _board.Take(quotes);
            var command = quotes.Select(Translate).OfType<IndexQuote>().ToArray();
            if (command.Length > 0)
                _host.TrySubmit(HostEntry.Of(new SubmitQuotes(default, command, default)), null);

            // What comes meanwhile waits on the board, the latest of each market only.
            await Task.Delay(Pace, cancellation);
        }
    }

    private IndexQuote? Translate(FeedQuote quote)
    {
        var feed = _feeds[quote.Source];
        try
        {
            var index = _translator.Index(feed.Index);
            var place = _translator.Source(index, feed.Source, "source");
            var (bid, ask) = quote.Prices.HasBook ? (quote.Prices.Bid, quote.Prices.Ask) : (quote.Reference, quote.Reference);
            var scale = (decimal)Math.Pow(10, _translator.DecimalsOf(index));
            return new(index, place, new((long)Math.Floor(bid * scale)), new((long)Math.Ceiling(ask * scale)));
        }
        catch (Exception cause) when (cause is Problems.ProblemException or OverflowException)
        {
            // Told once: the index may be listed later.
            if (_unknown.Add(quote.Source))
                _log.FeedHasNoIndex(quote.Source, cause.Message);

            return null;
        }
    }
}
