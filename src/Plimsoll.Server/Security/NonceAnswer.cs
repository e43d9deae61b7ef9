namespace Plimsoll.Server.Security;

/// <summary>What became of a nonce.</summary>
public enum NonceAnswer
{
    /// <summary>It is new, and remembered.</summary>
    Taken,

    /// <summary>It was used before.</summary>
    Replayed,

    /// <summary>There is no room to remember it.</summary>
    Full,

    /// <summary>Nonces of its time are forgotten, so whether it was used before is not known.</summary>
    Forgotten,
}
