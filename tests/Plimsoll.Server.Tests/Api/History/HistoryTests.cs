using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Plimsoll.Server.Tests.Api.Sockets;

namespace Plimsoll.Server.Tests.Api.History;

/// <summary>What was, asked for afterwards.</summary>
public sealed class HistoryTests
{
    [Fact, Trait("Criterion", "HIST-001"), Trait("Criterion", "HIST-002")]
    public async Task Pages_join_to_the_whole_and_nothing_is_left_out_or_told_twice()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        await Trade(world);

        var whole = await world.Ok(HttpMethod.Get, "accounts/alice/history?limit=1000");
        var rows = new List<string>();
        string? after = null;
        do
        {
            var page = await world.Ok(
                HttpMethod.Get,
                "accounts/alice/history?limit=2" + (after is null ? "" : "&after=" + Uri.EscapeDataString(after))
            );
            rows.AddRange(page["items"]!.AsArray().Select(row => row!.ToJsonString()));
            after = (string?)page["next"];
        } while (after is not null);

        Assert.Equal(whole["items"]!.AsArray().Select(row => row!.ToJsonString()), rows);
        Assert.Equal("account_opened", (string)whole["items"]![0]!["type"]!);
        Assert.Contains(rows, row => row.Contains("\"trade_recorded\"", StringComparison.Ordinal));
    }

    [Fact, Trait("Criterion", "HIST-003")]
    public async Task Rows_are_chosen_by_type_number_and_time()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        await Trade(world);
        var all = Rows(await world.Ok(HttpMethod.Get, "accounts/alice/history?limit=1000"));
        var trade = all.First(row => (string)row["type"]! == "trade_recorded");
        var (sequence, time) = ((long)trade["sequence"]!, (string)trade["time"]!);

        var typed = Rows(await world.Ok(HttpMethod.Get, "accounts/alice/history?types=trade_recorded,order_placed"));
        var numbered = Rows(await world.Ok(HttpMethod.Get, $"accounts/alice/history?from={sequence}&to={sequence}&limit=1000"));
        var timed = Rows(
            await world.Ok(
                HttpMethod.Get,
                $"accounts/alice/history?from={Uri.EscapeDataString(time)}&to={Uri.EscapeDataString(time)}&limit=1000"
            )
        );
        var (status, wrong) = await world.Ask(HttpMethod.Get, "accounts/alice/history?types=trade_recoded");
        var (_, never) = await world.Ask(HttpMethod.Get, "accounts/alice/history?from=yesterday");

        Assert.NotEmpty(typed);
        Assert.All(typed, row => Assert.Contains((string)row["type"]!, new[] { "trade_recorded", "order_placed" }));
        Assert.Equal(all.Where(row => (long)row["sequence"]! == sequence).Select(Text), numbered.Select(Text));
        Assert.Equal(all.Where(row => (string)row["time"]! == time).Select(Text), timed.Select(Text));
        Assert.Equal((HttpStatusCode.BadRequest, "types"), (status, (string)wrong["field"]!));
        Assert.Equal("from", (string)never["field"]!);
    }

    [Fact, Trait("Criterion", "HIST-010")]
    public async Task A_statement_runs_from_nothing_to_the_balance_whole_in_pages_and_from_the_middle()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        await Trade(world);
        await world.Ok(HttpMethod.Post, "accounts/alice/deposits", """{"asset":"USD","amount":"7"}""");

        var all = Rows(await world.Ok(HttpMethod.Get, "accounts/alice/statement?limit=1000"));
        var balance = 0m;
        foreach (var row in all)
        {
            balance += Number(row["amount"]);
            Assert.Equal(balance, Number(row["balance"]));
        }

        var middle = (long)all[^1]["sequence"]!;
        var tail = Rows(await world.Ok(HttpMethod.Get, $"accounts/alice/statement?from={middle}"));
        var first = await world.Ok(HttpMethod.Get, "accounts/alice/statement?limit=1");
        var second = Rows(
            await world.Ok(HttpMethod.Get, "accounts/alice/statement?limit=1&after=" + Uri.EscapeDataString((string)first["next"]!))
        );

        Assert.Equal("deposit", (string)all[0]["reason"]!);
        Assert.All(all.Where(row => row["trade_id"] is not null), row => Assert.Equal("PERP", (string)row["instrument"]!));
        Assert.Contains(all, row => row["trade_id"] is not null);
        Assert.Equal(Text(all[^1]), Text(tail[^1]));
        Assert.Equal(Text(all[1]), Text(second[0]));
        var (status, _) = await world.Ask(HttpMethod.Get, "accounts/alice/statement?after=1~x");
        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    /// <summary>Over several of the stretches by which records are read backwards, and pages that end within one.</summary>
    [Theory, Trait("Criterion", "HIST-007"), Trait("Criterion", "HIST-010"), InlineData(1), InlineData(3), InlineData(1_000)]
    public async Task A_statement_from_the_newest_is_the_same_turned_round_in_pages_and_from_the_middle(int limit)
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        for (var round = 1; round <= 4; round++)
        {
            await world.Ok(HttpMethod.Post, "accounts/alice/deposits", $$"""{"asset":"USD","amount":"{{round}}"}""");
            await world.Ok(HttpMethod.Post, "accounts/alice/deposits", """{"asset":"USD","amount":"10"}""");
            await world.Fill(100 * round * round);
        }

        var all = Rows(await world.Ok(HttpMethod.Get, "accounts/alice/statement?limit=1000"));
        var middle = (long)all[5]["sequence"]!;

        Assert.Equal(all.Select(Text).Reverse(), (await Newest("")).Select(Text));
        Assert.Equal(all.Take(6).Select(Text).Reverse(), (await Newest($"&to={middle}")).Select(Text));
        Assert.Equal(all.Skip(2).Select(Text).Reverse(), (await Newest($"&from={all[2]["sequence"]}")).Select(Text));
        var lines = await world.Http.GetStringAsync(
            new Uri("accounts/alice/statement?order=newest&format=jsonl", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(
            all.Select(Text).Reverse(),
            lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(each => Text(JsonNode.Parse(each)!))
        );

        async Task<List<JsonNode>> Newest(string range)
        {
            var (rows, after) = (new List<JsonNode>(), "");
            while (true)
            {
                var page = await world.Ok(HttpMethod.Get, $"accounts/alice/statement?order=newest&limit={limit}{range}{after}");
                rows.AddRange(Rows(page));
                if ((string?)page["next"] is not { } next)
                    return rows;

                after = "&after=" + Uri.EscapeDataString(next);
                // Without what it carries the balances are added up anew.
                if (rows.Count % 2 == 1)
                    after = "&after=" + next.Split('~')[0];
            }
        }
    }

    [Fact, Trait("Criterion", "HIST-011")]
    public async Task Trades_are_told_from_the_accounts_side()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        await Trade(world);

        var rows = Rows(await world.Ok(HttpMethod.Get, "accounts/alice/trades"));

        Assert.Equal(["t-1", "t-2"], rows.Select(row => (string)row["trade_id"]!));
        Assert.Equal(["buy", "sell"], rows.Select(row => (string)row["side"]!));
        Assert.Equal(["taker", "maker"], rows.Select(row => (string)row["role"]!));
        Assert.Equal("50", (string)rows[1]["realised_pnl"]!);
    }

    [Fact, Trait("Criterion", "HIST-004")]
    public async Task Exports_hold_the_same_rows_as_pages()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        await Trade(world);

        var rows = Rows(await world.Ok(HttpMethod.Get, "accounts/alice/statement?limit=1000"));
        var lines = await world.Http.GetStringAsync(new Uri("accounts/alice/statement?format=jsonl", UriKind.Relative));
        var table = await world.Http.GetStringAsync(new Uri("accounts/alice/statement?format=csv", UriKind.Relative));

        Assert.Equal(
            rows.Select(Text),
            lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Text(JsonNode.Parse(line)!))
        );
        var csv = table.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("sequence,time,account,asset,amount,balance,reason", csv[0], StringComparison.Ordinal);
        Assert.Equal(rows.Count + 1, csv.Length);
        Assert.Contains(",1000,1000,deposit,venue/outside,", csv[1], StringComparison.Ordinal);
        var trades = await world.Http.GetStringAsync(new Uri("accounts/alice/trades?format=csv", UriKind.Relative));
        Assert.EndsWith(",USD,false,false", trades.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1], StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "HIST-005")]
    public async Task The_venues_history_has_every_record_refused_ones_too_for_those_who_may()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        var (_, refused) = await world.Ask(HttpMethod.Post, "accounts/alice/withdrawals", """{"asset":"USD","amount":"5000"}""");
        var (auditor, _) = await world.Key("auditor");
        var (trader, _) = await world.Key("trader", "alice");

        world.Use(auditor);
        var rows = Rows(await world.Ok(HttpMethod.Get, "events?limit=1000"));
        world.Use(trader);
        var (status, _) = await world.Ask(HttpMethod.Get, "events");
        var (other, _) = await world.Ask(HttpMethod.Get, "accounts/bob/history");

        Assert.Equal(Enumerable.Range(1, rows.Count).Select(each => (long)each), rows.Select(row => (long)row["sequence"]!));
        Assert.Contains(rows, row => (int?)row["code"] == (int)refused["code"]!);
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal(HttpStatusCode.Forbidden, other);
    }

    [Fact, Trait("Criterion", "HIST-020"), Trait("Criterion", "HIST-021"), Trait("Criterion", "HIST-022")]
    public async Task An_owner_learns_why_the_account_was_liquidated_step_by_step()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.Ok(
            HttpMethod.Post,
            "instruments",
            """{"rules":{"instrument":"PERP2","kind":"perpetual","payoff":"linear","index":"BTC/USD","settlement_asset":"USD","price_decimals":0,"amount_decimals":0,"tick_size":"1","lot_size":"1","margin":{"tiers":[{"floor":"0","initial_margin_rate":"0.1","maintenance_margin_rate":"0.05"}]}}}"""
        );
        await world.SetUp();
        await world.LiquidateAlice((await world.Key("matching_engine")).Secret);
        world.Use((await world.Key("trader", "alice")).Secret);

        var episodes = Rows(await world.Ok(HttpMethod.Get, "accounts/alice/liquidations"));
        var episode = (long)episodes.Single()["sequence"]!;
        var why = await world.Ok(HttpMethod.Get, $"accounts/alice/liquidations/{episode}?tree=true");

        // 90 bought at 100 with 1,000: at 93 equity is 370 and maintenance margin 5 % of 8,370.
        Assert.Equal("370", (string)why["equity"]!);
        Assert.Equal("419", (string)why["maintenance_margin"]!);
        Assert.Equal("49", (string)why["shortfall"]!);
        var cause = why["causes"]!.AsArray().Single(each => (string)each!["event"]!["type"]! == "mark_price_changed")!;
        Assert.Equal("The mark price of PERP fell from 100 to 93.", (string)cause["text"]!);
        var price = why["prices"]!.AsArray().Single(each => (string)each!["of"]! == "PERP")!;
        Assert.Equal(("93", "100"), ((string)price["price"]!, (string)price["before"]!));
        Assert.Equal("liquidation_started", (string)why["steps"]![0]!["event"]!["type"]!);
        Assert.Contains(why["steps"]!.AsArray(), each => (string)each!["event"]!["type"]! == "liquidation_order_placed");
        Assert.Null(why["outcome"]);
        Assert.Equal("1000", (string)why["trees"]!["before"]!["equity"]!["amount"]!);
        Assert.Equal("370", (string)why["trees"]!["after"]!["equity"]!["amount"]!);
        // The form of accounts.explanation.
        Assert.Equal("USD", (string)why["trees"]!["after"]!["equity"]!["parts"]![0]!["label"]!);
        // PERP2 moved too, and alice never held it.
        Assert.Equal("quotes.submit", (string)why["request"]!);
        Assert.Equal(["BTC/USD", "PERP"], why["prices"]!.AsArray().Select(each => (string)each!["of"]!));
        Assert.DoesNotContain(why["causes"]!.AsArray(), each => ((string)each!["text"]!).Contains("PERP2", StringComparison.Ordinal));
        Assert.Contains("short by 49", (string)why["text"]!, StringComparison.Ordinal);
        Assert.Contains("The mark price of PERP fell from 100 to 93.", (string)why["text"]!, StringComparison.Ordinal);
        // Nothing that a sentence names is missing in its event.
        Assert.DoesNotContain('?', (string)why["text"]!);
        Assert.All(why["causes"]!.AsArray(), each => Assert.DoesNotContain('?', (string)each!["text"]!));
        var (status, problem) = await world.Ask(HttpMethod.Get, $"accounts/alice/liquidations/{episode - 1}");
        Assert.Equal((HttpStatusCode.NotFound, "episode"), (status, (string)problem["field"]!));
    }

    [Fact, Trait("Criterion", "HIST-020")]
    public async Task The_end_of_a_liquidation_is_told_with_what_remained()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        var (engine, _) = await world.Key("matching_engine");
        await world.LiquidateAlice(engine);
        world.Use(world.Admin);
        await world.Ok(HttpMethod.Post, "accounts/alice/deposits", """{"asset":"USD","amount":"1000"}""");

        var orders = Rows(await world.Ok(HttpMethod.Get, "accounts/alice/history?types=liquidation_order_placed"));
        world.Use(engine);
        await world.Ok(HttpMethod.Post, "orders/done", $$"""{"account":"alice","order_id":"{{(string)orders.Single()["order_id"]!}}"}""");
        world.Use(world.Admin);

        var row = Rows(await world.Ok(HttpMethod.Get, "accounts/alice/liquidations")).Single();
        var why = await world.Ok(HttpMethod.Get, $"accounts/alice/liquidations/{(long)row["sequence"]!}");

        Assert.NotNull((string?)why["outcome"]);
        Assert.Equal((string)row["equity_after"]!, (string)why["equity_after"]!);
        Assert.Equal("liquidation_ended", (string)why["steps"]!.AsArray()[^1]!["event"]!["type"]!);
        Assert.Contains("It ended at", (string)why["text"]!, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "HIST-006")]
    public async Task Histories_come_over_a_socket_too_page_by_page()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        await using var socket = await TestSocket.ConnectAsync(world, (await world.Key("trader", "alice")).Secret);

        var page = await socket.Ok("history.statement", """{"account":"alice"}""");
        var refused = await socket.Ask("history.statement", """{"account":"alice","format":"csv"}""");

        Assert.Equal("1000", (string)page["items"]![0]!["balance"]!);
        Assert.Equal("format", (string)refused["error"]!["data"]!["field"]!);
    }

    /// <summary>Alice buys ten at 100 from the maker, and sells five of them at 110 to bob.</summary>
    private static async Task Trade(ServerWorld world)
    {
        var (engine, _) = await world.Key("matching_engine");
        world.Use(engine);
        await world.Ok(HttpMethod.Post, "orders", VenueSteps.Order("alice", 10, 100, "mine"));
        await world.Ok(HttpMethod.Post, "trades", VenueSteps.Trade("t-1", "alice", "maker", 10, 100));
        await world.Ok(HttpMethod.Post, "trades", VenueSteps.Trade("t-2", "bob", "alice", 5, 110));
        world.Use(world.Admin);
    }

    private static List<JsonNode> Rows(JsonNode page) => [.. page["items"]!.AsArray().Select(row => row!)];

    private static string Text(JsonNode row) => row.ToJsonString();

    private static decimal Number(JsonNode? text) => decimal.Parse((string)text!, CultureInfo.InvariantCulture);
}
