using Plimsoll.Host.Requests;

namespace Plimsoll.Host.Tests;

/// <summary>Many ask, one takes: nothing is lost, nothing is taken twice, nobody sleeps while something waits.</summary>
public sealed class RequestQueueTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    [Theory, Trait("Criterion", "HOST-004"), InlineData(1), InlineData(3), InlineData(1_000)]
    public async Task Everything_is_taken_once_and_in_each_askers_order(int capacity)
    {
        const int Askers = 4;
        const int Each = 5_000;
        using var queue = new RequestQueue(capacity);
        var asking = Enumerable
            .Range(0, Askers)
            .Select(asker =>
                Task.Run(() =>
                {
                    for (var i = 0; i < Each; )
                    {
                        // The correlation says who and which.
                        if (queue.TryAdd(new(default, null, (asker * Each) + i, 0)) == HostReason.None)
                            i++;
                        else
                            Thread.Yield();
                    }
                })
            )
            .ToList();
        var next = new long[Askers];
        var taken = new HostRequest[8];
        // A wake-up that gets lost would wait for longer than the test may take.
        for (var all = 0; all < Askers * Each; )
        {
            var count = queue.Take(ref taken, Longest, out var isClosed);
            Assert.False(isClosed);
            Assert.True(count <= capacity);
            for (var i = 0; i < count; i++)
            {
                var (asker, number) = Math.DivRem(taken[i].Correlation, Each);
                Assert.Equal(next[asker]++, number);
            }

            all += count;
        }

        await Task.WhenAll(asking).WaitAsync(Longest);
        Assert.Equal(0, queue.Count);
    }

    [Fact, Trait("Criterion", "HOST-004")]
    public async Task Closing_wakes_who_waits_and_the_first_reason_stays()
    {
        using var queue = new RequestQueue(2);
        var taking = Task.Run(() =>
        {
            var taken = new HostRequest[2];
            return (queue.Take(ref taken, Longest, out var isClosed), isClosed);
        });

        queue.Close(HostReason.Stopping);
        queue.Close(HostReason.Halted);

        Assert.Equal((0, true), await taking.WaitAsync(Longest));
        Assert.Equal(HostReason.Stopping, queue.TryAdd(default));
    }
}
