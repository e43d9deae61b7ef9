using Plimsoll.Testing.Adversary;

namespace Plimsoll.Engine.Tests.Solvency;

/// <summary>A venue that goes where certificates end cannot make the engine late.</summary>
public sealed class AdversaryTests
{
    [Fact, Trait("Criterion", "CERT-001"), Trait("Criterion", "CERT-002"), Trait("Criterion", "CERT-005")]
    public void Prices_at_triggers_and_accounts_at_their_line_find_nothing_late()
    {
        var (left, flat, kinds) = (0L, 0L, new HashSet<string>());
        // In the last one an isolated winner is closed against somebody, and what it leaves goes back within the round.
        foreach (var seed in Enumerable.Range(1, 16).Append(51))
        {
            var run = Play((ulong)seed, commands: 700, auditEvery: 4);
            left += run.Figures.Left;
            flat += run.Audited.Flat;
            kinds.UnionWith(run.Accepted.Keys);
        }

        Assert.True(left > 1_000, $"{left} boxes left");
        Assert.True(flat > 100, $"{flat} boxes without width");
        Assert.Empty(
            new[]
            {
                "ExpireInstrument",
                "SettleFunding",
                "SetScheme",
                "SetMarginMode",
                "MoveIsolatedMargin",
                "ChangeAsset",
                "ChangeVenue",
                "ChangeInstrument",
                "TransferCollateral",
                "WithdrawCollateral",
                "BustTrade",
                "CorrectTrade",
            }.Except(kinds)
        );
    }

    [Fact, Trait("Criterion", "CERT-001"), Trait("Category", "Slow")]
    public void Nor_do_many_of_them()
    {
        for (ulong seed = 1_000; seed < 1_120; seed++)
        {
            Play(seed, commands: 2_000, auditEvery: 3);
        }
    }

    private static AdversaryRun Play(ulong seed, int commands, int auditEvery)
    {
        var run = new AdversaryRun(seed, auditEvery);
        for (var step = 0; step < commands; step++)
        {
            Assert.Null(run.Step());
        }

        Assert.True(run.IsStateSame(), $"seed {seed}");
        return run;
    }
}
