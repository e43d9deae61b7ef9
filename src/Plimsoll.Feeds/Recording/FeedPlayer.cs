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
    private readonly QuoteHandler _quotes;
    private readonly PriceWatch? _watch;
    private Timestamp _now;

    /// <summary>Prepares to play.</summary>
    /// <param name="quotes">Takes what passes.</param>
    /// <param name="watch">Compares sources with each other; null for none.</param>
    /// <param name="sources">Sources whose bounds are not their venue's; all others are taken from the recording.</param>
    /// <exception cref="ArgumentException">A source names no venue or market that is known.</exception>
    public FeedPlayer(QuoteHandler quotes, PriceWatch? watch = null, IReadOnlyList<FeedSource>? sources = null)
    {
        (_quotes, _watch) = (quotes, watch);
        foreach (var source in sources ?? [])
        {
            Add(source);
        }
    }

    /// <summary>Sources of which there are messages and no beginning.</summary>
    public IReadOnlyCollection<string> Unknown => _unknown;

    /// <summary>How the sources stood at the last line.</summary>
    public IReadOnlyList<FeedHealth> Health => [.. _sources.Values.Select(source => source.Health.At(_now))];

    /// <summary>Plays one line.</summary>
    /// <exception cref="ArgumentException">A connection began to a venue or market that is not known.</exception>
    public void Play(RecordedLine line)
    {
        _now = line.Received;
        if (!_sources.TryGetValue(line.Source, out var source))
        {
            if (line.Began is not { } began)
            {
                _unknown.Add(line.Source);
                return;
            }

            source = Add(began);
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

    private (FeedIntake Intake, HealthRecord Health) Add(FeedSource source)
    {
        var complete = VenueCatalog.Complete(source);
        var health = new HealthRecord(source.Name, source.Venue, complete.Limits!.AgeMax);
        var intake = new FeedIntake(complete, health, _watch, _quotes);
        _sources.Add(source.Name, (intake, health));
        return (intake, health);
    }
}
