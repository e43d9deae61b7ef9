namespace Plimsoll.Server.Configuration;

/// <summary>The certificate for https. Passwords are never written here, only where they are found.</summary>
public sealed record TlsSettings
{
    /// <summary>File of the certificate: PEM with its chain, or PKCS#12 (.pfx, .p12).</summary>
    public string? Certificate { get; init; }

    /// <summary>File of the private key in PEM; none when the certificate's file holds it.</summary>
    public string? Key { get; init; }

    /// <summary>Name of the environment variable that holds the password of the key.</summary>
    public string? PasswordEnv { get; init; }

    /// <summary>File whose first line is the password of the key.</summary>
    public string? PasswordFile { get; init; }
}
