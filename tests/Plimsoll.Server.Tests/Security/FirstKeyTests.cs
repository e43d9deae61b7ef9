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

    [Fact, Trait("Criterion", "SECU-002")]
    public async Task Where_nobody_looks_it_is_written_for_its_owner_alone_before_it_is_made()
    {
        var folder = Directory.CreateTempSubdirectory("plimsoll-first-").FullName;
        var (file, home) = (Path.Combine(folder, "first-key"), new Uri("http://127.0.0.1:0"));
        // What cannot be written is no key: the next start makes one.
        Directory.CreateDirectory(file);
        await Assert.ThrowsAnyAsync<SystemException>(() => StartAsync(folder, home, "first-key"));
        Directory.Delete(file);
        await File.WriteAllTextAsync(file, "of a start that was cut off", TestContext.Current.CancellationToken);

        string told;
        await using (var server = await StartAsync(folder, home, "first-key"))
        {
            told = server.FirstKey!.Reveal();
            Assert.Equal(file, server.FirstKeyFile);
        }

        Assert.Equal(told + "\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        File.Delete(file);
        await using (var server = await StartAsync(folder, home, "first-key"))
        {
            Assert.Null(server.FirstKeyFile);
            Assert.False(File.Exists(file));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact, Trait("Criterion", "SECU-007")]
    public async Task Who_has_lost_every_key_gets_another_by_a_start_that_is_asked_to()
    {
        var folder = Directory.CreateTempSubdirectory("plimsoll-first-").FullName;
        var home = new Uri("http://127.0.0.1:0");
        string first;
        await using (var server = await StartAsync(folder, home))
        {
            first = server.FirstKey!.Reveal();
        }

        await using (var server = await StartAsync(folder, home, isNewAdminWanted: true))
        {
            using var http = new HttpClient { BaseAddress = new(server.Addresses[0], "api/v1/") };
            var told = server.FirstKey!.Reveal();
            Assert.NotEqual(first, told);
            foreach (var key in new[] { first, told })
            {
                http.DefaultRequestHeaders.Authorization = new("Bearer", key);
                var audit = await http.GetStringAsync(new Uri("audit", UriKind.Relative), TestContext.Current.CancellationToken);
                Assert.Contains("administrator made at a start", audit, StringComparison.Ordinal);
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    private static Task<PlimsollServer> StartAsync(string folder, Uri address, string? file = null, bool isNewAdminWanted = false) =>
        PlimsollServer.StartAsync(
            ServerSettings.Default with
            {
                Listen = new() { Urls = [address] },
                Data = new() { Folder = folder },
                Telemetry = ServerSettings.Default.Telemetry with { LogLevel = "error" },
            },
            new()
            {
                DemoPrices = null,
                FirstKeyFile = file,
                IsNewAdminWanted = isNewAdminWanted,
            }
        );
}
