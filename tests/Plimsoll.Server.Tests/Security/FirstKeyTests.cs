using System.Net;
using System.Net.Sockets;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Hosting;

namespace Plimsoll.Server.Tests.Security;

/// <summary>The first administrator's key is shown by the first start that comes about.</summary>
public sealed class FirstKeyTests
{
    [Fact]
    public async Task A_start_that_fails_leaves_the_first_key_to_the_next()
    {
        var folder = Directory.CreateTempSubdirectory("plimsoll-first-").FullName;
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = new Uri($"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}");

        await Assert.ThrowsAsync<IOException>(() => StartAsync(folder, taken));
        await using (var server = await StartAsync(folder, new("http://127.0.0.1:0")))
        {
            Assert.NotNull(server.FirstKey);
        }

        await using (var server = await StartAsync(folder, new("http://127.0.0.1:0")))
        {
            Assert.Null(server.FirstKey);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static Task<PlimsollServer> StartAsync(string folder, Uri address) =>
        PlimsollServer.StartAsync(
            ServerSettings.Default with
            {
                Listen = new() { Urls = [address] },
                Data = new() { Folder = folder },
                Telemetry = ServerSettings.Default.Telemetry with { LogLevel = "error" },
            },
            new() { DemoPrices = null }
        );
}
