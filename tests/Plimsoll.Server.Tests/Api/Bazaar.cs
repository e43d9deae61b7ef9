using System.Text.Json.Nodes;

namespace Plimsoll.Server.Tests.Api;

/// <summary>A small market over the API: alice is long what bob is short, and each person has a key.</summary>
internal sealed class Bazaar : IAsyncDisposable
{
    private readonly ServerWorld _world;
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);

    private Bazaar(ServerWorld world) => _world = world;

    public ServerWorld World => _world;

    /// <summary>alice: 100 dollars, long 5 at 100; bob: 1000, short 5. Maintenance 5 %, initial 10 %.</summary>
    public static async Task<Bazaar> OpenAsync()
    {
        var bazaar = new Bazaar(await ServerWorld.StartAsync());
        var world = bazaar._world;
        bazaar._keys["admin"] = world.Server.FirstKey!.Reveal();
        foreach (var (name, amount) in new[] { ("alice", 100), ("bob", 1000) })
        {
            await world.Ok(HttpMethod.Post, "accounts", $$"""{"name":"{{name}}"}""");
            await world.Ok(HttpMethod.Post, $"accounts/{name}/deposits", $$"""{"asset":"USD","amount":"{{amount}}"}""");
        }

        foreach (
            var (name, body) in new[]
            {
                ("book", """{"label":"book","roles":["matching_engine"]}"""),
                ("risk", """{"label":"risk","roles":["risk"]}"""),
                ("other", """{"label":"second risk manager","roles":["risk"]}"""),
                ("auditor", """{"label":"auditor","roles":["auditor"]}"""),
                ("alice", """{"label":"alice's","roles":["trader"],"accounts":["alice"]}"""),
            }
        )
        {
            bazaar._keys[name] = (string)(await world.Ok(HttpMethod.Post, "keys", body))["secret"]!;
        }

        bazaar.As("book");
        await bazaar.Quote(100);
        await world.Ok(
            HttpMethod.Post,
            "trades",
            """{"legs":[{"trade_id":"t1","instrument":"PERP","side":"buy","amount":"5","price":"100","taker":"alice","maker":"bob"}]}"""
        );
        return bazaar.As("admin");
    }

    /// <summary>Asks with the key of somebody from now on.</summary>
    public Bazaar As(string who)
    {
        _world.Use(_keys[who]);
        return this;
    }

    public Task<JsonNode> Get(string path) => _world.Ok(HttpMethod.Get, path);

    public Task<JsonNode> Post(string path, string body = "{}") => _world.Ok(HttpMethod.Post, path, body);

    /// <summary>The number and field of the problem that an answer is.</summary>
    public async Task<(int Status, string Name, string? Field)> Refused(HttpMethod method, string path, string? body = null)
    {
        var (status, problem) = await _world.Ask(method, path, body);
        return ((int)status, (string)problem["name"]!, (string?)problem["field"]);
    }

    public Task Quote(int price)
    {
        var quotes = new[] { "x", "y", "z" }.Select(source =>
            $$"""{"index":"BTC/USD","source":"{{source}}","bid":"{{price}}","ask":"{{price}}"}"""
        );
        return Post(
            "quotes",
            $$"""{"indices":[{{string.Join(',', quotes)}}],"books":[{"instrument":"PERP","bid":"{{price}}","ask":"{{price}}","last":"{{price}}"}]}"""
        );
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();
}
