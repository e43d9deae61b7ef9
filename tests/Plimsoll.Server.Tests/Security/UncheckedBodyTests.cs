using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Tests.Security;

/// <summary>What a body may cost before it is known whose it is.</summary>
public sealed class UncheckedBodyTests
{
    private const string Order = """{"account":"alice","price":"100"}""";
    private const int Announced = 1 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Theory, Trait("Criterion", "SECU-044")]
    [InlineData("unknown", "bad_credentials")]
    [InlineData("revoked", "bad_credentials")]
    [InlineData("bearer", "key_cannot_sign")]
    [InlineData("wrong bearer", "bad_credentials")]
    [InlineData("none", "key_required")]
    public async Task Who_can_be_nobody_is_told_so_before_a_body_has_come(string who, string expected)
    {
        await using var server = await RunningServer.StartAsync();
        var admin = IdOf(server.MakeKey(ApiRoles.Admin));
        var revoked = IdOf(server.MakeKey(ApiRoles.Auditor, requiresSignature: true));
        server.Book.Apply(new KeyRevoked(revoked, 2, admin));
        var headers = who switch
        {
            "none" => "",
            "wrong bearer" => $"Authorization: Bearer plim_{admin}_{new string('0', 64)}\r\n",
            "unknown" => Signed(server, "aaaaaaaaaaaa"),
            "revoked" => Signed(server, revoked),
            _ => Signed(server, admin),
        };
        using var client = await ConnectAsync(server, headers);

        var answer = await AnswerAsync(client);

        Assert.Equal(expected, answer.GetProperty("name").GetString());
        Assert.Equal(401, answer.GetProperty("status").GetInt32());
    }

    [Fact, Trait("Criterion", "SECU-045")]
    public async Task A_body_that_only_trickles_is_given_up_with_the_time_of_its_signature()
    {
        await using var server = await RunningServer.StartAsync(
            new() { Security = new() { SignatureWindow = TimeSpan.FromMilliseconds(500) } }
        );
        var key = IdOf(server.MakeKey(ApiRoles.Trader, requiresSignature: true, accounts: ["alice"]));
        using var client = await ConnectAsync(server, Signed(server, key));
        using var answered = new CancellationTokenSource();

        var trickling = TrickleAsync(client.GetStream(), answered.Token);
        var answer = await AnswerAsync(client);
        await answered.CancelAsync();
        await trickling;

        Assert.Equal(("request_timeout", 408), (answer.GetProperty("name").GetString(), answer.GetProperty("status").GetInt32()));
        Assert.Contains("sign again", answer.GetProperty("advice").GetString(), StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "SECU-045")]
    public async Task What_is_not_checked_yet_is_bounded_and_one_key_holds_up_no_other()
    {
        await using var server = await RunningServer.StartAsync();
        var alice = server.MakeKey(ApiRoles.Trader, requiresSignature: true, accounts: ["alice"]);
        var other = server.MakeKey(ApiRoles.Trader, requiresSignature: true, accounts: ["alice"]);
        using var held = server.Bodies.Begin(IdOf(alice));
        held.Grow(16 << 20);

        using var refused = await server.SendSignedAsync(alice, "POST", "/orders", Order);
        using var others = await server.SendSignedAsync(other, "POST", "/orders", Order);
        held.Dispose();
        using var again = await server.SendSignedAsync(alice, "POST", "/orders", Order);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("busy", await RunningServer.NameOf(refused));
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        Assert.Equal(HttpStatusCode.OK, others.StatusCode);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact, Trait("Criterion", "SECU-045")]
    public void A_key_has_a_quarter_all_have_64_MiB_and_the_largest_body_always_fits()
    {
        var bodies = new UncheckedBodies(requestSize: 1 << 20);
        var held = Enumerable.Range(0, 4).Select(i => bodies.Begin($"key {i}")).ToList();
        held.ForEach(each => each.Grow(16 << 20));

        Assert.Contains("of this key", Refused(() => Begin(bodies, "key 0", 1), free: held[1]), StringComparison.Ordinal);
        held[1] = Begin(bodies, "key 1", 16 << 20);
        Assert.Contains("of all keys", Refused(() => Begin(bodies, "key 4", 1)), StringComparison.Ordinal);
        held.ForEach(each => each.Dispose());
        held.ForEach(each => each.Dispose());
        Begin(bodies, "key 0", 16 << 20).Dispose();
        Begin(new UncheckedBodies(requestSize: 64 << 20), "key 0", 64 << 20).Dispose();
    }

    private static UncheckedBody Begin(UncheckedBodies bodies, string key, long bytes)
    {
        var body = bodies.Begin(key);
        body.Grow(bytes / 2);
        body.Grow(bytes);
        return body;
    }

    private static string Refused(Action take, UncheckedBody? free = null)
    {
        free?.Dispose();
        var problem = Assert.Throws<ProblemException>(take).Problem;
        Assert.Equal(ProblemCode.Busy, problem.Code);
        return problem.Detail!;
    }

    private static string IdOf(Secret key)
    {
        Assert.True(ApiKeyText.TryRead(key.Reveal(), out var id, out _));
        return id;
    }

    private static string Signed(RunningServer server, string id) =>
        $"Plimsoll-Key: {id}\r\nPlimsoll-Timestamp: {server.Clock.NowMs}\r\nPlimsoll-Nonce: nonce-0001\r\nPlimsoll-Signature: {new string('0', 64)}\r\n";

    /// <summary>Sends a head that announces a body, and nothing of it.</summary>
    private static async Task<TcpClient> ConnectAsync(RunningServer server, string headers)
    {
        var client = new TcpClient();
        await client.ConnectAsync(server.Client.BaseAddress!.Host, server.Client.BaseAddress.Port, TestContext.Current.CancellationToken);
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"POST /orders HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\nContent-Length: {Announced}\r\n{headers}\r\n"
        );
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
        return client;
    }

    private static async Task<JsonElement> AnswerAsync(TcpClient client)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        soon.CancelAfter(Patience);
        var (text, buffer) = ("", new byte[16 << 10]);
        while (await client.GetStream().ReadAsync(buffer, soon.Token) is var count and > 0)
        {
            text += Encoding.UTF8.GetString(buffer, 0, count);
            if (!text.EndsWith('}'))
                continue;

            using var document = JsonDocument.Parse(text[text.IndexOf('{', StringComparison.Ordinal)..]);
            return document.RootElement.Clone();
        }

        throw new InvalidDataException("The connection ended without an answer.");
    }

    /// <summary>Ten thousand bytes a second: enough for the platform, and far from all that was announced.</summary>
    private static async Task TrickleAsync(NetworkStream stream, CancellationToken answered)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        try
        {
            while (await timer.WaitForNextTickAsync(answered))
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(new string(' ', 100)), answered);
            }
        }
        catch (Exception cause) when (cause is OperationCanceledException or IOException)
        {
            // Answered, or cut off.
        }
    }
}
