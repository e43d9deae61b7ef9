using Plimsoll.Engine.Events;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Engine.Tests.Events;

/// <summary>Events that were stored are read again as they were; other bytes are refused as such.</summary>
public sealed class EventLoadTests
{
    [Fact, Trait("Criterion", "CODC-006")]
    public void Events_of_random_worlds_are_read_back_as_they_were()
    {
        var (kinds, loaded) = (new HashSet<EventKind>(), new EventBuffer());
        for (ulong seed = 1; seed <= 6; seed++)
        {
            var world = new RandomWorld(seed, hasSchemes: seed % 2 == 0);
            var follower = MarginEngine.Follow(world.Engine.Events);
            for (var step = 0; step < 300; step++)
            {
                if (!world.Apply(world.Next()).IsAccepted)
                    continue;

                var events = world.Engine.Events;
                loaded.Load(events.Bytes);

                Assert.Equal(events.Bytes, loaded.Bytes);
                Assert.Equal(events.Count, loaded.Count);
                for (var i = 0; i < events.Count; i++)
                {
                    Assert.Equal(events[i].Kind, loaded[i].Kind);
                    Assert.Equal(events[i].Body, loaded[i].Body);
                    Assert.Equal(events[i].Payload is null, loaded[i].Payload is null);
                    kinds.Add(events[i].Kind);
                }

                // What was read is as good as what happened: another engine follows it.
                follower.FollowOn(loaded);
            }

            Assert.Equal(world.Engine.StateHash(), follower.StateHash());
        }

        Assert.True(kinds.Count > 35, $"only {string.Join(", ", kinds.Order())}");
    }

    [Fact, Trait("Criterion", "CODC-006")]
    public void Every_kind_has_its_size_and_is_read_back()
    {
        var (dice, loaded) = (new Random(4), new EventBuffer());
        foreach (var kind in Enum.GetValues<EventKind>().Where(kind => kind != EventKind.None))
        {
            var size = EventSizes.Of(kind);
            Assert.True(size > 0, $"{kind} has no size");
            if (EventSizes.HasParameters(kind))
                continue; // These come in random worlds.

            var bytes = new byte[sizeof(ushort) + size];
            dice.NextBytes(bytes);
            BitConverter.TryWriteBytes(bytes, (ushort)kind);
            loaded.Load([.. bytes, .. bytes]);

            Assert.Equal((2, kind, kind), (loaded.Count, loaded[0].Kind, loaded[1].Kind));
            Assert.Equal(bytes.AsSpan(sizeof(ushort)), loaded[1].Body);
            Assert.Throws<EventFormatException>(() => loaded.Load(bytes.AsSpan(..^1)));
            Assert.Equal(0, loaded.Count);
        }
    }

    [Fact, Trait("Criterion", "CODC-006")]
    public void Any_other_bytes_are_refused_as_such()
    {
        var (dice, loaded) = (new Random(5), new EventBuffer());
        var (refused, read) = (0, 0);
        var samples = new List<byte[]>();
        var world = new RandomWorld(2, hasSchemes: true);
        for (var step = 0; step < 120; step++)
        {
            if (world.Apply(world.Next()).IsAccepted && world.Engine.Events.Bytes.Length < 20_000)
                samples.Add(world.Engine.Events.Bytes.ToArray());
        }

        for (var round = 0; round < 60_000; round++)
        {
            byte[] bytes;
            if (dice.Next(3) == 0)
            {
                bytes = new byte[dice.Next(0, 120)];
                dice.NextBytes(bytes);
                if (bytes.Length > 1)
                    (bytes[0], bytes[1]) = ((byte)dice.Next(120), 0);
            }
            else
            {
                bytes = (byte[])samples[dice.Next(samples.Count)].Clone();
                bytes[dice.Next(bytes.Length)] ^= (byte)(1 << dice.Next(8));
                bytes = bytes[..(dice.Next(2) == 0 ? bytes.Length : dice.Next(bytes.Length))];
            }

            _ = IsEvents(loaded, bytes) ? read++ : refused++;
        }

        Assert.True(refused > 10_000 && read > 1_000, $"{refused} refused, {read} read");
    }

    private static bool IsEvents(EventBuffer buffer, byte[] bytes)
    {
        try
        {
            buffer.Load(bytes);
            Assert.Equal(bytes, buffer.Bytes.ToArray());
            return true;
        }
        catch (EventFormatException)
        {
            Assert.Equal(0, buffer.Count);
            return false;
        }
    }
}
