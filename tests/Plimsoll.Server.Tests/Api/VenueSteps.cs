using System.Globalization;
using Plimsoll.Engine.Commands;
using Plimsoll.Host.Entries;

namespace Plimsoll.Server.Tests.Api;

/// <summary>What tests do with a small venue, line by line.</summary>
internal static class VenueSteps
{
    /// <summary>A price, a maker, and traders alice and bob with a thousand dollars each.</summary>
    public static async Task SetUp(this ServerWorld world, int price = 100)
    {
        await world.Price(price);
        await world.Ok(HttpMethod.Post, "accounts", """{"name":"maker","kind":"market_maker"}""");
        foreach (var name in new[] { "alice", "bob" })
        {
            await world.Ok(HttpMethod.Post, "accounts", $$"""{"name":"{{name}}"}""");
            await world.Ok(HttpMethod.Post, $"accounts/{name}/deposits", """{"asset":"USD","amount":"1000"}""");
        }
    }

    public static Task Price(this ServerWorld world, int price) => world.Ok(HttpMethod.Post, "quotes", Quotes(price));

    /// <summary>Records that concern nobody.</summary>
    public static async Task Fill(this ServerWorld world, int records)
    {
        var asked = Enumerable.Range(0, records).Select(_ => world.Server.Host.SubmitAsync(HostEntry.Of(new AdvanceTime(default))));
        foreach (var outcome in await Task.WhenAll(asked))
        {
            Assert.True(outcome.IsAccepted);
        }
    }

    public static string Quotes(int price)
    {
        var text = price.ToString(CultureInfo.InvariantCulture);
        var quotes = new[] { "x", "y", "z" }.Select(source =>
            $$"""{"index":"BTC/USD","source":"{{source}}","bid":"{{text}}","ask":"{{text}}"}"""
        );
        return $$"""{"indices":[{{string.Join(',', quotes)}}],"books":[{"instrument":"PERP","bid":"{{text}}","ask":"{{text}}","last":"{{text}}"}]}""";
    }

    /// <summary>A key with a role; of a trader with its accounts.</summary>
    public static async Task<(string Secret, string Id)> Key(this ServerWorld world, string role, params string[] accounts)
    {
        var owned = accounts.Length == 0 ? "" : $$""","accounts":[{{string.Join(',', accounts.Select(name => $"\"{name}\""))}}]""";
        world.Use(world.Admin);
        var made = await world.Ok(HttpMethod.Post, "keys", $$"""{"label":"{{role}}","roles":["{{role}}"]{{owned}}}""");
        return ((string)made["secret"]!, (string)made["created"]!["key"]!);
    }

    public static string Order(string account, int amount, int price, string label, string side = "buy") =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"account":"{{account}}","instrument":"PERP","side":"{{side}}","amount":"{{amount}}","price":"{{price}}","client_order_id":"{{label}}"}"""
        );

    public static string Trade(string id, string taker, string maker, int amount, int price) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"legs":[{"trade_id":"{{id}}","instrument":"PERP","side":"buy","amount":"{{amount}}","price":"{{price}}","taker":"{{taker}}","maker":"{{maker}}"}]}"""
        );

    /// <summary>Alice holds ninety, and a fall to 90 leaves her below her line; the insurance fund has money.</summary>
    public static async Task LiquidateAlice(this ServerWorld world, string engineKey)
    {
        world.Use(world.Admin);
        await world.Ok(HttpMethod.Post, "funds/USD/deposits", """{"amount":"10000"}""");
        world.Use(engineKey);
        await world.Ok(HttpMethod.Post, "trades", Trade("t-1", "alice", "maker", 90, 100));
        await world.Price(93);
    }
}
