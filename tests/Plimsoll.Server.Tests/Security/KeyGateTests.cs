using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Plimsoll.Server.Tests.Api;

namespace Plimsoll.Server.Tests.Security;

/// <summary>The short way of usual requests lets nothing through that the long one would refuse, whatever came over the same connection before.</summary>
public sealed class KeyGateTests
{
    [Fact, Trait("Criterion", "SECU-011"), Trait("Criterion", "SECU-030"), Trait("Criterion", "SECU-035")]
    public async Task What_was_proven_for_a_connection_ends_with_the_key()
    {
        await using var world = await ServerWorld.StartAsync();
        using var connection = new OneConnection(world);
        var (id, secret) = await MakeKey(world, "auditor");

        Assert.Equal(HttpStatusCode.OK, await connection.Get("keys", secret));
        Assert.Equal(HttpStatusCode.OK, await connection.Get("keys", secret));
        await world.Ok(HttpMethod.Put, $"keys/{id}", """{"roles":["matching_engine"]}""");
        Assert.Equal(HttpStatusCode.Forbidden, await connection.Get("keys", secret));
        Assert.Equal(HttpStatusCode.OK, await connection.Get("time", secret));
        await world.Ok(HttpMethod.Delete, $"keys/{id}");

        Assert.Equal(HttpStatusCode.Unauthorized, await connection.Get("time", secret));
        Assert.Equal(1, connection.Opened);
    }

    [Fact, Trait("Criterion", "SECU-010"), Trait("Criterion", "SECU-035")]
    public async Task Another_key_of_the_same_connection_is_looked_at_for_itself()
    {
        await using var world = await ServerWorld.StartAsync();
        using var connection = new OneConnection(world);
        var (_, auditor) = await MakeKey(world, "auditor");
        var (_, engine) = await MakeKey(world, "matching_engine");
        var wrong = auditor[..^1] + (auditor[^1] == '0' ? '1' : '0');

        foreach (var _ in Enumerable.Range(0, 3))
        {
            Assert.Equal(HttpStatusCode.OK, await connection.Get("keys", auditor));
            Assert.Equal(HttpStatusCode.Forbidden, await connection.Get("keys", engine));
            Assert.Equal(HttpStatusCode.Unauthorized, await connection.Get("keys", wrong));
            Assert.Equal(HttpStatusCode.Unauthorized, await connection.Get("keys", null));
            Assert.Equal(HttpStatusCode.OK, await connection.Get("time", engine));
        }

        Assert.Equal(1, connection.Opened);
    }

    [Fact, Trait("Criterion", "SECU-012"), Trait("Criterion", "SECU-035")]
    public async Task Headers_that_change_the_answer_are_looked_at_each_time()
    {
        await using var world = await ServerWorld.StartAsync(new() { IsLoopbackOnly = true });
        using var connection = new OneConnection(world);
        var (_, auditor) = await MakeKey(world, "auditor");

        Assert.Equal(HttpStatusCode.OK, await connection.Get("keys", auditor));
        Assert.Equal(HttpStatusCode.Unauthorized, await connection.Get("keys", auditor, ("Plimsoll-Nonce", "12345678")));
        Assert.Equal(HttpStatusCode.OK, await connection.Get("keys", world.Admin));
        Assert.Equal(HttpStatusCode.Forbidden, await connection.Get("keys", world.Admin, ("X-Forwarded-For", "203.0.113.7")));
        Assert.Equal(HttpStatusCode.OK, await connection.Get("keys", auditor, ("X-Forwarded-For", "203.0.113.7")));
    }

    [Fact, Trait("Criterion", "SECU-040"), Trait("Criterion", "SECU-035")]
    public async Task The_short_way_takes_from_the_keys_bucket()
    {
        await using var world = await ServerWorld.StartAsync(
            new() { Limits = limits => limits with { RequestsPerSecond = 1, RequestBurst = 20 } }
        );
        using var connection = new OneConnection(world);
        var (_, auditor) = await MakeKey(world, "auditor");
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 60; i++)
        {
            answers.Add(await connection.Get("time", auditor));
        }

        Assert.InRange(answers.Count(answer => answer == HttpStatusCode.OK), 20, 40);
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
    }

    /// <summary>A batch's answer has one header of its own; a part of it says itself how long to wait.</summary>
    [Fact, Trait("Criterion", "SECU-035")]
    public async Task A_part_of_a_batch_that_is_beyond_the_limit_says_how_long_to_wait()
    {
        await using var world = await ServerWorld.StartAsync(
            new() { Limits = limits => limits with { RequestsPerSecond = 1, RequestBurst = 20 } }
        );
        var parts = string.Join(',', Enumerable.Repeat("""{"operation":"accounts.list","request":{}}""", 60));

        var batch = await world.Ok(HttpMethod.Post, "batch", $$"""{"operations":[{{parts}}]}""");

        var last = batch["results"]!.AsArray()[^1]!;
        Assert.Equal(429, (int)last["status"]!);
        Assert.Matches("^Wait [0-9]+ s, then send this operation again[.]$", (string)last["problem"]!["advice"]!);
    }

    private static async Task<(string Id, string Secret)> MakeKey(ServerWorld world, string role)
    {
        var made = await world.Ok(HttpMethod.Post, "keys", $$"""{"label":"{{role}}","roles":["{{role}}"]}""");
        return ((string)made["created"]!["key"]!, (string)made["secret"]!);
    }

    /// <summary>Asks over one connection, and counts how many there were.</summary>
    private sealed class OneConnection : IDisposable
    {
        private readonly HttpClient _http;
        private int _opened;

        public OneConnection(ServerWorld world)
        {
            var handler = new SocketsHttpHandler
            {
                MaxConnectionsPerServer = 1,
                ConnectCallback = async (context, cancellation) =>
                {
                    Interlocked.Increment(ref _opened);
                    var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
                    await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                    return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
                },
            };
            _http = new(handler) { BaseAddress = new(world.Server.Addresses[0], "api/v1/") };
        }

        public int Opened => _opened;

        public async Task<HttpStatusCode> Get(string path, string? key, params (string Name, string Value)[] headers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = key is null ? null : new("Bearer", key);
            foreach (var (name, value) in headers)
            {
                request.Headers.Add(name, value);
            }

            using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
            _ = await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
            return response.StatusCode;
        }

        public void Dispose() => _http.Dispose();
    }
}
