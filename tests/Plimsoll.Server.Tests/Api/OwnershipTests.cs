using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Host.Entries;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Tests.Api;

/// <summary>Whose an account is, its number says and not how it is called.</summary>
public sealed class OwnershipTests
{
    [Theory, Trait("Criterion", "API-058")]
    [InlineData("""{"name":"fund"}""", "name")]
    [InlineData("""{"name":"venue"}""", "name")]
    [InlineData("""{"name":"carol","owner":"venue"}""", "owner")]
    public async Task The_venues_own_names_are_given_to_nobody(string body, string field)
    {
        await using var world = await ServerWorld.StartAsync();

        var (status, problem) = await world.Ask(HttpMethod.Post, "accounts", body);

        Assert.Equal((422, "name_invalid", field), ((int)status, (string)problem["name"]!, (string)problem["field"]!));
        Assert.Contains("is the venue's", (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.Equal("Choose another name.", (string)problem["advice"]!);
        Assert.Null(problem["sequence"]);
    }

    [Theory, Trait("Criterion", "API-058")]
    [InlineData("fund/USD")]
    [InlineData("venue/fees")]
    [InlineData("2")]
    public async Task No_traders_key_is_made_for_an_account_of_the_venue(string account)
    {
        await using var bazaar = await Bazaar.OpenAsync();

        var refused = await bazaar.Refused(HttpMethod.Post, "keys", $$"""{"label":"t","roles":["trader"],"accounts":["{{account}}"]}""");

        Assert.Equal((400, "bad_value", "accounts[0]"), refused);
    }

    [Fact, Trait("Criterion", "SECU-031")]
    public async Task A_key_that_is_made_for_an_account_by_number_is_one_for_its_name()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        Assert.True(bazaar.World.Server.Host.Names.TryFindAccount("alice", out var alice));

        var made = await bazaar.Post("keys", $$"""{"label":"t","roles":["trader"],"accounts":["bob","{{alice.Value}}"]}""");
        var twice = await bazaar.Refused(
            HttpMethod.Post,
            "keys",
            $$"""{"label":"t","roles":["trader"],"accounts":["alice","{{alice.Value}}"]}"""
        );
        var id = (string)made["created"]!["key"]!;
        await bazaar.World.Ok(HttpMethod.Put, $"keys/{id}", $$"""{"roles":["trader"],"accounts":["{{alice.Value}}"]}""");
        var changed = (await bazaar.Get("keys"))["items"]!.AsArray().Single(key => (string)key!["key"]! == id)!;

        Assert.Equal("""["alice","bob"]""", made["created"]!["accounts"]!.ToJsonString());
        Assert.Equal((400, "bad_value", "accounts"), twice);
        Assert.Equal("""["alice"]""", changed["accounts"]!.ToJsonString());
    }

    /// <summary>Such keys could be made before, and are kept.</summary>
    [Fact, Trait("Criterion", "SECU-031")]
    public async Task A_key_that_lists_an_account_by_number_acts_for_it_by_name_and_sees_its_name()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        var host = bazaar.World.Server.Host;
        Assert.True(host.Names.TryFindAccount("alice", out var alice));
        var number = alice.Value;
        using var vault = new SecretVault(new byte[32]);
        var (record, key) = new ApiKeyMaker(vault).Make("old", ApiRoles.Trader, [$"{number}"], false, false, "", at: 1);
        Assert.True((await host.SubmitAsync(HostEntry.OfNote(KeyRecordCodec.Encode(record)))).IsAccepted);
        bazaar.World.Use(key.Reveal());

        await bazaar.Get($"accounts/{number}/balances");
        await bazaar.Get("accounts/alice/balances");
        var history = await bazaar.Get("accounts/alice/history");

        Assert.Equal((403, "not_own_account", "account"), await bazaar.Refused(HttpMethod.Get, "accounts/bob/balances"));
        Assert.Contains("\"account\":\"alice\"", history.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("bob", history.ToJsonString(), StringComparison.Ordinal);
    }

    /// <summary>Journals of before may have such accounts: they keep their own isolated positions, and nothing of the venue's.</summary>
    [Fact, Trait("Criterion", "API-058")]
    public async Task An_account_that_is_called_as_the_venue_calls_its_own_acts_for_none_of_these()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        var world = bazaar.World;
        foreach (var name in new[] { "fund", "venue" })
        {
            var opened = await world.Server.Host.SubmitAsync(HostEntry.Of(new OpenAccount(default, 0, AccountKind.User), name, name));
            Assert.True(opened.IsAccepted);
        }

        await bazaar.Post("accounts/fund/deposits", """{"asset":"USD","amount":"1000"}""");
        var key = await bazaar.Post("keys", """{"label":"t","roles":["trader"],"accounts":["fund","venue"]}""");
        await world.Ok(HttpMethod.Put, "accounts/fund/margin_mode", """{"instrument":"PERP","margin_mode":"isolated"}""");
        bazaar.As("book");
        await bazaar.Post(
            "trades",
            """{"legs":[{"trade_id":"t2","instrument":"PERP","side":"buy","amount":"1","price":"100","taker":"fund","maker":"bob"}]}"""
        );
        world.Use((string)key["secret"]!);

        foreach (var account in new[] { "fund%2FUSD", "venue%2Ffees", "venue%2Foutside" })
        {
            Assert.Equal((403, "not_own_account", "account"), await bazaar.Refused(HttpMethod.Get, $"accounts/{account}/balances"));
            Assert.Equal((403, "not_own_account", "account"), await bazaar.Refused(HttpMethod.Get, $"accounts/{account}/history"));
        }

        Assert.Equal(
            (403, "not_own_account", "account"),
            await bazaar.Refused(
                HttpMethod.Post,
                "orders",
                """{"account":"fund/USD","instrument":"PERP","side":"sell","amount":"1","price":"1","reduce_only":true}"""
            )
        );
        await bazaar.Get("accounts/fund%2FPERP/balances");

        // Nor is what is theirs taken for the venue's.
        var names = world.Server.Host.Names;
        var owners = new Server.Api.AccountOwners(world.Server.Host);
        Assert.True(names.TryFindAccount("fund/PERP", out var isolated));
        Assert.True(names.TryFindAccount("fund", out var parent));
        Assert.True(names.TryFindAccount("fund/USD", out var fund));
        Assert.Equal((false, true), (owners.IsVenues(isolated), owners.IsVenues(fund)));
        Assert.Equal((parent, fund), (owners.ParentOf(isolated), owners.ParentOf(fund)));
    }
}
