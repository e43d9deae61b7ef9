using MarginBot;
using MatchingEngine;
using Plimsoll.Client;
using Plimsoll.Client.Tests.Worlds;

namespace Plimsoll.Samples.Tests;

/// <summary>The samples that stand beside a server, against one in this process: what must hold, whatever the timing.</summary>
public sealed class ServedSampleTests
{
    /// <summary>How long a sample waits for a server that is not there.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(2_000);

    [Fact]
    public async Task The_matching_engine_checks_matches_and_fills_liquidations()
    {
        await using var venue = await TestVenue.StartAsync();
        await venue.Admin.Funds.DepositAsync(new() { Asset = "USD", Amount = 1_000_000 });
        await using var socket = await venue.SocketAsync(venue.EngineKey);
        using var output = new StringWriter();
        var exchange = new Exchange(socket, "PERP", TextWriter.Synchronized(output));
        var running = exchange.RunAsync(TestVenue.Soon);

        foreach (
            var line in new[] { "alice buy 100 99", "alice buy 9000 100", "bob sell 9000 100", "alice buy 90000 100", "bob buy 9000 93" }
        )
        {
            Assert.True(Incoming.TryRead(line, out var order), line);
            exchange.Submit(order);
        }

        await UntilAsync(async () => (await venue.Admin.Accounts.PositionsAsync("alice")).Items is [{ Amount: var held }] && held == 9_000);
        await UntilAsync(async () => (await venue.Admin.Accounts.OrdersAsync("bob")).Items.Count == 1);
        await venue.PriceAsync(93);
        await UntilAsync(
            async () => (await venue.Admin.Accounts.PositionsAsync("alice")).Items is not [{ Amount: var held }] || held < 9_000,
            output
        );
        await UntilAsync(async () => (await venue.Admin.Accounts.MarginAsync("alice")).Condition != AccountCondition.InLiquidation);
        exchange.Complete();
        await running.WaitAsync(TestVenue.Patience);

        var told = output.ToString();
        Assert.Contains("trade: bob Sell 9000 at 100 with alice", told, StringComparison.Ordinal);
        Assert.Contains("refused: alice Buy 90000 at 100: insufficient_margin", told, StringComparison.Ordinal);
        Assert.Contains("liquidation of alice: Sell", told, StringComparison.Ordinal);
        Assert.Contains("at 93 with bob", told, StringComparison.Ordinal);
        Assert.Empty((await venue.Admin.Accounts.OrdersAsync("alice")).Items);
    }

    [Fact]
    public async Task A_matching_engine_that_starts_again_goes_on_with_the_orders_that_are_open()
    {
        await using var venue = await TestVenue.StartAsync();
        await using var socket = await venue.SocketAsync(venue.EngineKey);
        await RunAsync(socket, "alice buy 10 99", "alice buy 10 99", "bob sell 5 101");

        var told = await RunAsync(socket, "bob sell 15 99");

        Assert.Contains("open orders at the server", told, StringComparison.Ordinal);
        Assert.Contains("trade: bob Sell 10 at 99 with alice", told, StringComparison.Ordinal);
        Assert.Contains("trade: bob Sell 5 at 99 with alice", told, StringComparison.Ordinal);
        var left = Assert.Single((await venue.Admin.Accounts.OrdersAsync("alice")).Items);
        Assert.Equal((ExactDecimal)5, left.Amount);

        static async Task<string> RunAsync(PlimsollSocket socket, params string[] lines)
        {
            await using var output = new StringWriter();
            var exchange = new Exchange(socket, "PERP", TextWriter.Synchronized(output));
            foreach (var line in lines)
            {
                Assert.True(Incoming.TryRead(line, out var order), line);
                exchange.Submit(order);
            }

            exchange.Complete();
            await exchange.RunAsync(TestVenue.Soon).WaitAsync(TestVenue.Patience);
            return output.ToString();
        }
    }

    [Fact]
    public async Task The_margin_bot_keeps_its_account_above_the_line_over_a_restart()
    {
        await using var venue = await TestVenue.StartAsync();
        await venue.Admin.Accounts.OpenAsync(new() { Name = "reserve", Owner = "alice" });
        await venue.Admin.Collateral.DepositAsync(
            new()
            {
                Account = "reserve",
                Asset = "USD",
                Amount = 1_000_000,
            }
        );
        await venue.Engine.Trades.RecordAsync(
            new()
            {
                Legs =
                [
                    new()
                    {
                        TradeId = "1",
                        Instrument = "PERP",
                        Side = Side.Buy,
                        Amount = 9_000,
                        Price = 100,
                        Taker = "alice",
                        Maker = "bob",
                    },
                ],
            }
        );
        await using var socket = await venue.SocketAsync(await venue.KeyAsync(KeyRole.Trader, "alice", "reserve"));
        using var stop = new CancellationTokenSource();
        var bot = new Bot(socket, TextWriter.Null)
        {
            Account = "alice",
            Reserve = "reserve",
            Asset = "USD",
        };
        var running = bot.RunAsync(stop.Token);

        await venue.PriceAsync(96);
        await UntilAsync(async () => (await venue.Admin.Accounts.MarginAsync("alice")).MarginRatio >= 2);
        await venue.StopAsync();
        await venue.RestartAsync();
        await venue.PriceAsync(93);
        await UntilAsync(async () => (await venue.Admin.Accounts.MarginAsync("alice")).MarginRatio >= 2);

        Assert.Equal(AccountCondition.Healthy, (await venue.Admin.Accounts.MarginAsync("alice")).Condition);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task The_samples_say_in_a_line_what_is_wrong_with_key_address_or_instrument()
    {
        await using var venue = await TestVenue.StartAsync();
        var trader = await venue.KeyAsync(KeyRole.Trader, "alice");
        var engine = venue.EngineKey;
        var here = venue.Address.ToString();
        var unknown = $"{engine[..^1]}{(engine[^1] == '0' ? '1' : '0')}";

        await EngineAsync(2, "MatchingEngine: PLIMSOLL_KEY: Expected a key as the server showed it", "nonsense", here, "PERP");
        await EngineAsync(1, "MatchingEngine: ws: bad_credentials", unknown, here, "PERP");
        await EngineAsync(1, "MatchingEngine: instruments.get: not_found (instrument)", engine, here, "PREP");
        await EngineAsync(1, "MatchingEngine: subscribe: not_allowed (channels)", trader, here, "PERP");
        await EngineAsync(2, "MatchingEngine: nowhere: Invalid URI", engine, "nowhere", "PERP");
        await EngineAsync(1, "MatchingEngine: ws://127.0.0.1:9/api/v1/ws cannot be reached", engine, "http://127.0.0.1:9", "PERP");
        await BotAsync(1, "MarginBot: ws://127.0.0.1:9/api/v1/ws cannot be reached", trader, "http://127.0.0.1:9", "alice");
        await BotAsync(1, "MarginBot: subscribe: not_own_account (channels)", trader, here, "bob");

        static Task EngineAsync(int code, string line, string key, string address, string instrument) =>
            SaysAsync(
                code,
                line,
                error =>
                    ExchangeProgram.RunAsync([address, instrument], key, Short, TextReader.Null, TextWriter.Null, error, TestVenue.Soon)
            );

        static Task BotAsync(int code, string line, string key, string address, string account) =>
            SaysAsync(
                code,
                line,
                error => BotProgram.RunAsync([address, account, "reserve", "USD"], key, Short, TextWriter.Null, error, TestVenue.Soon)
            );
    }

    private static async Task SaysAsync(int code, string line, Func<TextWriter, Task<int>> run)
    {
        await using var error = new StringWriter();

        Assert.Equal(code, await run(error));
        Assert.StartsWith(
            line,
            Assert.Single(error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal
        );
    }

    private static async Task UntilAsync(Func<Task<bool>> holds, StringWriter? told = null)
    {
        var soon = TestVenue.Soon;
        while (!await holds())
        {
            Assert.False(soon.IsCancellationRequested, told?.ToString());
        }
    }
}
