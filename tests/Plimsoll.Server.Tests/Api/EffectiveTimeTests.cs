using System.Text.Json.Nodes;

namespace Plimsoll.Server.Tests.Api;

/// <summary>Nobody can approve a change for a time that has passed: it is told when it is proposed, or when it is approved too late.</summary>
public sealed class EffectiveTimeTests
{
    private const string Body = """{"rules":{"trades_kept":7},"effective_at":"2026-03-12T10:45:00Z"}""";

    [Theory, Trait("Criterion", "API-033")]
    [InlineData("venue", """{"rules":{"trades_kept":7},"effective_at":"2026-03-12T10:39:59Z"}""")]
    [InlineData("venue", """{"rules":{"trades_kept":7},"effective_at":"2026-03-12T10:40:00Z"}""")]
    [InlineData("venue", """{"rules":{"trades_kept":7},"effective_at":"1970-01-01T00:00:00Z"}""")]
    [InlineData("assets/USD", """{"venue_cap":"1000000","effective_at":"2020-01-01T00:00:00Z"}""")]
    [InlineData("indices/BTC%2FUSD", """{"weights":{"x":2},"effective_at":"2020-01-01T00:00:00Z"}""")]
    [InlineData("instruments/PERP", """{"max_order_amount":"9","effective_at":"2020-01-01T00:00:00Z"}""")]
    public async Task A_change_for_a_time_that_has_passed_is_refused_when_it_is_proposed(string path, string body)
    {
        await using var world = await ServerWorld.StartAsync(new() { Clock = new ManualClock() });

        var (status, refused) = await world.Ask(HttpMethod.Patch, path, body);

        Assert.Equal((422, "effective_time_in_past", "effective_at"), ((int)status, (string)refused["name"]!, (string)refused["field"]!));
        Assert.EndsWith("it is 2026-03-12T10:40:00Z now.", (string)refused["detail"]!, StringComparison.Ordinal);
        Assert.Contains("or none", (string)refused["advice"]!, StringComparison.Ordinal);
        Assert.Empty((await world.Ok(HttpMethod.Get, "proposals"))["items"]!.AsArray());
    }

    [Fact, Trait("Criterion", "API-033")]
    public async Task An_approval_that_comes_too_late_says_so_and_what_to_do()
    {
        var clock = new ManualClock();
        await using var world = await ServerWorld.StartAsync(new() { Clock = clock });
        var (one, _) = await world.Key("risk");
        var (other, _) = await world.Key("risk");
        world.Use(one);
        var number = (string)(await world.Ok(HttpMethod.Patch, "venue", Body))["id"]!;
        clock.Now += TimeSpan.FromMinutes(6);
        world.Use(other);

        var (status, refused) = await world.Ask(HttpMethod.Post, $"proposals/{number}/approve", "{}");
        await world.Ok(HttpMethod.Post, $"proposals/{number}/withdraw", "{}");
        var again = await world.Ok(HttpMethod.Patch, "venue", """{"rules":{"trades_kept":7}}""");

        Assert.Equal((422, "effective_time_in_past", "proposal"), ((int)status, (string)refused["name"]!, (string)refused["field"]!));
        Assert.Contains("2026-03-12T10:45:00Z", (string)refused["detail"]!, StringComparison.Ordinal);
        Assert.Contains($"/proposals/{number}/withdraw", (string)refused["advice"]!, StringComparison.Ordinal);
        Assert.NotNull(again["id"]);
    }

    [Fact, Trait("Criterion", "API-033")]
    public async Task What_was_proposed_in_time_is_answered_again_later()
    {
        var clock = new ManualClock();
        await using var world = await ServerWorld.StartAsync(new() { Clock = clock });
        var first = await world.Ok(HttpMethod.Patch, "venue", Body, "once");
        clock.Now += TimeSpan.FromMinutes(6);

        var repeated = await world.Ok(HttpMethod.Patch, "venue", Body, "once");

        Assert.True((bool)repeated["is_repeat"]!);
        Assert.True(JsonNode.DeepEquals(first["id"], repeated["id"]));
    }
}
