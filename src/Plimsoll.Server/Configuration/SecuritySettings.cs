namespace Plimsoll.Server.Configuration;

/// <summary>Keys and signatures.</summary>
public sealed record SecuritySettings
{
    /// <summary>How far the time of a signed request may lie from the server's, either way.</summary>
    public TimeSpan SignatureWindow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Nonces remembered at most; when so many are fresh, signed requests are refused rather than believed twice.</summary>
    public int Nonces { get; init; } = 200_000;

    /// <summary>Whether a server without keys makes one for an administrator at its start, and shows it once.</summary>
    public bool FirstKey { get; init; } = true;

    /// <summary>Whether that first key works from this machine alone.</summary>
    public bool FirstKeyLoopbackOnly { get; init; } = true;

    /// <summary>File of the key that seals signing secrets; from the data folder when it is relative, made when it is not there.</summary>
    public string SealingKeyFile { get; init; } = "sealing.key";
}
