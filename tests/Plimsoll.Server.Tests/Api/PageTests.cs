using System.Text.Json.Nodes;

namespace Plimsoll.Server.Tests.Api;

/// <summary>Keys, proposals and changes come in pages as all lists do.</summary>
public sealed class PageTests
{
    private static readonly string[] Waiting =
    [
        "assets/USD venue_cap",
        "indices/BTC%2FUSD limits",
        "instruments/PERP max_order_amount",
        "venue rules",
    ];

    [Fact, Trait("Criterion", "API-002")]
    public async Task Pages_of_keys_joined_are_all_keys()
    {
        await using var bazaar = await Bazaar.OpenAsync();

        var (whole, pages) = (await All(bazaar, "keys", 1_000), await All(bazaar, "keys", 2));

        Assert.Equal(6, whole.Count);
        Assert.Equal(whole, pages);
        Assert.Equal((400, "bad_value", "limit"), await bazaar.Refused(HttpMethod.Get, "keys?limit=0"));
        Assert.Equal((400, "bad_value", "after"), await bazaar.Refused(HttpMethod.Get, "keys?after=x"));
    }

    [Fact, Trait("Criterion", "API-002")]
    public async Task A_proposal_that_is_decided_between_two_pages_is_no_hindrance()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        bazaar.As("risk");
        await Propose(bazaar);

        var whole = await All(bazaar, "proposals", 1_000);
        var first = await bazaar.Get("proposals?limit=2");
        await bazaar.Post($"proposals/{(string)first["next"]!}/withdraw");
        var second = await bazaar.Get($"proposals?limit=2&after={(string)first["next"]!}");

        Assert.Equal(4, whole.Count);
        Assert.Equal(whole, [.. Items(first), .. Items(second)]);
        Assert.Null((string?)second["next"]);
    }

    [Fact, Trait("Criterion", "API-002"), Trait("Criterion", "API-045")]
    public async Task Changes_come_in_pages_those_that_wait_and_those_that_ended()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        bazaar.As("risk");
        await Propose(bazaar);
        foreach (var proposal in (await bazaar.Get("proposals"))["items"]!.AsArray())
            await bazaar.As("other").Post($"proposals/{(string)proposal!["proposal"]!}/approve");

        var (waiting, pages) = (await All(bazaar, "changes", 1_000), await All(bazaar, "changes", 3));
        foreach (var change in (await bazaar.Get("changes"))["items"]!.AsArray())
            await bazaar.Post($"changes/{(string)change!["change"]!}/withdraw");

        var (ended, endedPages) = (await All(bazaar, "changes/ended", 1_000), await All(bazaar, "changes/ended", 1));

        Assert.Equal(4, waiting.Count);
        Assert.Equal(waiting, pages);
        Assert.Equal(4, ended.Count);
        Assert.Equal(ended, endedPages);
        Assert.Empty(await All(bazaar, "changes", 10));
    }

    private static async Task Propose(Bazaar bazaar)
    {
        const string Rules = """{"venue_cap":"1000000","limits":{"stale_after":"30"},"max_order_amount":"9","rules":{"trades_kept":7}}""";
        foreach (var (path, member) in Waiting.Select(each => (each.Split(' ')[0], each.Split(' ')[1])))
        {
            var body = new JsonObject { [member] = JsonNode.Parse(Rules)![member]!.DeepClone(), ["effective_at"] = "2150-01-01T00:00:00Z" };
            await bazaar.World.Ok(HttpMethod.Patch, path, body.ToJsonString());
        }
    }

    private static async Task<List<string>> All(Bazaar bazaar, string list, int limit)
    {
        var (items, next) = (new List<string>(), (string?)null);
        do
        {
            var page = await bazaar.Get($"{list}?limit={limit}" + (next is null ? "" : $"&after={next}"));
            Assert.True(Items(page).Count <= limit);
            items.AddRange(Items(page));
            next = (string?)page["next"];
        } while (next is not null);

        return items;
    }

    private static List<string> Items(JsonNode page) => [.. page["items"]!.AsArray().Select(each => each!.ToJsonString())];
}
