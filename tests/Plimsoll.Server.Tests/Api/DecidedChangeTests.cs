using System.Net;

namespace Plimsoll.Server.Tests.Api;

/// <summary>What becomes of a change that was approved and waits for its time; and who may approve.</summary>
public sealed class DecidedChangeTests
{
    [Fact, Trait("Criterion", "API-044"), Trait("Criterion", "LEDG-013"), Trait("Criterion", "HOST-042")]
    public async Task A_change_that_waits_can_be_taken_back_and_the_list_says_so_after_a_start_too()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        var change = await Approve(bazaar, """{"rules":{"margin_call_multiple":"1.5"},"effective_at":"2150-01-01T00:00:00Z"}""");
        var proposal = (string)(await bazaar.Get("changes"))["items"]![0]!["proposal"]!;

        var (late, told) = await bazaar.World.Ask(HttpMethod.Post, $"proposals/{proposal}/withdraw", "{}");
        bazaar.As("alice");
        var stranger = await bazaar.Refused(HttpMethod.Post, $"changes/{change}/withdraw");
        bazaar.As("risk");
        var withdrawn = await bazaar.World.Ok(HttpMethod.Post, $"changes/{change}/withdraw", "{}", "once");
        var repeated = await bazaar.World.Ok(HttpMethod.Post, $"changes/{change}/withdraw", "{}", "once");
        var again = await bazaar.Refused(HttpMethod.Post, $"changes/{change}/withdraw");
        var waiting = (await bazaar.Get("changes"))["items"]!.AsArray();
        var before = (await bazaar.Get("changes/ended"))["items"]!;
        await bazaar.World.Stop();
        await bazaar.World.Start();
        bazaar.As("risk");
        var after = (await bazaar.Get("changes/ended"))["items"]!;
        bazaar.As("admin");
        var audit = (await bazaar.Get("audit?order=newest&limit=50"))["items"]!.AsArray();
        var events = (await bazaar.Get("events?types=change_withdrawn"))["items"]!.AsArray();

        Assert.Equal((404, "unknown_proposal", "proposal"), ((int)late, (string)told["name"]!, (string)told["field"]!));
        Assert.Contains($"/changes/{change}/withdraw", (string)told["advice"]!, StringComparison.Ordinal);
        Assert.Equal((403, "not_allowed"), (stranger.Status, stranger.Name));
        Assert.True((bool)repeated["is_repeat"]!);
        Assert.Equal((404, "unknown_change", "change"), again);
        Assert.Empty(waiting);
        var ended = before[0]!;
        Assert.Equal(
            (change, "venue", "withdrawn", proposal, "risk", (long)withdrawn["sequence"]!),
            (
                (string)ended["change"]!,
                (string)ended["what"]!,
                (string)ended["outcome"]!,
                (string)ended["proposal"]!,
                (string)ended["withdrawn_by"]!["label"]!,
                (long)ended["sequence"]!
            )
        );
        Assert.Equal(before.ToJsonString(), after.ToJsonString());
        Assert.Contains(audit, each => (string)each!["asked"]! == $"withdraw_change change={change}" && each["code"] is null);
        Assert.Equal(("venue", change), ((string)events[0]!["events"]![0]!["what"]!, (string)events[0]!["events"]![0]!["change"]!));
        Assert.Equal("1.25", (string)(await bazaar.Get("venue"))["rules"]!["margin_call_multiple"]!);
    }

    [Fact, Trait("Criterion", "SECU-034"), Trait("Criterion", "API-036")]
    public async Task Keys_of_which_one_comes_from_the_other_are_no_two_persons()
    {
        await using var bazaar = await Bazaar.OpenAsync();
        // The first key proposes; a key that a key of its own made is to approve.
        var second = await Key(bazaar, "second admin", "admin");
        bazaar.World.Use(second.Secret);
        var grandchild = await Key(bazaar, "made by the second", "risk");
        bazaar.As("admin");
        var own = await bazaar.World.Ok(HttpMethod.Patch, "venue", """{"rules":{"trades_kept":7}}""");
        bazaar.World.Use(grandchild.Secret);
        var (status, problem) = await bazaar.World.Ask(HttpMethod.Post, $"proposals/{(string)own["id"]!}/approve", "{}");
        var waiting = (await bazaar.Get("proposals"))["items"]!.AsArray().Count;
        await bazaar.Post($"proposals/{(string)own["id"]!}/withdraw");
        // Two administrators that the first key made, and the risk managers that each made, work together.
        bazaar.As("risk");
        var others = await bazaar.World.Ok(HttpMethod.Patch, "venue", """{"rules":{"trades_kept":8}}""");
        bazaar.World.Use(grandchild.Secret);
        await bazaar.Post($"proposals/{(string)others["id"]!}/approve");
        bazaar.World.Use(second.Secret);
        var sisters = await bazaar.World.Ok(HttpMethod.Patch, "venue", """{"rules":{"trades_kept":9}}""");
        bazaar.As("risk");
        await bazaar.Post($"proposals/{(string)sisters["id"]!}/approve");
        bazaar.As("admin");
        var keys = (await bazaar.Get("keys"))["items"]!.AsArray();
        var refusal = (await bazaar.Get("audit?limit=1000"))["items"]!.AsArray().Single(each => (string?)each!["reason"] == "same_person")!;

        Assert.Equal((409, "same_person"), ((int)status, (string)problem["name"]!));
        Assert.Contains("made by the second", (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.Equal((long)problem["sequence"]!, (long)refusal["sequence"]!);
        Assert.Equal((grandchild.Id, 931), ((string)refusal["key"]!, (int)refusal["code"]!));
        Assert.StartsWith($"approve proposal={(string)own["id"]!} change_venue ", (string)refusal["asked"]!, StringComparison.Ordinal);
        Assert.Equal(1, waiting);
        Assert.Equal(9, (int)(await bazaar.Get("venue"))["rules"]!["trades_kept"]!);
        Assert.Null((string?)keys[0]!["made_by"]);
        Assert.Equal(second.Id, (string)keys.Single(each => (string)each!["key"]! == grandchild.Id)!["made_by"]!);
    }

    [Fact, Trait("Criterion", "SECU-034"), Trait("Criterion", "API-034")]
    public async Task A_mark_by_hand_takes_keys_of_which_none_made_the_other()
    {
        const string Mark = """{"price":"101","until":"2150-01-01T00:00:00Z"}""";
        await using var bazaar = await Bazaar.OpenAsync();
        var both = await Key(bazaar, "both", "admin\",\"risk");
        bazaar.World.Use(both.Secret);
        var child = await Key(bazaar, "child", "risk");
        bazaar.World.Use(child.Secret);
        await bazaar.World.Ok(HttpMethod.Put, "instruments/PERP/mark_override", Mark);
        var alone = await bazaar.Refused(HttpMethod.Post, "instruments/PERP/mark_override/approve", Mark);
        bazaar.World.Use(both.Secret);

        var maker = await bazaar.Refused(HttpMethod.Post, "instruments/PERP/mark_override/approve", Mark);
        bazaar.As("risk");
        await bazaar.Post("instruments/PERP/mark_override/approve", Mark);
        bazaar.As("admin");
        var audit = (await bazaar.Get("audit?limit=1000"))["items"]!.AsArray();

        Assert.Equal((422, "key_invalid"), (alone.Status, alone.Name));
        Assert.Equal((409, "same_person"), (maker.Status, maker.Name));
        Assert.Single(audit, each => (string?)each!["reason"] == "same_person" && (string?)each["key"] == both.Id);
    }

    [Theory, Trait("Criterion", "SECU-036")]
    [InlineData("alice", false)]
    [InlineData("book", false)]
    [InlineData("risk", true)]
    [InlineData("admin", true)]
    [InlineData("auditor", true)]
    public async Task What_is_not_decided_and_whose_it_is_are_for_those_who_decide_and_watch(string who, bool sees)
    {
        const string Mark = """{"price":"101","until":"2150-01-01T00:00:00Z"}""";
        await using var bazaar = await Bazaar.OpenAsync();
        bazaar.As("risk");
        await bazaar.World.Ok(HttpMethod.Patch, "venue", """{"rules":{"trades_kept":7}}""");
        await bazaar.World.Ok(HttpMethod.Put, "instruments/PERP/mark_override", Mark);
        bazaar.As(who);
        var (status, proposals) = await bazaar.World.Ask(HttpMethod.Get, "proposals");
        var proposed = (await bazaar.Get("instruments/PERP"))["mark_override"];
        bazaar.As("other");
        var waiting = (await bazaar.Get("proposals"))["items"]!.AsArray().Single()!;
        await bazaar.Post($"proposals/{(string)waiting["proposal"]!}/approve");
        await bazaar.Post("instruments/PERP/mark_override/approve", Mark);
        await Approve(bazaar, """{"rules":{"trades_kept":9},"effective_at":"2150-01-01T00:00:00Z"}""");
        bazaar.As(who);
        var change = (await bazaar.Get("changes"))["items"]!.AsArray().Single()!;
        var inForce = (await bazaar.Get("instruments/PERP"))["mark_override"]!;
        bazaar.As("risk");
        await bazaar.Post($"changes/{(string)change["change"]!}/withdraw");
        bazaar.As(who);
        var ended = (await bazaar.Get("changes/ended"))["items"]![0]!;

        Assert.Equal(sees ? HttpStatusCode.OK : HttpStatusCode.Forbidden, status);
        Assert.Equal(sees, proposed is not null);
        Assert.Equal(("101", sees ? "risk" : null), ((string)inForce["price"]!, (string?)inForce["proposed_by"]?["label"]));
        Assert.Equal(sees ? "second risk manager" : null, (string?)inForce["approved_by"]?["label"]);
        Assert.Equal("trades_kept", (string)change["changes"]![0]!["field"]!);
        foreach (
            var (shown, name) in new[] { (change, "proposed_by"), (change, "approved_by"), (ended, "proposed_by"), (ended, "withdrawn_by") }
        )
            Assert.Equal((name, sees), (name, shown[name] is not null));
        if (!sees)
            Assert.Equal("not_allowed", (string)proposals["name"]!);
    }

    private static async Task<(string Secret, string Id)> Key(Bazaar bazaar, string label, string role)
    {
        var made = await bazaar.World.Ok(HttpMethod.Post, "keys", $$"""{"label":"{{label}}","roles":["{{role}}"]}""");
        return ((string)made["secret"]!, (string)made["created"]!["key"]!);
    }

    /// <summary>One proposes a change of the venue, another approves it.</summary>
    private static async Task<string> Approve(Bazaar bazaar, string body)
    {
        bazaar.As("risk");
        var proposed = await bazaar.World.Ok(HttpMethod.Patch, "venue", body);
        bazaar.As("other");
        return (string)(await bazaar.World.Ok(HttpMethod.Post, $"proposals/{(string)proposed["id"]!}/approve", "{}"))["id"]!;
    }
}
