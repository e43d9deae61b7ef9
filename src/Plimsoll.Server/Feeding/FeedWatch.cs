using Microsoft.Extensions.Logging;
using Plimsoll.Feeds.Health;

namespace Plimsoll.Server.Feeding;

/// <summary>Logs which feeds fall out and come back, once each: whoever reads the log alone finds out, too.</summary>
/// <param name="health">How each feed is.</param>
/// <param name="log">Where it goes.</param>
internal sealed class FeedWatch(Func<IReadOnlyList<FeedHealth>> health, ILogger log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly HashSet<string> _lost = new(StringComparer.Ordinal);

    /// <summary>Looks until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Look();
            await Task.Delay(Pause, cancellation);
        }
    }

    /// <summary>Logs what is new.</summary>
    internal void Look()
    {
        foreach (var feed in health())
        {
            if (FeedWords.LossOf(feed) is { } loss)
            {
                if (_lost.Add(feed.Source))
                    log.FeedLost(loss);
            }
            else if (feed.State == FeedState.Live && _lost.Remove(feed.Source))
                log.FeedIsBack(feed.Source);
        }
    }
}
