using Plimsoll.Feeds.Catalog;
using Plimsoll.Feeds.Connections;
using Plimsoll.Feeds.Health;
using Plimsoll.Feeds.Quotes;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Recording;

/// <summary>Plays recorded messages through the very code that live ones go through, with the times they came at: the same messages give the same quotes, always.</summary>
public sealed class FeedPlayer
{
    private readonly Dictionary<string, (FeedIntake Intake, HealthRecord Health)> _sources = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);
    private Timestamp _now;

    /// <summary>Prepares to play.</summary>
    /// <param name="sources">The sources as they were when they were recorded; others in the recording are passed over.</param>
    /// <param name="quotes">Takes what passes.</param>
    /// <param name="watch">Compares sources with each other; null for none.</param>
    /// <exception cref="ArgumentException">A source names no venue or market that is known.</exception>
    public FeedPlayer(IEnumerable<FeedSource> sources, QuoteHandler quotes, PriceWatch? watch = null)
    {
        foreach (var source in sources.Select(VenueCatalog.Complete))
        {
            var health = new HealthRecord(source.Name, source.Venue, source.Limits!.AgeMax);
            var intake = new FeedIntake(source, health, watch, quotes);
            intake.Protocol.Address(source.Endpoints[0]);
            _sources.Add(source.Name, (intake, health));
        }
    }

    /// <summary>Sources of the recording that were not named.</summary>
    public IReadOnlyCollection<string> Unknown => _unknown;

    /// <summary>How the sources stood at the last line.</summary>
    public IReadOnlyList<FeedHealth> Health => [.. _sources.Values.Select(source => source.Health.At(_now))];

    /// <summary>Plays one line.</summary>
    public void Play(RecordedLine line)
    {
        _now = line.Received;
        if (!_sources.TryGetValue(line.Source, out var source))
        {
            _unknown.Add(line.Source);
            return;
        }

        if (line.Message is { } message)
        {
            source.Intake.Take(message.Span, line.Received, TimeSpan.Zero);
            return;
        }

        source.Health.Connecting();
        source.Health.Connected(TimeSpan.Zero);
        source.Intake.Begin();
    }

    /// <summary>Plays a recording to its end.</summary>
    /// <returns>How many lines there were.</returns>
    public long Play(IEnumerable<RecordedLine> lines)
    {
        var count = 0L;
        foreach (var line in lines)
        {
            Play(line);
            count++;
        }

        return count;
    }
}
