using Plimsoll.Feeds.Health;

namespace Plimsoll.Feeds.Connections;

/// <summary>A connection cannot be made, or has ended.</summary>
public sealed class FeedConnectionException : Exception
{
    /// <summary>Describes the end.</summary>
    /// <param name="problem">Why.</param>
    /// <param name="detail">The words to it.</param>
    /// <param name="retryAfter">How long the venue asks to wait, if it says so.</param>
    /// <param name="inner">What the runtime said.</param>
    public FeedConnectionException(FeedProblem problem, string detail, TimeSpan? retryAfter = null, Exception? inner = null)
        : base($"{problem}: {detail}", inner)
    {
        Problem = problem;
        Detail = detail;
        RetryAfter = retryAfter;
    }

    /// <summary>Why.</summary>
    public FeedProblem Problem { get; }

    /// <summary>The words to it.</summary>
    public string Detail { get; }

    /// <summary>How long the venue asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; }
}
