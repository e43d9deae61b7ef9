namespace Plimsoll.Client;

/// <summary>What became of a message.</summary>
internal enum FeedStep
{
    /// <summary>It is in the buffer, or was there before.</summary>
    Taken,

    /// <summary>The buffer is full.</summary>
    Full,

    /// <summary>Something before it is missing.</summary>
    Gap,
}
