using System.Globalization;
using System.Text.Json.Nodes;

namespace Plimsoll.Server.Tests.Api;

/// <summary>The audit log: everything that administrators ask, each once, from either end.</summary>
public sealed class AuditTests
{
    [Fact, Trait("Criterion", "API-036"), Trait("Criterion", "SECU-067")]
    public async Task Driving_the_demo_stands_in_the_audit_log_and_is_found_there_after_a_start()
    {
        var bars = Bars();
        try
        {
            await using var world = await ServerWorld.StartAsync(new() { IsListed = false, DemoPrices = bars });
            await world.Ok(HttpMethod.Put, "demo", """{"paused":true,"speed":30,"at":"2020-03-12T10:02:00Z"}""");
            var shown = await world.Ok(HttpMethod.Get, "demo");
            await world.Stop();
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(world.Folder, "demo.json")));

            await world.Start();

            var entry = (await world.Ok(HttpMethod.Get, "audit?order=newest&limit=100"))["items"]!
                .AsArray()
                .Single(each => ((string)each!["asked"]!).StartsWith("control_demo", StringComparison.Ordinal))!;

            Assert.Equal("control_demo paused=true speed=30 at=2020-03-12T10:02:00Z", (string)entry["asked"]!);
            Assert.Equal((1, null), ((int)entry["actor"]!, (string?)entry["reason"]));
            Assert.Equal(("2020-03-12T10:02:00Z", true), ((string)shown["at"]!, (bool)shown["paused"]!));
        }
        finally
        {
            File.Delete(bars);
        }
    }

    /// <summary>What accounts' holders, matching engines and feeds do too stands there where an administrator does it; made again from the journal, the log is the same.</summary>
    [Fact, Trait("Criterion", "API-036"), Trait("Criterion", "HOST-060")]
    public async Task What_is_done_by_hand_for_others_stands_there_and_what_is_done_for_oneself_or_by_machines_does_not()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        var world = bazaar.World;
        await world.Ok(HttpMethod.Post, "accounts/alice/deposits", """{"asset":"USD","amount":"1000"}""");
        foreach (var (who, leverage) in new[] { ("alice", 3), ("admin", 4) })
        {
            bazaar.As(who);
            await world.Ok(HttpMethod.Put, "accounts/alice/leverage", $$"""{"instrument":"PERP","leverage":"{{leverage}}"}""");
        }

        foreach (var (who, order) in new[] { ("alice", "a"), ("book", "b"), ("risk", "c") })
        {
            bazaar.As("book");
            await bazaar.Post(
                "orders",
                $$"""{"account":"alice","instrument":"PERP","side":"buy","amount":"1","price":"90","client_order_id":"{{order}}"}"""
            );
            bazaar.As(who);
            await bazaar.Post("orders/cancel", $$"""{"account":"alice","client_order_id":"{{order}}"}""");
        }

        foreach (var who in new[] { "book", "admin" })
        {
            bazaar.As(who);
            await bazaar.Post("quotes", """{"indices":[{"index":"BTC/USD","source":"x","bid":"100","ask":"101"}]}""");
        }

        await world.Ok(HttpMethod.Put, "accounts/alice/scheme", """{"scheme":"standard"}""");
        await world.Ask(HttpMethod.Post, "accounts/alice/isolated_margin", """{"instrument":"PERP","amount":"1"}""");
        var told = await Lines();
        await world.Stop();
        Directory.Delete(Path.Combine(world.Folder, "events"), recursive: true);
        await world.Start();
        bazaar.As("admin");

        string[] expected =
        [
            "set_leverage account=alice instrument=PERP leverage=4x",
            "cancel_order client_order_id=c account=alice",
            "submit_quotes index=BTC/USD bid_units=100 ask_units=101",
            "set_scheme account=alice scheme=standard",
            "move_isolated_margin account=alice instrument=PERP asset=USD amount=1",
        ];
        Assert.Equal(expected, told);
        Assert.Equal(expected, await Lines());

        async Task<string[]> Lines() =>
            [
                .. (await bazaar.Get("audit?limit=100"))["items"]!
                    .AsArray()
                    .Select(each => (string)each!["asked"]!)
                    .SkipWhile(line => line != "deposit_collateral account=alice asset=USD amount=1000")
                    .Skip(1)
                    .Where(line => !line.StartsWith("started", StringComparison.Ordinal)),
            ];
    }

    [Theory, Trait("Criterion", "API-048")]
    [InlineData("""{"at":"2020-03-12T09:59:59Z"}""", 400, "bad_value", "at")]
    [InlineData("""{"at":"2030-01-01T00:00:00Z"}""", 400, "bad_value", "at")]
    [InlineData("""{}""", 422, "nothing_changes", null)]
    public async Task A_time_that_the_recording_does_not_have_is_refused_with_what_it_has(
        string body,
        int status,
        string name,
        string? field
    )
    {
        var bars = Bars();
        try
        {
            await using var world = await ServerWorld.StartAsync(new() { IsListed = false, DemoPrices = bars });
            await world.Ok(HttpMethod.Put, "demo", """{"paused":true,"at":"2020-03-12T10:01:00Z"}""");

            var (answered, problem) = await world.Ask(HttpMethod.Put, "demo", body);

            Assert.Equal((status, name, field), ((int)answered, (string)problem["name"]!, (string?)problem["field"]));
            if (field is not null)
                Assert.Equal("the recording has 2020-03-12T10:00:00Z to 2020-03-12T10:04:45Z.", (string)problem["detail"]!);

            Assert.Equal("2020-03-12T10:01:00Z", (string)(await world.Ok(HttpMethod.Get, "demo"))["at"]!);
        }
        finally
        {
            File.Delete(bars);
        }
    }

    [Fact, Trait("Criterion", "API-036"), Trait("Criterion", "HOST-060")]
    public async Task A_request_that_is_repeated_under_its_key_stands_there_once()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        const string Body = """{"asset":"USD","amount":"17"}""";

        await bazaar.World.Ok(HttpMethod.Post, "accounts/alice/deposits", Body, "once");
        var again = await bazaar.World.Ok(HttpMethod.Post, "accounts/alice/deposits", Body, "once");
        await bazaar.World.Ask(HttpMethod.Post, "accounts/alice/deposits", """{"asset":"USD","amount":"18"}""", "once");

        var asked = (await bazaar.Get("audit?order=newest&limit=2"))["items"]!.AsArray();
        Assert.True((bool)again["is_repeat"]!);
        Assert.Equal(
            [
                ("deposit_collateral account=alice asset=USD amount=18", "idempotency_key_reused"),
                ("deposit_collateral account=alice asset=USD amount=17", null),
            ],
            asked.Select(each => ((string)each!["asked"]!, (string?)each["reason"]))
        );
    }

    [Fact, Trait("Criterion", "HIST-007"), Trait("Criterion", "API-036")]
    public async Task Every_list_of_what_happened_is_read_from_either_end()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        var (engine, _) = await world.Key("matching_engine");
        await world.LiquidateAlice(engine);
        for (var i = 0; i < 300; i++)
            await world.Price(93 - (i % 2)); // more records than are read at first

        world.Use(world.Admin);
        await world.Ok(HttpMethod.Post, "accounts/alice/deposits", """{"asset":"USD","amount":"7"}""");
        var last = (long)(await world.Ok(HttpMethod.Get, "audit?limit=1000"))["last_sequence"]!;
        foreach (
            var list in new[]
            {
                "accounts/alice/history",
                "accounts/alice/statement",
                "accounts/alice/trades",
                "accounts/alice/liquidations",
                "events",
                "audit",
            }
        )
        {
            var bound = $"&to={last}";
            var forth = await Pages(world, list, "oldest", 1_000, bound);
            var back = await Pages(world, list, "newest", 3, bound);

            Assert.NotEmpty(forth);
            forth.Reverse();
            Assert.Equal(forth, back);
        }

        var page = await world.Ok(HttpMethod.Get, "accounts/alice/statement?order=newest&limit=1");
        var csv = await world.Http.GetStringAsync(
            "accounts/alice/statement?order=newest&format=csv&limit=2",
            TestContext.Current.CancellationToken
        );
        var (_, wrong) = await world.Ask(HttpMethod.Get, "events?order=upwards");
        Assert.Equal("7", (string)page["items"]![0]!["amount"]!);
        Assert.Equal(["USD", "7"], csv.Split('\n')[1].Split(',')[3..5]);
        Assert.Equal(4, csv.Split('\n').Length);
        Assert.Equal("order", (string)wrong["field"]!);
    }

    [Fact, Trait("Criterion", "HIST-004"), Trait("Criterion", "API-036")]
    public async Task It_is_exported_whole_or_by_times()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        await bazaar.World.Ok(HttpMethod.Post, "accounts/alice/deposits", """{"asset":"USD","amount":"17"}""");
        await bazaar.World.Ask(HttpMethod.Post, "accounts/nobody/withdrawals", """{"asset":"USD","amount":"17"}""");
        await bazaar.World.Ask(HttpMethod.Post, "accounts/alice/withdrawals", """{"asset":"USD","amount":"99999999"}""");

        var page = (await bazaar.Get("audit?limit=1000"))["items"]!.AsArray();
        var lines = await Lines("jsonl");
        var rows = await Lines("csv");

        Assert.Equal(page.Select(each => each!.ToJsonString()), lines.Select(line => JsonNode.Parse(line)!.ToJsonString()));
        Assert.Equal("sequence,time,actor,key,label,asked,changes,code,reason,id", rows[0]);
        Assert.Equal(page.Count, rows.Length - 1);
        Assert.Contains("withdraw_collateral account=alice asset=USD amount=99999999,,", rows[^1], StringComparison.Ordinal);
        var later = await bazaar.Get("audit?from=2100-01-01T00:00:00Z");
        Assert.Empty(later["items"]!.AsArray());
        Assert.NotEmpty((await bazaar.Get("audit?to=2100-01-01T00:00:00Z"))["items"]!.AsArray());

        async Task<string[]> Lines(string format) =>
            (
                await bazaar.World.Http.GetStringAsync(
                    new Uri($"audit?format={format}", UriKind.Relative),
                    TestContext.Current.CancellationToken
                )
            ).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static async Task<List<string>> Pages(ServerWorld world, string list, string order, int limit, string bound)
    {
        var rows = new List<string>();
        string? after = null;
        do
        {
            var page = await world.Ok(
                HttpMethod.Get,
                string.Create(CultureInfo.InvariantCulture, $"{list}?order={order}&limit={limit}{bound}")
                    + (after is null ? "" : "&after=" + Uri.EscapeDataString(after))
            );
            rows.AddRange(page["items"]!.AsArray().Select(row => row!.ToJsonString()));
            after = (string?)page["next"];
        } while (after is not null);

        return rows;
    }

    /// <summary>Five minutes of what the demo lists.</summary>
    private static string Bars()
    {
        var file = Path.GetTempFileName();
        var begin = DateTimeOffset.Parse("2020-03-12T10:00:00Z", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        File.WriteAllLines(
            file,
            Enumerable
                .Range(0, 5)
                .SelectMany(minute =>
                    new[] { ("BTCUSD", 6000), ("ETHUSD", 150) }.Select(each =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{begin + (minute * 60_000)},bars,{each.Item1},{each.Item2},{each.Item2},{each.Item2},{each.Item2},1"
                        )
                    )
                )
                .Prepend("ts_ms,venue,symbol,open,high,low,close,volume")
        );
        return file;
    }
}
