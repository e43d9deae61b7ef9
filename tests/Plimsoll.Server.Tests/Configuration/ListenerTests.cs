using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Plimsoll.Server.Configuration;

namespace Plimsoll.Server.Tests.Configuration;

/// <summary>Addresses and certificates, over real sockets.</summary>
public sealed class ListenerTests : IDisposable
{
    private const string Password = "hunter2";
    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1_000);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plimsoll-");
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal) { ["TLS_PASSWORD"] = Password };

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory, Trait("Criterion", "SECU-065")]
    [InlineData("pem")]
    [InlineData("pem in one file")]
    [InlineData("pem with password")]
    [InlineData("pfx with password in a file")]
    public async Task Serves_https_with_each_form_of_certificate(string form)
    {
        var (tls, trusted) = Certificate(form);
        var settings = new ServerSettings
        {
            Listen = new() { Urls = [new("https://127.0.0.1:0")] },
            Tls = tls,
        };
        await using var app = await StartAsync(settings);
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { trusted },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };

        var text = await client.GetStringAsync(new Uri(app.Urls.Single()));

        Assert.Equal("here", text);
    }

    [Fact, Trait("Criterion", "SECU-065")]
    public async Task Listens_on_each_address_named_and_on_no_other()
    {
        var settings = new ServerSettings { Listen = new() { Urls = [new("http://127.0.0.1:0"), new("http://127.0.0.2:0")] } };

        await using var app = await StartAsync(settings);

        Assert.Equal(["127.0.0.1", "127.0.0.2"], app.Urls.Select(url => new Uri(url).Host).Order(StringComparer.Ordinal));
        Assert.All(app.Urls, url => Assert.NotEqual(IPAddress.Any, IPAddress.Parse(new Uri(url).Host)));
    }

    [Fact, Trait("Criterion", "SECU-065")]
    public void A_certificate_that_cannot_be_used_names_its_setting_and_no_secret()
    {
        var (tls, _) = Certificate("pem with password");
        _environment["TLS_PASSWORD"] = "wrong-" + Password;

        var wrong = Assert.Throws<InvalidDataException>(() => ServerCertificate.Load(tls, _environment));
        var unset = Assert.Throws<InvalidDataException>(() =>
            ServerCertificate.Load(tls, new Dictionary<string, string>(StringComparer.Ordinal))
        );
        var missing = Assert.Throws<InvalidDataException>(() =>
            ServerCertificate.Load(new() { Certificate = "/no/such.pem" }, _environment)
        );

        var unnamed = Assert.Throws<InvalidDataException>(() => ServerCertificate.Load(tls with { PasswordEnv = null }, _environment));
        Assert.Contains("is encrypted, and no password is named; set tls.password_env", unnamed.Message, StringComparison.Ordinal);

        var told = Assert.Single(ConfigurationCheck.OnThisMachine(ServerSettings.Default with { Tls = tls }, _environment));

        Assert.Equal(("unusable_certificate", "tls.certificate"), (told.Code, told.Path));
        Assert.DoesNotContain(Password, told.Message, StringComparison.Ordinal);
        Assert.StartsWith("tls.certificate: ", wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, wrong.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("tls.password_env: ", unset.Message, StringComparison.Ordinal);
        Assert.StartsWith("tls.certificate: ", missing.Message, StringComparison.Ordinal);
    }

    private async Task<WebApplication> StartAsync(ServerSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UsePlimsollListeners(settings, _environment);
        var app = builder.Build();
        app.MapGet("/", () => "here");
        await app.StartAsync();
        return app;
    }

    private (TlsSettings Tls, X509Certificate2 Own) Certificate(string form)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var own = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var (pem, plain) = (own.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
        TlsSettings tls = form switch
        {
            "pem" => new() { Certificate = Write("a.pem", pem), Key = Write("a.key", plain) },
            "pem in one file" => new() { Certificate = Write("a.pem", $"{pem}\n{plain}") },
            "pem with password" => new()
            {
                Certificate = Write("a.pem", pem),
                Key = Write("a.key", key.ExportEncryptedPkcs8PrivateKeyPem(Password, Encryption)),
                PasswordEnv = "TLS_PASSWORD",
            },
            _ => new() { Certificate = Path.Combine(_folder.FullName, "a.pfx"), PasswordFile = Write("password", $"{Password}\nmore") },
        };
        if (tls.Certificate!.EndsWith(".pfx", StringComparison.Ordinal))
        {
            File.WriteAllBytes(tls.Certificate, own.Export(X509ContentType.Pkcs12, Password));
        }

        return (tls, X509CertificateLoader.LoadCertificate(own.RawData));
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
