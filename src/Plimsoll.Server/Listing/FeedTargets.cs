using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Shapes;
using Plimsoll.Host;
using Plimsoll.Server.Api.Rules;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Demo;
using Plimsoll.Values;

namespace Plimsoll.Server.Listing;

/// <summary>Whether what feeds name is listed: an index never gets another source, so a wrong source is wrong for ever, while an index may be listed later.</summary>
internal static class FeedTargets
{
    /// <summary>Indices of a venue with their sources.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(VenueHost host) =>
        host.Read(static machine =>
            Enumerable
                .Range(0, machine.Engine.IndexCount)
                .Select(id => machine.Engine.View(new IndexId((ushort)id)).Parameters)
                .ToDictionary(
                    index => index.Symbol,
                    index => (IReadOnlyList<string>)[.. index.Sources.Select(source => source.Name)],
                    StringComparer.Ordinal
                )
        );

    /// <summary>Indices that a file will list.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(VenueFile file) =>
        file
            .Entries.Select(entry => entry.Request)
            .OfType<IndexRules>()
            .DistinctBy(index => index.Index, StringComparer.Ordinal)
            .ToDictionary(
                index => index.Index,
                index => (IReadOnlyList<string>)[.. index.Sources.Select(source => source.Source)],
                StringComparer.Ordinal
            );

    /// <summary>Indices of the demo market.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> OfDemo { get; } =
        DemoListing.Coins.ToDictionary(DemoListing.IndexOf, _ => DemoListing.SourceNames, StringComparer.Ordinal);

    /// <summary>What a feed names that is not listed: an index, or a source of one that is.</summary>
    /// <returns>Null when its quotes have a place to go.</returns>
    public static string? NotListed(FeedSettings feed, IReadOnlyDictionary<string, IReadOnlyList<string>> listed) =>
        !listed.TryGetValue(feed.Index, out var sources) ? $"index {feed.Index}"
        : !sources.Contains(feed.Source, StringComparer.Ordinal) ? $"source {feed.Source} of {feed.Index}"
        : null;

    /// <summary>The feeds that can never feed anything.</summary>
    /// <param name="feeds">Of the settings.</param>
    /// <param name="listed">What is listed, or will be.</param>
    /// <param name="isWhole">Whether nothing else is expected to be listed: then an index that is not there is a mistake.</param>
    public static IReadOnlyList<DocumentFault> FaultsOf(
        IReadOnlyList<FeedSettings> feeds,
        IReadOnlyDictionary<string, IReadOnlyList<string>> listed,
        bool isWhole
    )
    {
        var faults = new List<DocumentFault>();
        for (var i = 0; i < feeds.Count; i++)
        {
            var feed = feeds[i];
            if (listed.TryGetValue(feed.Index, out var sources))
            {
                if (!sources.Contains(feed.Source, StringComparer.Ordinal))
                    faults.Add(
                        new(
                            "unknown_source",
                            $"feeds[{i}].source",
                            default,
                            $"{feed.Index} has no source {feed.Source}; it has {string.Join(", ", sources)}, and an index never gets another.",
                            $"{Nearest.Advice(feed.Source, sources)} Name one of them, or another index.".TrimStart()
                        )
                    );
            }
            else if (isWhole)
            {
                var known = listed.Count == 0 ? "none is" : $"listed are {string.Join(", ", listed.Keys)}";
                faults.Add(
                    new(
                        "unknown_index",
                        $"feeds[{i}].index",
                        default,
                        $"there is no index {feed.Index}; {known}.",
                        $"{Nearest.Advice(feed.Index, listed.Keys)} List it, with this source, in the file that the setting venue names.".TrimStart()
                    )
                );
            }
        }

        return faults;
    }
}
