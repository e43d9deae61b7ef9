using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Tests.Api.Sockets;

/// <summary>How connections are made and kept: signatures, what is gone, silence, HTTP/2.</summary>
public sealed class ConnectionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact, Trait("Criterion", "SOCK-006")]
    public async Task A_key_may_sign_its_first_message_and_no_signature_counts_twice()
    {
        await using var world = await ServerWorld.StartAsync();
        var made = await world.Ok(HttpMethod.Post, "keys", """{"label":"bot","roles":["risk"],"requires_signature":true}""");
        Assert.True(ApiKeyText.TryRead((string)made["secret"]!, out var id, out var secret));
        // As far ahead as may be: times that were good before the start are refused.
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + 5_000;
        var good = Signed(id, secret, now, "nonce-0001");
        await using var first = await TestSocket.ConnectAsync(world, null);
        await using var second = await TestSocket.ConnectAsync(world, null);

        var bearer = await first.Ask("authenticate", $$"""{"key":"{{(string)made["secret"]!}}"}""");
        var late = await first.Ask("authenticate", Signed(id, secret, now - 600_000, "nonce-0002"));
        var otherPath = await first.Ask("authenticate", Signed(id, secret, now, "nonce-0003", "/api/v1/accounts"));
        var entered = await first.Ok("authenticate", good);
        var status = await first.Ok("server.status");
        var again = await second.Ask("authenticate", good);

        Assert.All(new[] { bearer, late, otherPath, again }, refused => Assert.NotNull(refused["error"]));
        Assert.Equal((id, "risk"), ((string)entered["key"]!, (string)entered["roles"]![0]!));
        Assert.True((long)status["applied_sequence"]! > 0);
    }

    [Fact, Trait("Criterion", "SOCK-006")]
    public async Task Without_a_key_no_long_message_is_taken_in_and_behind_one_it_is()
    {
        await using var world = await ServerWorld.StartAsync(new() { Sockets = new() { Authenticate = TimeSpan.FromSeconds(2) } });
        await using var stranger = await TestSocket.ConnectAsync(world, null);
        await using var known = await TestSocket.ConnectAsync(world, null);
        var ping = $$"""{"id":2,"method":"ping","params":{}{{new string(' ', 20_000)}}}""";

        await stranger.Send(ping);
        await known.Send($$$"""{"id":1,"method":"authenticate","params":{"key":"{{{world.Admin}}}"}}""");
        await known.Send(ping);

        Assert.NotNull((await known.Answer())["result"]);
        Assert.Equal("pong", (string?)(await known.Answer())["result"]);
        Assert.Equal(4001, await stranger.Closed());
        await Assert.ThrowsAsync<System.Threading.Channels.ChannelClosedException>(stranger.Answer);
    }

    [Fact, Trait("Criterion", "SOCK-014")]
    public async Task One_connection_too_many_is_told_so_and_has_its_place_once_another_has_left()
    {
        await using var world = await ServerWorld.StartAsync(new() { Limits = limits => limits with { Connections = 2 } });
        await using var first = await TestSocket.ConnectAsync(world, world.Admin);
        await using var second = await TestSocket.ConnectAsync(world, null);
        world.Use((await world.Key("auditor")).Secret);

        using var refused = await HandshakeAsync(world);
        var problem = await RunningServer.ProblemOf(refused);
        second.Abort();
        // It leaves when the server has seen that it is gone.
        using var patience = new CancellationTokenSource(Patience);
        HttpStatusCode later;
        do
        {
            using var again = await HandshakeAsync(world);
            later = again.StatusCode;
        } while (later != HttpStatusCode.SwitchingProtocols && !patience.IsCancellationRequested);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("busy", problem.GetProperty("name").GetString());
        Assert.Contains("2 WebSockets are open", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("limits.connections", problem.GetProperty("advice").GetString(), StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(5), refused.Headers.RetryAfter?.Delta);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, later);
        Assert.Equal("pong", (string?)await first.Ok("ping"));
    }

    [Fact, Trait("Criterion", "SOCK-015")]
    public async Task One_key_takes_a_quarter_of_the_places_however_it_comes_and_a_matching_engine_comes_in()
    {
        await using var world = await ServerWorld.StartAsync(new() { Limits = limits => limits with { Connections = 8 } });
        await world.SetUp();
        var (trader, _) = await world.Key("trader", "alice");
        var (engine, _) = await world.Key("matching_engine");
        await using var first = await TestSocket.ConnectAsync(world, trader);
        await using var second = await TestSocket.ConnectAsync(world, trader);
        await using var late = await TestSocket.ConnectAsync(world, null);

        world.Use(trader);
        using var third = await HandshakeAsync(world);
        var problem = await RunningServer.ProblemOf(third);
        var refused = await late.Ask("authenticate", $$"""{"key":"{{trader}}"}""");
        await late.Ok("authenticate", $$"""{"key":"{{engine}}"}""");
        await using var other = await TestSocket.ConnectAsync(world, engine);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, third.StatusCode);
        Assert.Contains("2 WebSockets of this key are open", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("busy", (string?)refused["error"]!["data"]!["name"]);
        Assert.Equal("pong", (string?)await other.Ok("ping"));
    }

    [Fact, Trait("Criterion", "SOCK-010")]
    public async Task A_client_that_answers_no_ping_is_cut_off()
    {
        await using var world = await ServerWorld.StartAsync(
            new()
            {
                Sockets = new() { Silence = TimeSpan.FromMilliseconds(200), Authenticate = TimeSpan.FromMinutes(5) },
            }
        );
        var address = world.Server.Addresses[0];
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"GET /api/v1/ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer {world.Admin}\r\n\r\n"
            ),
            TestContext.Current.CancellationToken
        );

        var all = await ReadToEndAsync(stream).WaitAsync(Patience, TestContext.Current.CancellationToken);

        var end = all.AsSpan().IndexOf("\r\n\r\n"u8);
        Assert.StartsWith("HTTP/1.1 101", Encoding.ASCII.GetString(all), StringComparison.Ordinal);
        Assert.Contains((byte)0x89, all[end..]);
    }

    [Fact, Trait("Criterion", "SOCK-011")]
    public async Task Over_HTTP_2_it_works_as_over_HTTP_1()
    {
        var folder = Directory.CreateTempSubdirectory("plimsoll-tls-");
        try
        {
            await using var world = await ServerWorld.StartAsync(new() { Tls = Certificate(folder.FullName) });
            using var invoker = new HttpMessageInvoker(Trusting());
            using var socket = new ClientWebSocket();
            socket.Options.HttpVersion = HttpVersion.Version20;
            socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
            socket.Options.SetRequestHeader("Authorization", "Bearer " + world.Admin);
            using var limit = new CancellationTokenSource(Patience);
            var address = new UriBuilder(new Uri(world.Server.Addresses[0], "api/v1/ws")) { Scheme = "wss" };

            await socket.ConnectAsync(address.Uri, invoker, limit.Token);
            await socket.SendAsync(
                Encoding.UTF8.GetBytes("""{"id":1,"method":"server.status"}"""),
                WebSocketMessageType.Text,
                true,
                limit.Token
            );
            var buffer = new byte[64 << 10];
            var received = await socket.ReceiveAsync(buffer, limit.Token);
            var answer = JsonNode.Parse(buffer.AsSpan(0, received.Count))!;
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);

            Assert.Equal((1, true), ((int)answer["id"]!, answer["result"] is not null));
            Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A handshake as any HTTP client may send it, so that its answer can be read; where it is taken the connection is left at once.</summary>
    private static async Task<HttpResponseMessage> HandshakeAsync(ServerWorld world)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "ws");
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.Add(new("websocket"));
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        return await world.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    private static string Signed(string id, Secret secret, long now, string nonce, string path = "/api/v1/ws")
    {
        var time = now.ToString(CultureInfo.InvariantCulture);
        var signature = RequestSignature.Sign(secret, RequestSignature.TextOf(time, nonce, "GET", path, []));
        return $$"""{"key":"{{id}}","timestamp":"{{time}}","nonce":"{{nonce}}","signature":"{{signature}}"}""";
    }

    private static async Task<byte[]> ReadToEndAsync(NetworkStream stream)
    {
        using var all = new MemoryStream();
        try
        {
            await stream.CopyToAsync(all);
        }
        catch (IOException)
        {
            // Cut off, as it should be.
        }

        return all.ToArray();
    }

    private static SocketsHttpHandler Trusting() =>
        new()
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate?.Subject == "CN=localhost",
            },
        };

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
