namespace Plimsoll.Feeds.Health;

/// <summary>Why a connection ended or could not be made.</summary>
public enum FeedProblem
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The host's name cannot be found.</summary>
    NameNotFound = 1,

    /// <summary>Nobody can be reached at the address.</summary>
    Unreachable = 2,

    /// <summary>Connecting took too long.</summary>
    ConnectTimeout = 3,

    /// <summary>No trusted encrypted connection could be made.</summary>
    Encryption = 4,

    /// <summary>The venue answered with another HTTP status than was expected.</summary>
    HttpStatus = 5,

    /// <summary>The venue says that too much was asked.</summary>
    RateLimited = 6,

    /// <summary>The venue closed the connection.</summary>
    Closed = 7,

    /// <summary>The connection broke.</summary>
    Lost = 8,

    /// <summary>Nothing came for too long.</summary>
    Silent = 9,

    /// <summary>Messages came, and no quote of them passed for too long.</summary>
    NoQuotes = 10,

    /// <summary>Too much was not what the venue documents.</summary>
    Nonsense = 11,

    /// <summary>A message was larger than allowed.</summary>
    MessageTooLarge = 12,

    /// <summary>Too many gaps.</summary>
    Gaps = 13,

    /// <summary>The venue asked to connect anew.</summary>
    Leaving = 14,

    /// <summary>A fault of this program; it is told and the source goes on.</summary>
    Fault = 15,
}
