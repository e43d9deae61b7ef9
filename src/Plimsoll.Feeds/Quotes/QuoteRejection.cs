namespace Plimsoll.Feeds.Quotes;

/// <summary>Why a quote was not passed on. The checks are made in this order and the first counts.</summary>
public enum QuoteRejection
{
    /// <summary>It was passed on.</summary>
    None = 0,

    /// <summary>A market that was not asked for.</summary>
    UnknownSymbol = 1,

    /// <summary>No price in it.</summary>
    Empty = 2,

    /// <summary>A price below zero, or a book with the bid above the ask.</summary>
    Impossible = 3,

    /// <summary>Nothing says when the venue made it.</summary>
    Unstamped = 4,

    /// <summary>Stamped later than this machine's clock allows.</summary>
    FromTheFuture = 5,

    /// <summary>Older than the source's bound.</summary>
    Old = 6,

    /// <summary>Older, by stamp or number, than one of the same market before it.</summary>
    OutOfOrder = 7,

    /// <summary>An oracle's confidence interval is wider than the bound.</summary>
    Uncertain = 8,

    /// <summary>Too far from what the other sources of the same group say.</summary>
    Deviating = 9,

    /// <summary>More than the index that it feeds can carry; it counts as no price, which drops its source.</summary>
    OutOfRange = 10,
}
