using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Security;
using Plimsoll.Server.Tests.Api;

namespace Plimsoll.Server.Tests.Security;

/// <summary>Connections of strangers, over real sockets.</summary>
public sealed class ConnectionDoorTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact, Trait("Criterion", "SECU-043"), Trait("Criterion", "SOCK-015")]
    public async Task Strangers_of_one_address_leave_room_for_a_matching_engine()
    {
        await using var world = await ServerWorld.StartAsync(
            new() { Limits = limits => limits with { Connections = 4, ConnectionsPerAddress = 2 } }
        );
        var engine = (await world.Ok(HttpMethod.Post, "keys", """{"label":"book","roles":["matching_engine"]}"""))["secret"]!;
        var strangers = new List<TcpClient>();
        for (var i = 0; i < 8; i++)
        {
            strangers.Add(await ConnectAsync(world));
        }

        // Two of them stay: these have nothing to read, and the others are at their end.
        var ended = strangers.Select(each => each.Connected ? EndAsync(each.GetStream()) : Task.CompletedTask).ToList();
        await UntilAsync(ended, 6);
        // What the six had taken of all connections comes free a moment after they are at their end.
        using var patience = new CancellationTokenSource(Patience);
        string answer;
        do
        {
            using var own = await ConnectAsync(world, "127.0.0.2");
            answer = own.Connected ? await AskAsync(own.GetStream(), Handshake((string)engine!)) : "";
        } while (answer.Length == 0 && !patience.IsCancellationRequested);

        Assert.StartsWith("HTTP/1.1 101", answer, StringComparison.Ordinal);
        Assert.Equal(6, ended.Count(each => each.IsCompleted));
        strangers.ForEach(each => each.Dispose());
    }

    [Theory, Trait("Criterion", "SECU-043")]
    [InlineData("bearer")]
    [InlineData("for this machine alone")]
    [InlineData("WebSocket")]
    [InlineData("WebSocket, first message")]
    public async Task A_connection_that_has_shown_a_good_key_counts_no_more(string how)
    {
        await using var world = await ServerWorld.StartAsync(
            new() { Limits = limits => limits with { ConnectionsPerAddress = 2 }, IsLoopbackOnly = how == "for this machine alone" }
        );
        var clients = new List<TcpClient>();
        for (var i = 0; i < 6; i++)
        {
            var client = await ConnectAsync(world);
            clients.Add(client);
            var stream = client.GetStream();
            if (how.StartsWith("WebSocket", StringComparison.Ordinal))
            {
                Assert.StartsWith(
                    "HTTP/1.1 101",
                    await AskAsync(stream, Handshake(how == "WebSocket" ? world.Admin : null)),
                    StringComparison.Ordinal
                );
                if (how != "WebSocket")
                {
                    await stream.WriteAsync(
                        Frame($$$"""{"id":1,"method":"authenticate","params":{"key":"{{{world.Admin}}}"}}"""),
                        TestContext.Current.CancellationToken
                    );
                    Assert.Contains("\"roles\"", await ReadAsync(stream), StringComparison.Ordinal);
                }
            }
            else
            {
                var asked = $"GET /api/v1/status HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer {world.Admin}\r\n\r\n";
                Assert.StartsWith("HTTP/1.1 200", await AskAsync(stream, asked), StringComparison.Ordinal);
            }
        }

        using var open = await ConnectAsync(world);
        var answer = await AskAsync(open.GetStream(), "GET /health/live HTTP/1.1\r\nHost: here\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        clients.ForEach(each => each.Dispose());
    }

    [Theory, Trait("Criterion", "SECU-046")]
    [InlineData("")]
    [InlineData("GET /health/live HTTP/1.1\r\nHost:")]
    public async Task A_connection_without_a_request_is_closed_and_one_that_has_asked_stays(string begun)
    {
        await using var world = await ServerWorld.StartAsync(new() { FirstRequest = TimeSpan.FromSeconds(2) });
        const string Asked = "GET /health/live HTTP/1.1\r\nHost: here\r\n\r\n";
        using var asker = await ConnectAsync(world);
        var first = await AskAsync(asker.GetStream(), Asked);
        using var silent = await ConnectAsync(world);
        await silent.GetStream().WriteAsync(Encoding.ASCII.GetBytes(begun), TestContext.Current.CancellationToken);

        await EndAsync(silent.GetStream()).WaitAsync(Patience, TestContext.Current.CancellationToken);
        var second = await AskAsync(asker.GetStream(), Asked);

        Assert.StartsWith("HTTP/1.1 200", first, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200", second, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "SECU-046")]
    public async Task So_is_one_that_has_done_no_more_than_the_handshake_of_TLS()
    {
        var folder = Directory.CreateTempSubdirectory("plimsoll-door-");
        try
        {
            await using var world = await ServerWorld.StartAsync(
                new() { Tls = Certificate(folder.FullName), FirstRequest = TimeSpan.FromSeconds(2) }
            );
            using var client = await ConnectAsync(world);
            await using var secure = new SslStream(
                client.GetStream(),
                false,
                static (_, certificate, _, _) => certificate?.Subject == "CN=localhost"
            );
            await secure.AuthenticateAsClientAsync("localhost");

            await EndAsync(secure).WaitAsync(Patience, TestContext.Current.CancellationToken);

            Assert.Equal("live", (string?)(await world.Ok(HttpMethod.Get, "/health/live"))["status"]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact, Trait("Criterion", "SECU-043")]
    public async Task The_log_tells_of_an_address_that_has_no_place_once()
    {
        using var log = new CapturedLog();
        using var factory = LoggerFactory.Create(builder => builder.AddProvider(log));
        var door = new ConnectionDoor(1, Patience, factory.CreateLogger<ConnectionDoor>());
        var (open, entered) = (new TaskCompletionSource(), 0);
        var pass = door.Before(_ =>
        {
            entered++;
            return open.Task;
        });

        var first = pass(From("2001:db8:1:2::1"));
        await pass(From("2001:db8:1:2::2"));
        await pass(From("2001:db8:1:2::3"));
        var other = pass(From("2001:db8:1:3::1"));
        open.SetResult();
        await Task.WhenAll(first, other);
        await pass(From("2001:db8:1:2::4"));

        Assert.Equal(3, entered);
        var line = Assert.Single(log.Lines);
        Assert.StartsWith("Warning", line, StringComparison.Ordinal);
        Assert.Contains("2001:db8:1:2::2", line, StringComparison.Ordinal);
        Assert.Contains("limits.connections_per_address", line, StringComparison.Ordinal);
    }

    private static DefaultConnectionContext From(string address) => new() { RemoteEndPoint = new IPEndPoint(IPAddress.Parse(address), 1) };

    private static async Task<TcpClient> ConnectAsync(ServerWorld world, string from = "127.0.0.1")
    {
        var client = new TcpClient(new IPEndPoint(IPAddress.Parse(from), 0));
        var address = world.Server.Addresses[0];
        try
        {
            await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        }
        catch (SocketException cause) when (cause.SocketErrorCode == SocketError.ConnectionReset)
        {
            // Closed as soon as it was there: whoever uses it finds that out.
        }

        return client;
    }

    /// <summary>What is answered first; nothing where the connection was closed.</summary>
    private static async Task<string> AskAsync(NetworkStream stream, string request)
    {
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            return "";
        }

        return await ReadAsync(stream);
    }

    private static async Task<string> ReadAsync(NetworkStream stream)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        soon.CancelAfter(Patience);
        var buffer = new byte[64 << 10];
        try
        {
            return Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer, soon.Token));
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>Ends when the other side has closed it.</summary>
    private static async Task EndAsync(Stream stream)
    {
        try
        {
            while (await stream.ReadAsync(new byte[256]) > 0) { }
        }
        catch (Exception cause) when (cause is IOException or ObjectDisposedException)
        {
            // Cut off.
        }
    }

    private static async Task UntilAsync(List<Task> tasks, int completed)
    {
        using var soon = new CancellationTokenSource(Patience);
        while (tasks.Count(each => each.IsCompleted) < completed)
        {
            await Task.WhenAny(tasks.Where(each => !each.IsCompleted)).WaitAsync(soon.Token);
        }
    }

    private static string Handshake(string? key) =>
        "GET /api/v1/ws HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + (key is null ? "\r\n" : $"Authorization: Bearer {key}\r\n\r\n");

    /// <summary>A frame of text as a client sends it, under a mask of zeros.</summary>
    private static byte[] Frame(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [0x81, 0x80 | 126, (byte)(bytes.Length >> 8), (byte)bytes.Length, 0, 0, 0, 0, .. bytes];
    }

    private static TlsSettings Certificate(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var own = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var file = Path.Combine(folder, "a.pem");
        File.WriteAllText(file, $"{own.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}");
        return new() { Certificate = file };
    }
}
