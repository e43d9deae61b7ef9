namespace Plimsoll.Server.Security;

/// <summary>Why a change of the keys is refused, in the order of the checks.</summary>
public enum KeyRefusal
{
    /// <summary>It is not.</summary>
    None = 0,

    /// <summary>The name of the key is not 12 letters of a–z and 2–7.</summary>
    BadId = 1,

    /// <summary>There is a key of that name, live or revoked.</summary>
    IdTaken = 2,

    /// <summary>There is no such key.</summary>
    UnknownKey = 3,

    /// <summary>The key was revoked already.</summary>
    AlreadyRevoked = 4,

    /// <summary>No role, or one there is not.</summary>
    BadRoles = 5,

    /// <summary>A trader's key without accounts, accounts without a trader, more than 1,000, one twice, or a name that is empty or too long.</summary>
    BadAccounts = 6,

    /// <summary>The label is longer than 100 characters.</summary>
    LabelTooLong = 7,

    /// <summary>The proof is neither a salted hash nor a sealed secret.</summary>
    BadProof = 8,

    /// <summary>There are as many keys as the book holds.</summary>
    TooManyKeys = 9,

    /// <summary>Nobody could make keys any more: it is the last live key of an administrator.</summary>
    LastAdmin = 10,
}
