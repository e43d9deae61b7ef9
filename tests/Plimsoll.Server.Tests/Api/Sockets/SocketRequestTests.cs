using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Testing;

namespace Plimsoll.Server.Tests.Api.Sockets;

/// <summary>Requests over a WebSocket.</summary>
public sealed class SocketRequestTests
{
    [Fact, Trait("Criterion", "SOCK-001"), Trait("Criterion", "SOCK-003")]
    public async Task Operations_are_called_by_name_and_answered_under_the_same_id()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        await using var socket = await TestSocket.ConnectAsync(world, (await world.Key("matching_engine")).Secret);

        var placed = await socket.Ok("orders.place", VenueSteps.Order("alice", 5, 100, "mine"));
        var refused = await socket.Ask("orders.place", VenueSteps.Order("alice", 5_000, 100, "more"));
        var margin = await socket.Ok("accounts.margin", """{"account":"alice"}""");
        var cancelled = await socket.Ok("orders.cancel", """{"account":"alice","client_order_id":"mine"}""");

        Assert.NotNull((string?)placed["id"]);
        Assert.Equal("insufficient_margin", (string)refused["error"]!["data"]!["name"]!);
        Assert.Equal("50", (string)margin["initial_margin"]!);
        Assert.True((long)cancelled["sequence"]! > (long)placed["sequence"]!);
    }

    [Fact, Trait("Criterion", "SOCK-002")]
    public async Task Commands_are_pipelined_in_order_one_by_one_and_in_lists()
    {
        const int Count = 2_000;
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        await using var socket = await TestSocket.ConnectAsync(world, (await world.Key("matching_engine")).Secret);

        for (var i = 0; i < Count; i += 2)
        {
            await socket.Send(Place(i));
            await socket.Send($"[{Place(i + 1)}]");
        }

        var answers = new List<JsonNode>();
        while (answers.Count < Count)
        {
            answers.Add(await socket.Answer());
        }

        Assert.All(answers, answer => Assert.True(answer["error"] is null, answer.ToJsonString()));
        Assert.Equal(Enumerable.Range(0, Count), answers.Select(answer => (int)answer["id"]!));
        var sequences = answers.Select(answer => (long)answer["result"]!["sequence"]!).ToList();
        Assert.Equal(sequences.Order(), sequences);
        Assert.Equal(Count, sequences.Distinct().Count());

        static string Place(int i) => $$"""{"id":{{i}},"method":"quotes.submit","params":{{VenueSteps.Quotes(100 + (i % 3))}}}""";
    }

    [Theory, Trait("Criterion", "SOCK-002")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_rests_on_a_command_before_it_need_not_wait_for_its_answer(bool isList)
    {
        const int Count = 40;
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        await using var socket = await TestSocket.ConnectAsync(world, (await world.Key("matching_engine")).Secret);
        await using var admin = await TestSocket.ConnectAsync(world, world.Admin);
        string[] orders =
        [
            .. Enumerable
                .Range(0, Count)
                .SelectMany(i =>
                    new[]
                    {
                        Request(3 * i, "orders.place", VenueSteps.Order("alice", 1, 100, $"o-{i}")),
                        Request(
                            (3 * i) + 1,
                            "orders.amend",
                            $$"""{"account":"alice","client_order_id":"o-{{i}}","amount":"2","price":"99"}"""
                        ),
                        Request((3 * i) + 2, "orders.cancel", $$"""{"account":"alice","client_order_id":"o-{{i}}"}"""),
                    }
                ),
        ];
        string[] accounts =
        [
            .. Enumerable
                .Range(0, Count)
                .SelectMany(i =>
                    new[]
                    {
                        Request(3 * i, "accounts.open", $$"""{"name":"new-{{i}}"}"""),
                        Request((3 * i) + 1, "collateral.deposit", $$"""{"account":"new-{{i}}","asset":"USD","amount":"1"}"""),
                        Request(
                            (3 * i) + 2,
                            "batch",
                            $$$"""{"operations":[{"operation":"accounts.set_status","request":{"account":"new-{{{i}}}","status":"reduce_only"}}]}"""
                        ),
                    }
                ),
        ];

        foreach (var (by, requests) in new[] { (socket, orders), (admin, accounts) })
        {
            if (isList)
                await by.Send($"[{string.Join(',', requests)}]");
            else
                foreach (var request in requests)
                    await by.Send(request);

            var answers = new List<JsonNode>();
            while (answers.Count < requests.Length)
                answers.Add(await by.Answer());

            Assert.All(answers, answer => Assert.True(answer["error"] is null, answer.ToJsonString()));
            Assert.All(answers, answer => Assert.DoesNotContain("problem\":{", answer.ToJsonString(), StringComparison.Ordinal));
            Assert.Equal(Enumerable.Range(0, requests.Length), answers.Select(answer => (int)answer["id"]!).Order());
            var sequences = answers
                .OrderBy(answer => (int)answer["id"]!)
                .Select(answer => (long?)answer["result"]!["sequence"])
                .OfType<long>()
                .ToList();
            Assert.Equal(sequences.Order(), sequences);
        }

        static string Request(int id, string method, string parameters) =>
            $$"""{"id":{{id}},"method":"{{method}}","params":{{parameters}}}""";
    }

    [Fact, Trait("Criterion", "SOCK-002")]
    public async Task What_is_unknown_after_all_commands_before_it_is_refused_once()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        await using var socket = await TestSocket.ConnectAsync(world, world.Admin);

        await socket.Send(
            """[{"id":1,"method":"accounts.open","params":{"name":"carol"}},{"id":2,"method":"collateral.deposit","params":{"account":"carl","asset":"USD","amount":"1"}},{"id":3,"method":"collateral.deposit","params":{"account":"carol","asset":"USD","amount":"1"}}]"""
        );
        var answers = new Dictionary<int, JsonNode>();
        while (answers.Count < 3)
        {
            var answer = await socket.Answer();
            answers.Add((int)answer["id"]!, answer);
        }

        Assert.NotNull(answers[1]["result"]);
        Assert.Equal("not_found", (string)answers[2]["error"]!["data"]!["name"]!);
        Assert.NotNull(answers[3]["result"]);
    }

    [Fact, Trait("Criterion", "SOCK-004")]
    public async Task An_idempotency_key_beside_params_is_answered_again()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        await using var socket = await TestSocket.ConnectAsync(world, (await world.Key("matching_engine")).Secret);
        var message =
            $$"""{"id":"a","method":"orders.place","idempotency_key":"k1","params":{{VenueSteps.Order("alice", 5, 100, "mine")}}}""";

        await socket.Send(message);
        await socket.Send(message);
        var (first, second) = ((await socket.Answer())["result"]!, (await socket.Answer())["result"]!);

        Assert.Equal((string)first["id"]!, (string)second["id"]!);
        Assert.True((bool)second["is_repeat"]!);
    }

    [Fact, Trait("Criterion", "SOCK-005")]
    public async Task Bad_frames_are_answered_by_problems_and_the_connection_goes_on()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        await using var socket = await TestSocket.ConnectAsync(world, (await world.Key("matching_engine")).Secret);

        Assert.Equal("malformed_json", await Problem("{"));
        Assert.Equal("malformed_json", await Problem("[{"));
        Assert.Equal("bad_value", await Problem("17"));
        Assert.Equal("bad_value", await Problem("[]"));
        Assert.Equal("bad_value", await Problem(" [ ] "));
        Assert.Equal("missing_member", await Problem("""{"id":1}"""));
        Assert.Equal("unknown_member", await Problem("""{"id":1,"methd":"x"}"""));
        Assert.Equal("duplicate_member", await Problem("""{"id":1,"id":2,"method":"x"}"""));
        Assert.Equal("unknown_route", await Problem("""{"id":1,"method":"orders.plce"}"""));
        Assert.Equal("bad_value", await Problem("""{"id":1.5,"method":"ping"}"""));
        Assert.Equal("bad_value", await Problem("""{"id":1,"method":"ping","params":[]}"""));
        Assert.Equal("missing_member", await Problem("""{"id":1,"method":"orders.place"}"""));
        Assert.Equal(
            "too_deep",
            await Problem("""{"id":1,"method":"x","params":{"a":""" + new string('[', 40) + new string(']', 40) + "}}")
        );
        await socket.Send([1, 2, 3], WebSocketMessageType.Binary);
        Assert.Equal("wrong_content_type", (string)(await socket.Answer())["error"]!["data"]!["name"]!);
        await socket.Send([(byte)'"', 0xFF, (byte)'"'], WebSocketMessageType.Binary);
        Assert.Equal("wrong_content_type", (string)(await socket.Answer())["error"]!["data"]!["name"]!);
        Assert.Equal("pong", (string?)await socket.Ok("ping"));

        async Task<string> Problem(string text)
        {
            await socket.Send(text);
            var error = (await socket.Answer())["error"]!;
            Assert.NotEmpty((string)error["data"]!["advice"]!);
            return (string)error["data"]!["name"]!;
        }
    }

    [Theory, Trait("Criterion", "SOCK-005")]
    [InlineData("orders.plce", "orders.place")]
    [InlineData("order.create", "orders.place")]
    [InlineData("public/get_time", "server.time")]
    [InlineData("account_list", "accounts.list")]
    public async Task An_unknown_method_is_answered_by_the_nearest_and_where_all_are(string method, string near)
    {
        await using var world = await ServerWorld.StartAsync();
        await using var socket = await TestSocket.ConnectAsync(world, (await world.Key("matching_engine")).Secret);

        var data = (await socket.Ask(method, "{}"))["error"]!["data"]!;

        Assert.Equal("method", (string)data["field"]!);
        Assert.Contains(near, (string)data["advice"]!, StringComparison.Ordinal);
        Assert.Contains("/api/v1/openapi.json", (string)data["advice"]!, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "SOCK-005"), Trait("Criterion", "SECU-033")]
    public async Task A_refusal_has_no_empty_trace_and_contradicts_nothing_that_the_key_has()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        await using var socket = await TestSocket.ConnectAsync(world, (await world.Key("trader", "alice")).Secret);

        var refused = (await socket.Ask("orders.place", VenueSteps.Order("alice", 5_000, 100, "more")))["error"]!["data"]!;
        var every = (await socket.Ask("subscribe", """{"channels":["account.*"]}"""))["error"]!["data"]!;
        var audit = (await socket.Ask("audit.list", "{}"))["error"]!["data"]!;

        Assert.False(refused.AsObject().ContainsKey("traceId"), refused.ToJsonString());
        Assert.Contains(
            "takes a key with the role matching_engine, risk, admin or auditor;",
            (string)every["detail"]!,
            StringComparison.Ordinal
        );
        Assert.Contains("has trader", (string)every["detail"]!, StringComparison.Ordinal);
        Assert.Contains("\"roles\":[\"auditor\"]", (string)audit["advice"]!, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "SOCK-005")]
    public async Task Anything_is_answered_and_changes_nothing_by_accident()
    {
        const string Seed = """{"jsonrpc":"2.0","id":7,"method":"accounts.margin","params":{"account":"alice"},"idempotency_key":"k"}""";
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        await using var socket = await TestSocket.ConnectAsync(world, (await world.Key("auditor")).Secret);
        var before = (string)(await socket.Ok("server.status"))["event_hash"]!;

        Prop.ForAll<(ushort At, byte Length, byte Piece)[]>(changes =>
            {
                var text = Seed;
                foreach (var (at, length, piece) in (changes ?? []).Take(4))
                {
                    var start = at % (text.Length + 1);
                    text = text[..start] + (char)(piece % 96 + 32) + text[(start + Math.Min(length % 8, text.Length - start))..];
                }

                if (text.TrimStart(' ').StartsWith('['))
                    return true;

                socket.Send(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text).GetAwaiter().GetResult();
                var answer = socket.Answer().GetAwaiter().GetResult();
                return answer["result"] is not null || (int)answer["error"]!["data"]!["status"]! < 500;
            })
            .Check(Exploration.Of(500));

        // Time passes by itself, and is a command of the host's own: what a reader sends is none.
        Assert.NotEmpty(before);
        Assert.Equal("pong", (string?)await socket.Ok("ping"));
    }

    [Fact, Trait("Criterion", "SOCK-006")]
    public async Task The_key_may_be_the_first_message_and_without_it_nothing_is_answered()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        var (secret, id) = await world.Key("trader", "alice");
        await using var socket = await TestSocket.ConnectAsync(world, null);

        var early = await socket.Ask("accounts.margin", """{"account":"alice"}""");
        var wrong = await socket.Ask("authenticate", """{"key":"plim_aaaaaaaaaaaa_00"}""");
        var entered = await socket.Ok("authenticate", $$"""{"key":"{{secret}}"}""");
        var margin = await socket.Ok("accounts.margin", """{"account":"alice"}""");
        var other = await socket.Ask("accounts.margin", """{"account":"bob"}""");
        var twice = await socket.Ask("authenticate", $$"""{"key":"{{secret}}"}""");

        Assert.Equal("key_required", (string)early["error"]!["data"]!["name"]!);
        Assert.Equal("bad_credentials", (string)wrong["error"]!["data"]!["name"]!);
        Assert.Equal(id, (string)entered["key"]!);
        Assert.Equal("trader", (string)entered["roles"]![0]!);
        Assert.Equal("1000", (string)margin["equity"]!);
        Assert.Equal("not_own_account", (string)other["error"]!["data"]!["name"]!);
        Assert.Equal("conflict", (string)twice["error"]!["data"]!["name"]!);
    }

    [Fact, Trait("Criterion", "SOCK-006")]
    public async Task A_bad_key_at_the_handshake_is_refused_there()
    {
        await using var world = await ServerWorld.StartAsync();

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => TestSocket.ConnectAsync(world, "plim_aaaaaaaaaaaa_00"));

        Assert.Contains("401", refused.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "SOCK-006")]
    public async Task Whoever_sends_no_key_is_closed()
    {
        await using var world = await ServerWorld.StartAsync(new() { Sockets = new() { Authenticate = TimeSpan.FromMilliseconds(50) } });
        await using var socket = await TestSocket.ConnectAsync(world, null);

        Assert.Equal(4001, await socket.Closed());
    }

    [Fact, Trait("Criterion", "SOCK-007")]
    public async Task A_revoked_key_does_nothing_more_and_is_closed_at_once()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        var (secret, id) = await world.Key("trader", "alice");
        await using var socket = await TestSocket.ConnectAsync(world, secret);
        await socket.Ok("ping");

        await world.Ok(HttpMethod.Delete, $"keys/{id}");

        Assert.Equal(4002, await socket.Closed());
    }

    [Fact, Trait("Criterion", "SOCK-008")]
    public async Task A_matching_engine_sends_more_than_others_may()
    {
        await using var world = await ServerWorld.StartAsync(
            new() { Limits = static limits => limits with { RequestsPerSecond = 1, RequestBurst = 12, CommandsPerSecond = 100_000 } }
        );
        var (engine, _) = await world.Key("matching_engine");
        var (auditor, _) = await world.Key("auditor");
        await using var fast = await TestSocket.ConnectAsync(world, engine);
        await using var slow = await TestSocket.ConnectAsync(world, auditor);

        for (var i = 0; i < 100; i++)
        {
            await fast.Ok("ping");
        }

        var answers = new List<string?>();
        for (var i = 0; i < 20; i++)
        {
            answers.Add((string?)(await slow.Ask("ping"))["error"]?["data"]!["name"]);
        }

        Assert.Null(answers[0]);
        Assert.Equal("too_many_requests", answers[^1]);
    }

    [Fact, Trait("Criterion", "SOCK-009")]
    public async Task A_message_beyond_its_limit_ends_the_connection()
    {
        await using var world = await ServerWorld.StartAsync(new() { Limits = static limits => limits with { WebsocketFrame = 1 << 12 } });
        await using var socket = await TestSocket.ConnectAsync(world, world.Admin);

        await socket.Send(new string(' ', 5_000));

        Assert.Equal((int)WebSocketCloseStatus.MessageTooBig, await socket.Closed());
    }

    [Fact, Trait("Criterion", "SOCK-010")]
    public async Task A_stopping_server_says_goodbye_and_answers_what_was_under_way()
    {
        await using var world = await ServerWorld.StartAsync();
        await using var socket = await TestSocket.ConnectAsync(world, world.Admin);
        await socket.Ok("ping");

        await world.Stop();

        Assert.Equal((int)WebSocketCloseStatus.EndpointUnavailable, await socket.Closed());
    }
}
