using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Plimsoll.Server.Security;
using Plimsoll.Server.Tests.Api;

namespace Plimsoll.Server.Tests.Security;

/// <summary>A sealing key that was lost is told of before somebody signs.</summary>
public sealed class LostSealTests
{
    [Fact, Trait("Criterion", "SECU-003")]
    public async Task Readiness_tells_of_signing_keys_that_cannot_be_checked_until_they_are_revoked()
    {
        await using var world = await ServerWorld.StartAsync();
        var signing = await world.Ok(HttpMethod.Post, "keys", """{"label":"bot","roles":["risk"],"requires_signature":true}""");
        var sound = await WarningsAsync(world);
        await world.Stop();
        File.Delete(Path.Combine(world.Folder, "sealing.key"));
        await world.Start();

        await world.Ok(HttpMethod.Post, "keys", """{"label":"new","roles":["risk"],"requires_signature":true}""");
        var lost = await WarningsAsync(world);
        await world.Ok(HttpMethod.Delete, $"keys/{(string)signing["created"]!["key"]!}");
        var revoked = await WarningsAsync(world);

        Assert.Empty(sound);
        var warning = Assert.Single(lost)!;
        Assert.StartsWith("signing keys that cannot be checked: 1.", (string)warning["reason"]!, StringComparison.Ordinal);
        Assert.DoesNotContain((string)signing["created"]!["key"]!, warning.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(revoked);
    }

    [Fact, Trait("Criterion", "SECU-003")]
    public void The_log_of_a_start_tells_which_and_where_the_sealing_key_belongs()
    {
        using var before = new SecretVault(new byte[32]);
        using var now = new SecretVault(Enumerable.Repeat((byte)1, 32).ToArray());
        using var log = new CapturedLog();
        var book = new ApiKeyBook();
        var (record, text) = new ApiKeyMaker(before).Make("bot", ApiRoles.Risk, [], requiresSignature: true, false, "", at: 1);
        book.Apply(record);
        Assert.True(ApiKeyText.TryRead(text.Reveal(), out var id, out _));

        new LostSeals(book, before, "/venue/sealing.key").Tell(log.CreateLogger("sound"));
        new LostSeals(book, now, "/venue/sealing.key").Tell(log.CreateLogger("lost"));

        var line = Assert.Single(log.Lines);
        Assert.StartsWith(nameof(LogLevel.Warning) + " lost Signing keys that cannot be checked: 1 (" + id, line, StringComparison.Ordinal);
        Assert.Contains("/venue/sealing.key", line, StringComparison.Ordinal);
    }

    private static async Task<JsonNode[]> WarningsAsync(ServerWorld world)
    {
        var ready = await world.Http.GetStringAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        return [.. JsonNode.Parse(ready)!["warnings"]!.AsArray().Select(each => each!).Where(each => (string)each["part"]! == "keys")];
    }
}
