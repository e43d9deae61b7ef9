using Plimsoll.Feeds.Quotes;
using Plimsoll.Feeds.Recording;

namespace Plimsoll.Feeds.Connections;

/// <summary>What a running source uses of the world.</summary>
/// <param name="Clock">This machine's clock.</param>
/// <param name="Jitter">Numbers from 0 to below 1, for waits. Called from the thread of each source.</param>
/// <param name="Watch">Compares sources with each other; null for none.</param>
/// <param name="Recorder">Keeps all messages; null for none.</param>
public sealed record FeedTools(TimeProvider Clock, Func<double> Jitter, PriceWatch? Watch = null, IRawRecorder? Recorder = null)
{
    /// <summary>The system's clock and its own randomness.</summary>
    public static FeedTools System { get; } = new(TimeProvider.System, Random.Shared.NextDouble);
}
