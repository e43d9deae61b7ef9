using System.Net;

namespace Plimsoll.Server.Tests.Api;

/// <summary>The API as any program sees it.</summary>
public sealed class RestTests
{
    [Fact]
    public async Task An_account_is_opened_funded_and_asked_about_and_is_there_after_a_start()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.Ok(HttpMethod.Post, "accounts", """{"name":"alice"}""");
        await world.Ok(HttpMethod.Post, "accounts/alice/deposits", """{"asset":"USD","amount":"1000"}""");
        await world.Stop();
        await world.Start();

        var margin = await world.Ok(HttpMethod.Get, "accounts/alice");

        Assert.Equal("1000", (string)margin["equity"]!);
        Assert.Equal("healthy", (string)margin["condition"]!);
    }

    [Fact]
    public async Task A_check_tells_what_an_order_would_cost_and_changes_nothing()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.Ok(HttpMethod.Post, "accounts", """{"name":"alice"}""");
        await world.Ok(HttpMethod.Post, "accounts/alice/deposits", """{"asset":"USD","amount":"100"}""");
        var quotes = new[] { "x", "y", "z" }.Select(source => $$"""{"index":"BTC/USD","source":"{{source}}","bid":"100","ask":"100"}""");
        await world.Ok(
            HttpMethod.Post,
            "quotes",
            $$"""{"indices":[{{string.Join(',', quotes)}}],"books":[{"instrument":"PERP","bid":"100","ask":"100","last":"100"}]}"""
        );

        var made = await world.Ok(HttpMethod.Post, "keys", """{"label":"book","roles":["matching_engine","auditor"]}""");
        world.Use((string)made["secret"]!);
        var before = await world.Ok(HttpMethod.Get, "status");
        var fits = await world.Ok(HttpMethod.Post, "orders/check", Order("5"));
        var tooMuch = await world.Ok(HttpMethod.Post, "orders/check", Order("5000"));
        var after = await world.Ok(HttpMethod.Get, "status");
        var (status, problem) = await world.Ask(HttpMethod.Post, "orders", Order("5000"));
        var placed = await world.Ok(HttpMethod.Post, "orders", Order("5"), "once");
        var again = await world.Ok(HttpMethod.Post, "orders", Order("5"), "once");

        Assert.True((bool)fits["accepted"]!, fits.ToJsonString());
        Assert.Equal("insufficient_margin", (string)tooMuch["reason"]!);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, 505), (status, (int)problem["code"]!));
        Assert.Equal((string)placed["id"]!, (string)again["id"]!);
        Assert.True((bool)again["is_repeat"]!);
        Assert.Equal((string)before["event_hash"]!, (string)after["event_hash"]!);

        static string Order(string amount) =>
            $$"""{"account":"alice","instrument":"PERP","side":"buy","amount":"{{amount}}","price":"100"}""";
    }

    [Fact]
    public async Task Mistakes_are_told_with_their_place()
    {
        await using var world = await ServerWorld.StartAsync();

        var (unknown, account) = await world.Ask(HttpMethod.Get, "accounts/nobody");
        var (typo, member) = await world.Ask(HttpMethod.Post, "accounts", """{"nmae":"alice"}""");
        var (digits, amount) = await world.Ask(HttpMethod.Post, "accounts/nobody/deposits", """{"asset":"USD","amount":1}""");

        Assert.Equal((HttpStatusCode.NotFound, "account"), (unknown, (string)account["field"]!));
        Assert.Equal((HttpStatusCode.BadRequest, "unknown_member"), (typo, (string)member["name"]!));
        Assert.Equal((HttpStatusCode.BadRequest, "amount"), (digits, (string)amount["field"]!));
    }
}
