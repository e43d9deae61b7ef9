using System.Security.Cryptography;
using Plimsoll.Engine.Snapshots;
using Plimsoll.Engine.Solvency;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Engine.Tests.Determinism;

/// <summary>The event hash does not depend on who asked for it, or when, or on where a snapshot was taken.</summary>
public sealed class HistoryHashTests
{
    [Fact, Trait("Criterion", "CODC-007")]
    public void Asked_often_or_once_and_from_any_snapshot_it_is_the_same()
    {
        var (often, once) = (new RandomWorld(11), new RandomWorld(11));
        var opening = new MarginEngine(often.Rules);
        var follower = MarginEngine.Follow(opening.Events);
        var restored = MarginEngine.Restore(opening.Snapshot());
        var seen = new HashSet<string>();
        for (var step = 0; step < 2_000; step++)
        {
            var command = often.Next();
            often.Apply(command);
            once.Apply(once.Next());
            restored.Apply(command);
            follower.FollowOn(often.Engine.Events);
            seen.Add(Convert.ToHexString(often.Engine.EventHash));
            if (step % 97 == 0)
            {
                restored = MarginEngine.Restore(restored.Snapshot(), SolvencyScan.Full);
            }
        }

        Assert.True(seen.Count > 1_000, $"{seen.Count} hashes");
        Assert.Equal(once.Engine.EventHash.ToArray(), often.Engine.EventHash.ToArray());
        Assert.Equal(once.Engine.EventHash.ToArray(), restored.EventHash.ToArray());
        Assert.Equal(once.Engine.EventHash.ToArray(), follower.EventHash.ToArray());
    }

    [Fact, Trait("Criterion", "CODC-007")]
    public void What_happened_long_ago_is_in_it()
    {
        string HashAfter(long deposit)
        {
            var venue = new Scenario();
            venue.User(deposit);
            for (var i = 0; i < 600; i++)
            {
                venue.Price(100 + (i % 3));
            }

            return Convert.ToHexString(venue.Engine.EventHash);
        }

        Assert.NotEqual(HashAfter(100), HashAfter(101));
    }

    [Fact, Trait("Criterion", "CODC-007")]
    public void A_snapshot_that_waits_with_more_than_a_link_is_refused()
    {
        var engine = new MarginEngine(new RandomWorld(11).Rules);
        var bytes = engine.Snapshot();
        // Format and sequence, the link before, then how many bytes wait.
        bytes[4 + 8 + 32 + 1] = 0x40;
        var body = bytes.AsSpan(0, bytes.Length - 32);
        SHA256.HashData(body).CopyTo(bytes.AsSpan(bytes.Length - 32));

        var refused = Assert.Throws<SnapshotException>(() => MarginEngine.Restore(bytes));

        Assert.Contains("0 to 8191 bytes", refused.Message, StringComparison.Ordinal);
    }
}
