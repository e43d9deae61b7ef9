using System.IO.Pipelines;
using Plimsoll.Server.Api.History;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Tests.Api.History;

/// <summary>Turns at reading history, and places for it.</summary>
public sealed class ReadingTurnsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact, Trait("Criterion", "HIST-040")]
    public void Keys_have_turns_in_rotation_however_many_readings_one_has()
    {
        var (turns, told) = (new ReadingTurns(1), new List<string>());
        var asked = new List<ReadingTurn>();
        foreach (var each in new[] { "a1", "a2", "a3", "a4", "b1", "b2", "c1" })
        {
            asked.Add(turns.Ask(each[..1], () => told.Add(each)));
        }

        for (var i = 0; i < 7; i++)
        {
            asked.Single(each => each.IsGranted).Dispose();
        }

        Assert.Equal(["a1", "a2", "b1", "c1", "a3", "b2", "a4"], told);
        Assert.True(turns.Ask("d", () => { }).IsGranted);
    }

    [Fact, Trait("Criterion", "HIST-040")]
    public async Task Who_waits_no_more_takes_nobodys_turn()
    {
        var turns = new ReadingTurns(1);
        var first = await turns.TakeAsync("a", Token);
        using var leaving = new CancellationTokenSource();
        var gone = turns.TakeAsync("a", leaving.Token);
        var next = turns.TakeAsync("a", Token);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        Assert.False(next.IsCompleted);
        first.Dispose();
        first.Dispose();
        (await next).Dispose();
        Assert.True(turns.Ask("b", () => { }).IsGranted);
        Assert.False(turns.Ask("b", () => { }).IsGranted);
    }

    [Fact, Trait("Criterion", "HIST-040")]
    public async Task A_reading_gives_way_after_a_slice_and_when_it_waits_for_something_else()
    {
        var turns = new ReadingTurns(1);
        using var reading = new HistoryReading(turns, "a", Token);
        await reading.StepAsync();
        var other = turns.Ask("b", () => { });

        for (var i = 1; i < HistoryReading.Slice; i++)
        {
            var step = reading.StepAsync().AsTask();
            Assert.True(step.IsCompletedSuccessfully);
        }

        Assert.False(other.IsGranted);
        var more = reading.StepAsync().AsTask();
        Assert.Equal((true, false), (other.IsGranted, more.IsCompleted));
        other.Dispose();
        await more;
        var again = turns.Ask("b", () => { });
        Assert.False(again.IsGranted);
        reading.Rest();
        Assert.True(again.IsGranted);
    }

    [Fact, Trait("Criterion", "HIST-042")]
    public async Task A_reading_that_nobody_waits_for_stops_at_the_next_record()
    {
        using var leaving = new CancellationTokenSource();
        var turns = new ReadingTurns(1);
        using var reading = new HistoryReading(turns, "a", leaving.Token);
        await reading.StepAsync();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reading.StepAsync());
        reading.Dispose();
        Assert.True(turns.Ask("b", () => { }).IsGranted);
    }

    [Fact, Trait("Criterion", "HIST-041")]
    public async Task Exports_of_a_key_are_bounded_and_their_places_come_back()
    {
        var desk = new HistoryDesk();
        var places = Enumerable.Range(0, HistoryDesk.MostLong).Select(_ => desk.TakePlace("a")).ToList();
        var pipe = new Pipe();

        var refused = await Assert.ThrowsAsync<ProblemException>(() => Export("a"));
        Assert.Equal((ProblemCode.TooManyRequests, true), (refused.Problem.Code, refused.Problem.RetryAfterSeconds > 0));
        Assert.Contains("16 exports of this key", refused.Problem.Detail, StringComparison.Ordinal);
        await Export("b");
        places[0].Dispose();
        places[0].Dispose();
        await Export("a");
        await Export("a");
        desk.TakePlace("a");
        Assert.Throws<ProblemException>(() => desk.TakePlace("a"));

        Task Export(string key) => new StreamedAnswer(_ => Nothing(), null, desk, key).WriteAsync(pipe.Writer, Token);
    }

    private static async IAsyncEnumerable<RawJson> Nothing()
    {
        await Task.CompletedTask;
        yield break;
    }
}
