using System.Globalization;
using System.Text.Json.Nodes;
using Plimsoll.Engine.Accounts;
using Plimsoll.Host.Entries;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Server.Tests.Api.History;

/// <summary>Histories of venues where anything happens.</summary>
public sealed class RandomHistoryTests
{
    [Theory, Trait("Criterion", "HIST-005"), Trait("Criterion", "HIST-010"), Trait("Criterion", "HIST-020"), Trait("Criterion", "SOCK-031")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_record_is_told_statements_meet_balances_and_liquidations_are_explained(int seed)
    {
        await using var world = await ServerWorld.StartAsync(new() { IsListed = false });
        var random = new RandomWorld((ulong)seed);
        var host = world.Server.Host;
        for (var i = 0; i < 2_000; i++)
        {
            var command = random.Next();
            random.Apply(command);
            var answer = host.SubmitAsync(HostEntry.Of(command));
            // A host that halts tells nobody: its reason is the test's.
            if (
                await Task.WhenAny(answer, host.Halted, Task.Delay(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken))
                != answer
            )
                Assert.Fail($"{command}: {host.Status} {host.Halted.Exception}");
        }

        var lines = (await world.Http.GetStringAsync(new Uri("events?format=jsonl", UriKind.Relative))).Split(
            '\n',
            StringSplitOptions.RemoveEmptyEntries
        );
        var last = 0L;
        foreach (var line in lines)
        {
            var record = JsonNode.Parse(line)!;
            Assert.Equal(++last, (long)record["sequence"]!);
            Assert.DoesNotContain("\"unknown\"", line, StringComparison.Ordinal);
        }

        Assert.True(last > 1_000);
        for (
            var account = AccountId.Reserved;
            account < Math.Min(host.Read(machine => machine.Engine.AccountCount), AccountId.Reserved + 12);
            account++
        )
        {
            await LookAt(world, host.Names.NameOf(new(account)));
        }
    }

    private static async Task LookAt(ServerWorld world, string account)
    {
        var path = "accounts/" + Uri.EscapeDataString(account);
        var balances = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (
            var line in (await world.Http.GetStringAsync(new Uri(path + "/statement?format=jsonl", UriKind.Relative))).Split(
                '\n',
                StringSplitOptions.RemoveEmptyEntries
            )
        )
        {
            var row = JsonNode.Parse(line)!;
            balances[$"{row["account"]} {row["asset"]}"] = (string)row["balance"]!;
        }

        Assert.True(world.Server.Host.Names.TryFindAccount(account, out var id));
        var now = world.Server.Host.Read(machine => machine.Engine.BalancesOf(id).Where(line => !line.Amount.IsZero).ToList());
        foreach (var line in now)
        {
            var (symbol, decimals) = world.Server.Host.Read(machine =>
                (machine.Engine.View(line.Asset).Asset.Symbol, machine.Engine.View(line.Asset).Asset.Decimals)
            );
            var told = decimal.Parse(balances[$"{account} {symbol}"], CultureInfo.InvariantCulture);
            Assert.Equal((decimal)line.Amount.Units, told * (decimal)Math.Pow(10, decimals));
        }

        foreach (var episode in (await world.Ok(HttpMethod.Get, path + "/liquidations"))["items"]!.AsArray())
        {
            var why = await world.Ok(HttpMethod.Get, $"{path}/liquidations/{episode!["sequence"]}");
            Assert.NotEmpty(why["steps"]!.AsArray());
            Assert.NotEmpty((string)why["text"]!);
            // Nothing that a sentence names is missing in its event.
            Assert.All(why["steps"]!.AsArray(), each => Assert.DoesNotContain('?', (string)each!["text"]!));
        }
    }
}
