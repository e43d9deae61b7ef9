using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Plimsoll.Engine;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Feeds.Catalog;
using Plimsoll.Feeds.Connections;
using Plimsoll.Feeds.Health;
using Plimsoll.Feeds.Protocols;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Host;
using Plimsoll.Host.Entries;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Listing;

namespace Plimsoll.Server.Feeding;

/// <summary>Prices of outside venues into the venue's indices: what passed the feeds' rules, the latest of each market, as one command at a time. The engine decides what a price is worth.</summary>
/// <remarks>What one source tells never keeps out what others tell: a price that its index cannot carry counts as none, and of quotes that are refused together each is tried by itself.</remarks>
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
    private readonly HashSet<int> _refusals = [];
    private readonly ConcurrentDictionary<string, long> _outOfRange = new(StringComparer.Ordinal);
    private volatile bool _haveAllPlaces;
    private IReadOnlyList<(string Source, string What)> _withoutPlace = [];
    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;

    public FeedDesk(
        VenueHost host,
        Translator translator,
        IReadOnlyList<FeedSettings> feeds,
        IReadOnlyDictionary<string, string> environment,
        TimeProvider clock,
        ILogger log
    )
    {
        (_host, _translator, _log) = (host, translator, log);
        var tools = FeedTools.System with { Clock = clock };
        _connectors = new(tools);
        _board = new(clock, LongestWait);
        foreach (var feed in feeds)
        {
            // A source of its own for each feed: two of one venue may feed two indices.
            var name = $"{feed.Index}:{feed.Source}";
            var token = VenueCatalog.Find(feed.Venue)?.TokenVariable;
            var source = VenueCatalog.Complete(
                new(name, feed.Venue, [.. feed.Symbols.Select(SymbolOf)])
                {
                    Endpoints = feed.Endpoint is null ? [] : [feed.Endpoint],
                    AccessToken = token is not null && environment.GetValueOrDefault(token) is { Length: > 0 } secret ? secret : null,
                }
            );
            _feeds[name] = feed;
            _runners.Add(new(source, _connectors.For(source), _board.Put, tools));
        }
    }

    /// <summary>How each feed is.</summary>
    public IReadOnlyList<FeedHealth> Health => [.. _runners.Select(runner => WithRange(runner.Health()))];

    /// <summary>Feeds whose quotes have no place to go, since what they name is not listed: source, and what is missing. It may be listed later.</summary>
    public IReadOnlyList<(string Source, string What)> WithoutPlace
    {
        get
        {
            // What is listed stays listed, so nothing has to be looked at again once all have their place.
            if (_runners.Count > 0 && !_haveAllPlaces)
            {
                var listed = FeedTargets.Of(_host);
                _withoutPlace =
                [
                    .. _feeds
                        .Select(each => (each.Key, What: FeedTargets.NotListed(each.Value, listed)))
                        .Where(each => each.What is not null)
                        .Select(each => (each.Key, each.What!)),
                ];
                _haveAllPlaces = _withoutPlace.Count == 0;
            }

            return _withoutPlace;
        }
    }

    /// <summary>Feeds of which no quotes pass, a sentence each. Who makes his first connection is not among them, nor what nobody may know.</summary>
    public IReadOnlyList<string> Lost => [.. Health.Select(FeedWords.LossOf).OfType<string>()];

    public void Start()
    {
        foreach (var (source, what) in WithoutPlace)
        {
            _log.FeedHasNoIndex(source, $"there is no {what}.");
        }

        if (_runners.Count > 0)
            _work = Task.WhenAll([
                .. _runners.Select(runner => Guarded(runner.RunAsync)),
                Guarded(SubmitAsync),
                Guarded(new FeedWatch(() => Health, _log).RunAsync),
            ]);
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

    private static FeedSymbol SymbolOf(string text) =>
        FeedSymbol.TryRead(text, out var symbol) ? symbol : throw new ArgumentException($"No name of a market: {text}.", nameof(text));

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
                await SubmitAsync(command, cancellation);

            // What comes meanwhile waits on the board, the latest of each market only.
            await Task.Delay(Pace, cancellation);
        }
    }

    private async Task SubmitAsync(ReadOnlyMemory<IndexQuote> quotes, CancellationToken cancellation)
    {
        var outcome = await _host.SubmitAsync(HostEntry.Of(new SubmitQuotes(default, quotes, default))).WaitAsync(cancellation);
        if (outcome.IsAccepted)
            return;

        // The engine takes all or none: one that it cannot take would keep out those of everybody. Refused by the host, none of them can be taken now.
        if (quotes.Length == 1 || !Enum.IsDefined((RejectReason)outcome.Code))
        {
            if (_refusals.Add(outcome.Code))
                _log.QuotesRefused(quotes.Length, outcome.Code, outcome.Field);

            return;
        }

        for (var i = 0; i < quotes.Length; i++)
        {
            await SubmitAsync(quotes.Slice(i, 1), cancellation);
        }
    }

    private FeedHealth WithRange(FeedHealth health) =>
        _outOfRange.TryGetValue(health.Source, out var count)
            ? health with
            {
                Rejected = new Dictionary<QuoteRejection, long>(health.Rejected) { [QuoteRejection.OutOfRange] = count },
            }
            : health;

    private IndexQuote? Translate(FeedQuote quote)
    {
        var feed = _feeds[quote.Source];
        try
        {
            var index = _translator.Index(feed.Index);
            var place = _translator.Source(index, feed.Source, "source");
            var (bid, ask) = quote.Prices.HasBook ? (quote.Prices.Bid, quote.Prices.Ask) : (quote.Reference, quote.Reference);
            var scale = (decimal)Math.Pow(10, _translator.DecimalsOf(index));
            var most = _host.Read(machine => machine.Engine.MaxPriceOf(index)).Units / scale;
            if (bid > most || ask > most)
            {
                if (_outOfRange.AddOrUpdate(quote.Source, 1, static (_, count) => count + 1) == 1)
                    _log.FeedOutOfRange(quote.Source, Math.Max(bid, ask), most);

                // What no price is above drops a source; to say nothing would leave its last price standing.
                return new(index, place, default, default);
            }

            return new(index, place, new((long)Math.Floor(bid * scale)), new((long)Math.Ceiling(ask * scale)));
        }
        catch (Problems.ProblemException cause)
        {
            // Told once: the index may be listed later.
            if (_unknown.Add(quote.Source))
                _log.FeedHasNoIndex(quote.Source, cause.Message);

            return null;
        }
    }
}
