using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Metrics;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Tests.Hosting;

/// <summary>What a start makes, and what a failed one leaves behind: nothing that runs, and where it cannot listen no folder either.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-start-").FullName;

    private string Venue => Path.Combine(_folder, "venues", "mine");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact, Trait("Criterion", "SECU-068")]
    public async Task A_port_that_is_taken_is_told_before_anything_is_made()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = Address(((IPEndPoint)other.LocalEndpoint).Port);

        var told = await Assert.ThrowsAsync<IOException>(() => StartAsync(new(), taken));

        Assert.Equal($"cannot listen on {taken.GetLeftPart(UriPartial.Authority)}: another program does.", told.Message);
        Assert.False(Directory.Exists(Venue));
    }

    [Fact, Trait("Criterion", "SECU-068")]
    public async Task An_address_of_another_machine_is_told_before_anything_is_made()
    {
        // 192.0.2.0/24 is for documentation: no machine has it.
        var told = await Assert.ThrowsAsync<IOException>(() => StartAsync(new(), new Uri("http://192.0.2.7:4100")));

        Assert.Equal("cannot listen on http://192.0.2.7:4100: this machine has no such address.", told.Message);
        Assert.False(Directory.Exists(Venue));
    }

    /// <summary>The platform's data protection keeps keys in the home of whoever runs the server, and warns at every start where there is none.</summary>
    [Fact, Trait("Criterion", "SECU-080")]
    public void Nothing_is_kept_outside_the_folder()
    {
        using var vault = new SecretVault(new byte[32]);
        var services = new ServiceCollection();

        services.AddPlimsollSecurity(ServerSettings.Default, new(), vault);

        Assert.DoesNotContain(services, each => each.ServiceType.FullName!.Contains("DataProtection", StringComparison.Ordinal));
    }

    [Fact, Trait("Criterion", "SECU-069")]
    public async Task A_start_that_fails_at_last_stops_all_that_had_begun()
    {
        var clock = new CountedClock();
        var free = Address(FreePort());

        // Each can be listened on, both together cannot: that shows only when feeds and demo are at work.
        await Assert.ThrowsAnyAsync<IOException>(() => StartAsync(new() { Clock = clock }, free, free));

        Assert.Equal(0, clock.Running);
        await using var server = await StartAsync(new() { DemoPrices = null }, free);
        Assert.NotNull(server.FirstKey);
    }

    [Fact, Trait("Criterion", "SECU-067")]
    public async Task The_folder_that_a_start_makes_is_for_its_owner_alone()
    {
        await using (await StartAsync(new() { DemoPrices = null }, Address(0))) { }

        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        // Rights of this kind are those of Unix.
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(Owner, File.GetUnixFileMode(Venue));
            foreach (var file in Directory.GetFiles(Venue, "*", SearchOption.AllDirectories))
            {
                Assert.Equal((file, Owner & ~UnixFileMode.UserExecute), (file, File.GetUnixFileMode(file)));
            }
        }
    }

    [Theory, Trait("Criterion", "SECU-076")]
    [InlineData("auto", false, false)]
    [InlineData("auto", true, true)]
    [InlineData("json", false, true)]
    [InlineData("text", true, false)]
    public void A_log_is_for_people_at_a_terminal_and_JSON_elsewhere(string format, bool isRedirected, bool isJson) =>
        Assert.Equal(isJson, MetricServices.IsJson(format, isRedirected));

    private static Uri Address(int port) => new($"http://127.0.0.1:{port}");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Task<PlimsollServer> StartAsync(ServerStart start, params Uri[] addresses) =>
        PlimsollServer.StartAsync(
            ServerSettings.Default with
            {
                Listen = new() { Urls = addresses },
                Data = new() { Folder = Venue },
                // Nobody is there: it waits and tries again for as long as it runs.
                Feeds = [new("kraken", ["BTC/USD"], "BTC/USD", "demo-1", new("ws://127.0.0.1:9"))],
                Telemetry = ServerSettings.Default.Telemetry with { LogLevel = "error" },
            },
            start
        );
}
