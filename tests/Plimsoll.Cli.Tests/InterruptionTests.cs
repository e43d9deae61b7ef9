using Plimsoll.Cli.Replay;

namespace Plimsoll.Cli.Tests;

[Collection(nameof(AloneCollection))] // a hard stop deletes what other tests are writing
public sealed class InterruptionTests
{
    [Fact, Trait("Criterion", "REPL-051")]
    public void A_repeated_signal_is_the_same_wish_and_a_later_one_ends_the_process()
    {
        var clock = new Clock();
        using var interruption = new Interruption(clock);

        Assert.False(interruption.Token.IsCancellationRequested);
        Assert.True(interruption.Heard());
        Assert.True(interruption.Token.IsCancellationRequested);
        clock.Now = Interruption.Repeat - TimeSpan.FromMilliseconds(1);
        Assert.True(interruption.Heard());
        clock.Now = Interruption.Repeat;
        Assert.False(interruption.Heard());
    }

    [Fact, Trait("Criterion", "REPL-059")]
    public void A_hard_stop_leaves_no_unfinished_file()
    {
        var folder = Directory.CreateTempSubdirectory("plimsoll-stop-").FullName;
        using (OutputFile.Open("--report", Path.Combine(folder, "report.html")))
        {
            Assert.Single(Directory.EnumerateFiles(folder));
            OutputFile.DeleteUnfinished();
            Assert.Empty(Directory.EnumerateFiles(folder));
        }

        Directory.Delete(folder);
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
