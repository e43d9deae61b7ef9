using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Configuration;

/// <summary>Opens the addresses that the settings name, and no others.</summary>
public static class Listeners
{
    /// <summary>Makes the server listen where the settings say, by TLS 1.2 or 1.3 where they say https.</summary>
    /// <param name="host">The host.</param>
    /// <param name="settings">The settings, checked.</param>
    /// <param name="environment">Environment variables, for the certificate's password.</param>
    /// <param name="patience">How long a connection may take to its first request; 10 s without it.</param>
    /// <exception cref="InvalidDataException">The certificate cannot be used.</exception>
    public static IWebHostBuilder UsePlimsollListeners(
        this IWebHostBuilder host,
        ServerSettings settings,
        IReadOnlyDictionary<string, string> environment,
        TimeSpan? patience = null
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        var isSecure = settings.Listen.Urls.Any(url => url.Scheme == Uri.UriSchemeHttps);
        var certificate = isSecure ? ServerCertificate.Load(settings.Tls, environment) : default;
        // A request goes on where its bytes arrive, on a thread of the pool: to hand it to another one costs more than most requests do. A buffer of 4 KiB waits for each open connection.
        host.UseSockets(sockets =>
        {
            sockets.UnsafePreferInlineScheduling = true;
            sockets.WaitForDataBeforeAllocatingBuffer = false;
        });
        return host.ConfigureKestrel(kestrel =>
        {
            var door = new ConnectionDoor(
                settings.Limits.ConnectionsPerAddress,
                patience ?? ConnectionDoor.Patience,
                kestrel.ApplicationServices.GetRequiredService<ILogger<ConnectionDoor>>()
            );
            foreach (var url in settings.Listen.Urls)
            {
                Listen(
                    kestrel,
                    url,
                    options =>
                    {
                        // First, so that a handshake of TLS that goes on for ever counts as well.
                        options.Use(door.Before);
                        Secure(options, url, certificate);
                    }
                );
            }
        });
    }

    private static void Listen(KestrelServerOptions kestrel, Uri url, Action<ListenOptions> secure)
    {
        if (url.HostNameType == UriHostNameType.Dns)
        {
            kestrel.ListenLocalhost(url.Port, secure);
        }
        else
        {
            kestrel.Listen(IPAddress.Parse(url.DnsSafeHost), url.Port, secure);
        }
    }

    private static void Secure(ListenOptions options, Uri url, (X509Certificate2 Certificate, X509Certificate2Collection Chain) loaded)
    {
        if (url.Scheme == Uri.UriSchemeHttps)
        {
            options.UseHttps(https =>
            {
                https.ServerCertificate = loaded.Certificate;
                https.ServerCertificateChain = loaded.Chain;
                https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            });
        }
    }
}
