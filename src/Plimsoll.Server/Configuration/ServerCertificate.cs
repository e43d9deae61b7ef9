using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Configuration;

/// <summary>The certificate that the settings name, with its key and chain.</summary>
public static class ServerCertificate
{
    /// <summary>Loads it.</summary>
    /// <param name="settings">Where its files and its password are.</param>
    /// <param name="environment">Environment variables.</param>
    /// <returns>The certificate with its key, and the certificates between it and its root.</returns>
    /// <exception cref="InvalidDataException">It cannot be used; the message names the setting and says what to do, and holds no secret.</exception>
    public static (X509Certificate2 Certificate, X509Certificate2Collection Chain) Load(
        TlsSettings settings,
        IReadOnlyDictionary<string, string> environment
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(environment);
        var path = settings.Certificate ?? throw new InvalidDataException("tls.certificate: https needs a certificate; name its file.");
        var password = PasswordOf(settings, environment);
        try
        {
            return IsPkcs12(path) ? OfPkcs12(path, password) : OfPem(path, settings.Key ?? path, password);
        }
        catch (Exception exception)
            when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidDataException(
                $"tls.certificate: {path} and its key cannot be used: {exception.Message} Check that both files are readable, belong together, and that the password is theirs.",
                exception
            );
        }
    }

    private static bool IsPkcs12(string path) =>
        path.EndsWith(".pfx", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".p12", StringComparison.OrdinalIgnoreCase);

    private static (X509Certificate2, X509Certificate2Collection) OfPkcs12(string path, Secret? password)
    {
        var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(path, password?.Reveal());
        var own = all.FirstOrDefault(each => each.HasPrivateKey) ?? throw new CryptographicException("It holds no private key.");
        all.Remove(own);
        return (own, all);
    }

    private static (X509Certificate2, X509Certificate2Collection) OfPem(string path, string key, Secret? password)
    {
        if (password is null && File.ReadAllText(key).Contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal))
            throw new InvalidDataException(
                $"tls.certificate: the key in {key} is encrypted, and no password is named; set tls.password_env to the name of a variable that holds it, or tls.password_file to a file."
            );

        using var loaded = password is null
            ? X509Certificate2.CreateFromPemFile(path, key)
            : X509Certificate2.CreateFromEncryptedPemFile(path, password.Reveal(), key);
        // Through PKCS#12 once more: some platforms do not serve with a key that was only attached.
        var own = X509CertificateLoader.LoadPkcs12(loaded.Export(X509ContentType.Pkcs12), password: null);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(path);
        return (own, [.. chain.Where(each => each.Thumbprint != own.Thumbprint)]);
    }

    private static Secret? PasswordOf(TlsSettings settings, IReadOnlyDictionary<string, string> environment)
    {
        if (settings.PasswordEnv is { } variable)
        {
            return environment.TryGetValue(variable, out var value)
                ? new(value)
                : throw new InvalidDataException($"tls.password_env: the variable {variable} is not set; set it before the start.");
        }

        if (settings.PasswordFile is not { } file)
        {
            return null;
        }

        return File.Exists(file)
            ? new(File.ReadLines(file).FirstOrDefault() ?? "")
            : throw new InvalidDataException($"tls.password_file: there is no file {file}.");
    }
}
