using System.Globalization;
using Plimsoll.Engine.Commands;
using Plimsoll.Host.Entries;
using Plimsoll.Values;

namespace Plimsoll.Server.Tests.Api;

/// <summary>What an account has, holds, has ordered, and why its margin is what it is: the engine's own numbers.</summary>
public sealed class AccountQueryTests
{
    [Fact, Trait("Criterion", "API-012")]
    public async Task Positions_and_balances_are_the_engines()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        bazaar.As("alice");

        var position = (await bazaar.Get("accounts/alice/positions"))["items"]![0]!;
        var balance = (await bazaar.Get("accounts/alice/balances"))["items"]![0]!;
        var (liquidation, bankruptcy, withdrawable) = bazaar.World.Server.Host.Read(machine =>
        {
            Assert.True(machine.Names.TryFindAccount("alice", out var alice));
            var perp = new InstrumentId(0);
            return (
                machine.Engine.LiquidationPriceOf(alice, perp)!.Value.Units,
                machine.Engine.BankruptcyPriceOf(alice, perp)!.Value.Units,
                machine.Engine.Withdrawable(alice, new AssetId(0)).Units
            );
        });

        Assert.Equal(("long", "5", "100"), ((string)position["side"]!, (string)position["amount"]!, (string)position["entry_price"]!));
        Assert.Equal(
            ("500", "0", "cross"),
            ((string)position["notional"]!, (string)position["unrealised_pnl"]!, (string)position["margin_mode"]!)
        );
        Assert.Equal(Text(liquidation), (string)position["liquidation_price"]!);
        Assert.Equal(Text(bankruptcy), (string)position["bankruptcy_price"]!);
        Assert.Equal(
            ("100", withdrawable.ToString(CultureInfo.InvariantCulture)),
            ((string)balance["balance"]!, (string)balance["withdrawable"]!)
        );

        static string Text(long units) => units.ToString(CultureInfo.InvariantCulture);
    }

    [Fact, Trait("Criterion", "API-004")]
    public async Task The_status_tells_record_and_hash_of_one_moment()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        var host = bazaar.World.Server.Host;
        var alice = host.Read(static machine => machine.Names.TryFindAccount("alice", out var found) ? found : default);
        bazaar.As("admin");
        using var enough = new CancellationTokenSource();
        var traffic = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
                await host.SubmitAsync(HostEntry.Of(new DepositCollateral(default, alice, new(0), new(1))));
        });

        var told = new Dictionary<long, string>();
        // So often that questions and deposits meet, and until there were many records to mix up.
        for (var i = 0; i < 500 || told.Count < 50; i++)
        {
            var status = await bazaar.Get("status");
            var (record, hash) = ((long)status["applied_sequence"]!, (string)status["event_hash"]!);
            Assert.True((long)status["durable_sequence"]! >= record);
            Assert.Equal(hash, told.GetValueOrDefault(record, hash));
            told[record] = hash;
        }

        await enough.CancelAsync();
        await traffic;
    }

    [Fact, Trait("Criterion", "API-012")]
    public async Task Open_orders_carry_the_clients_names()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        bazaar.As("alice");
        await bazaar.Post(
            "orders",
            """{"account":"alice","instrument":"PERP","side":"buy","amount":"2","price":"99","client_order_id":"mine"}"""
        );

        var order = (await bazaar.Get("accounts/alice/orders"))["items"]![0]!;
        var largest = await bazaar.Get("accounts/alice/max_order?instrument=PERP&side=buy&price=100");
        var engines = bazaar.World.Server.Host.Read(machine =>
        {
            machine.Names.TryFindAccount("alice", out var alice);
            return machine.Engine.LargestOrder(alice, new InstrumentId(0), 1, new Price(100)).Units;
        });

        Assert.Equal(
            ("mine", "buy", "2", "99"),
            ((string)order["client_order_id"]!, (string)order["side"]!, (string)order["amount"]!, (string)order["price"]!)
        );
        Assert.Equal(engines.ToString(CultureInfo.InvariantCulture), (string)largest["amount"]!);
    }

    [Fact, Trait("Criterion", "API-013")]
    public async Task An_explanation_adds_up_and_can_be_read()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        bazaar.As("alice");

        var tree = await bazaar.Get("accounts/alice/explanation");
        var margin = await bazaar.Get("accounts/alice");
        var parts = tree["maintenance_margin"]!["parts"]!.AsArray();

        Assert.Equal((string)margin["maintenance_margin"]!, (string)tree["maintenance_margin"]!["amount"]!);
        Assert.Equal(25, parts.Sum(part => int.Parse((string)part!["amount"]!, CultureInfo.InvariantCulture)));
        Assert.Contains("mark price 100", (string)tree["text"]!, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "API-003")]
    public async Task Others_accounts_are_nobodys_business()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        bazaar.As("alice");

        foreach (
            var path in new[] { "", "/positions", "/balances", "/orders", "/explanation", "/stress", "/max_order?instrument=PERP&side=buy" }
        )
        {
            Assert.Equal((403, "not_own_account", "account"), await bazaar.Refused(HttpMethod.Get, $"accounts/bob{path}"));
            Assert.Equal((403, "not_own_account", "account"), await bazaar.Refused(HttpMethod.Get, $"accounts/nobody{path}"));
        }

        Assert.Equal((403, "not_allowed", null), await bazaar.Refused(HttpMethod.Get, "accounts"));
    }

    [Fact, Trait("Criterion", "API-012")]
    public async Task An_isolated_position_is_shown_beside()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        await bazaar.Post("accounts", """{"name":"carol"}""");
        await bazaar.Post("accounts/carol/deposits", """{"asset":"USD","amount":"200"}""");
        await bazaar.World.Ok(
            HttpMethod.Put,
            "accounts/carol/margin_mode",
            """{"instrument":"PERP","margin_mode":"isolated","leverage":"5"}"""
        );
        bazaar.As("book");
        var order = await bazaar.Post("orders", """{"account":"carol","instrument":"PERP","side":"buy","amount":"2","price":"100"}""");
        await bazaar.Post(
            "trades",
            $$"""{"legs":[{"trade_id":"t2","instrument":"PERP","side":"buy","amount":"2","price":"100","taker":"carol","maker":"bob","taker_order_id":"{{(string)order["id"]!}}"}]}"""
        );
        bazaar.As("admin");

        var position = (await bazaar.Get("accounts/carol/positions"))["items"]![0]!;
        var own = await bazaar.Get("accounts/carol%2FPERP");

        Assert.Equal(
            ("isolated", "carol/PERP", "5"),
            ((string)position["margin_mode"]!, (string)position["account"]!, (string)position["leverage"]!)
        );
        Assert.Equal(("isolated", "10"), ((string)own["kind"]!, (string)own["maintenance_margin"]!));
    }
}
