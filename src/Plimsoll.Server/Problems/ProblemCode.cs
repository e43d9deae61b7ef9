namespace Plimsoll.Server.Problems;

/// <summary>What went wrong at the edge. Numbers are wire format and never reused; those below 1000 are the engine's refusals.</summary>
public enum ProblemCode
{
    /// <summary>The body is no well-formed JSON.</summary>
    MalformedJson = 1000,

    /// <summary>JSON has a member that is not known.</summary>
    UnknownMember = 1001,

    /// <summary>A member that is needed is missing.</summary>
    MissingMember = 1002,

    /// <summary>A value is of the wrong kind or out of its range.</summary>
    BadValue = 1003,

    /// <summary>A member stands twice.</summary>
    DuplicateMember = 1004,

    /// <summary>JSON is nested too deeply.</summary>
    TooDeep = 1005,

    /// <summary>The body is too large.</summary>
    TooLarge = 1006,

    /// <summary>The body is of another type than is read here.</summary>
    WrongContentType = 1007,

    /// <summary>There is nothing at this address.</summary>
    UnknownRoute = 1008,

    /// <summary>The address does not know this method.</summary>
    WrongMethod = 1009,

    /// <summary>A parameter of path or query is wrong.</summary>
    BadParameter = 1010,

    /// <summary>The request itself is not HTTP as it should be.</summary>
    BadRequest = 1011,

    /// <summary>The request came too slowly.</summary>
    RequestTimeout = 1012,

    /// <summary>What was asked for is not there.</summary>
    NotFound = 1013,

    /// <summary>It contradicts what is there already.</summary>
    Conflict = 1014,

    /// <summary>What was asked for is not kept any more.</summary>
    Gone = 1015,

    /// <summary>A change was asked for that changes nothing.</summary>
    NothingChanges = 1016,

    /// <summary>No key was sent.</summary>
    KeyRequired = 2000,

    /// <summary>The key or its signature is not good.</summary>
    BadCredentials = 2001,

    /// <summary>The key's roles do not allow this.</summary>
    NotAllowed = 2002,

    /// <summary>The account is not one of the key's own.</summary>
    NotOwnAccount = 2003,

    /// <summary>The key is for signed requests.</summary>
    SignatureRequired = 2004,

    /// <summary>The key is not for signed requests.</summary>
    KeyCannotSign = 2005,

    /// <summary>The request's time is too far from the server's.</summary>
    OutsideWindow = 2006,

    /// <summary>The nonce was used before.</summary>
    NonceReplayed = 2007,

    /// <summary>The key works from the server's own machine alone.</summary>
    LoopbackOnly = 2008,

    /// <summary>The server cannot check signatures of this key any more.</summary>
    SealingKeyLost = 2009,

    /// <summary>More requests than the key may send.</summary>
    TooManyRequests = 3000,

    /// <summary>More failed authentications than are answered.</summary>
    TooManyFailures = 3001,

    /// <summary>More signed requests than can be remembered.</summary>
    TooManyNonces = 3002,

    /// <summary>More commands wait than the queue takes.</summary>
    Busy = 3003,

    /// <summary>The request's time is one that was good before the server started, so that it may have been carried out already.</summary>
    SignedBeforeStart = 3004,

    /// <summary>A fault of the server.</summary>
    Internal = 5000,

    /// <summary>The server is starting, stopping, or cannot write its journal.</summary>
    Unavailable = 5001,
}
