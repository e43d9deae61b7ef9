namespace Plimsoll.Server.Security;

/// <summary>Names that the parts of authentication share.</summary>
public static class ApiKeyDefaults
{
    /// <summary>The scheme's name.</summary>
    public const string Scheme = "PlimsollKey";

    /// <summary>The claim with the key's id.</summary>
    public const string KeyClaim = "plimsoll:key";

    /// <summary>What stands before an operation in the name of its policy.</summary>
    internal const string PolicyPrefix = "plimsoll:";
}
