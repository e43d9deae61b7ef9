using System.Collections.Concurrent;
using Plimsoll.Feeds.Catalog;
using Plimsoll.Feeds.Connections;
using Plimsoll.Feeds.Health;
using Plimsoll.Feeds.Protocols;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Checks;

/// <summary>Listens to sources for a while and says which work, and what to do about those that do not.</summary>
public static class FeedCheck
{
    private static readonly Duration SkewMax = Duration.FromSeconds(1);

    /// <summary>Listens to all sources at once. Ends in time whatever the network does.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="time">How long.</param>
    /// <param name="connectors">Makes connections of each kind.</param>
    /// <param name="tools">Clock, jitter and what else may be there.</param>
    /// <param name="cancellation">Ends it early; what was found is returned.</param>
    /// <param name="also">Takes each quote that passes too, or null.</param>
    /// <exception cref="ArgumentException">A source names no venue or market that is known.</exception>
    public static async Task<IReadOnlyList<FeedCheckResult>> RunAsync(
        IReadOnlyList<FeedSource> sources,
        TimeSpan time,
        FeedConnectors connectors,
        FeedTools tools,
        CancellationToken cancellation,
        QuoteHandler? also = null
    )
    {
        var quotes = new ConcurrentDictionary<(string Source, string Symbol), (long Count, FeedQuote Last)>();
        var runners = sources
            .Select(source => new FeedRunner(
                Shortened(VenueCatalog.Complete(source), time),
                connectors.For(source),
                (in FeedQuote quote) =>
                {
                    var last = quote;
                    also?.Invoke(quote);
                    quotes.AddOrUpdate((last.Source, last.Symbol), (1, last), (_, before) => (before.Count + 1, last));
                },
                tools
            ))
            .ToList();

        using var stop = new CancellationTokenSource();
        var running = runners.Select(runner => runner.RunAsync(stop.Token)).ToList();
        try
        {
            await Task.Delay(time, tools.Clock, cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Ended early; what was found counts.
        }

        var atTheEnd = runners.Select(runner => runner.Health()).ToList(); // before they are stopped, which is no fault of theirs
        await stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(running).ConfigureAwait(false);
        return [.. sources.Select((source, i) => Judge(source, atTheEnd[i], quotes))];
    }

    /// <summary>Connecting may take no longer than the check.</summary>
    private static FeedSource Shortened(FeedSource source, TimeSpan time) =>
        source with
        {
            Limits = source.Limits! with { ConnectMax = source.Limits.ConnectMax < time ? source.Limits.ConnectMax : time },
        };

    private static FeedCheckResult Judge(
        FeedSource source,
        FeedHealth health,
        ConcurrentDictionary<(string Source, string Symbol), (long Count, FeedQuote Last)> all
    )
    {
        var labels = source.Symbols.Select(symbol => symbol.Shown).ToList();
        var quotes = labels
            .Where(label => all.ContainsKey((source.Name, label)))
            .ToDictionary(label => label, label => all[(source.Name, label)], StringComparer.Ordinal);
        var (problem, advice) = Problem(health, labels, quotes);
        return new(health, labels, quotes, problem, advice);
    }

    private static (string? Problem, string? Advice) Problem(
        FeedHealth health,
        List<string> labels,
        Dictionary<string, (long Count, FeedQuote Last)> quotes
    )
    {
        var detail = health.Detail.Length > 0 ? $": {health.Detail}" : "";
        var refusal = health.Refusal.Length > 0 ? $": {health.Refusal}" : "";
        if (health.LastProblem is not FeedProblem.None)
        {
            return ($"{Words(health.LastProblem)}{detail}", FeedAdvice.Of(health.LastProblem));
        }

        if (quotes.Count == 0 && health.Rejected.Count > 0)
        {
            // Markets that were not asked for come beside others at some venues: they are the reason only when there is no better one.
            var most = health
                .Rejected.OrderBy(reason => reason.Key is QuoteRejection.UnknownSymbol)
                .ThenByDescending(reason => reason.Value)
                .ThenBy(reason => reason.Key)
                .First();
            return ($"{most.Value} quotes refused: {Words(most.Key)}", FeedAdvice.Of(most.Key));
        }

        if (labels.Where(label => !quotes.ContainsKey(label)).ToList() is { Count: > 0 } missing)
        {
            return health.State is FeedState.Connecting
                ? ("not connected in time", FeedAdvice.Of(FeedProblem.ConnectTimeout))
                : ($"no quote of {string.Join(", ", missing)}{refusal}", FeedAdvice.Of(FeedProblem.NoQuotes));
        }

        return
            health.Skew is { } skew
            && (skew < new Duration(-SkewMax.Nanoseconds) || skew > SkewMax)
            && health.LastQuote is { Kind: FeedSymbolKind.Market }
            ? ("clocks differ, or all comes late", FeedAdvice.Of(QuoteRejection.Old))
            : (null, null);
    }

    /// <summary>A name of an enumeration in small words.</summary>
    private static string Words<T>(T value)
        where T : struct, Enum =>
        string.Concat(
            value.ToString().Select((sign, i) => char.IsUpper(sign) ? (i > 0 ? " " : "") + char.ToLowerInvariant(sign) : $"{sign}")
        );
}
