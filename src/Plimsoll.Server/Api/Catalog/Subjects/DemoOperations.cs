using Plimsoll.Host.Entries;
using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Responses;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Demo;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Catalog.Subjects;

/// <summary>The demo's recording.</summary>
internal static class DemoOperations
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new QueryOperation<NothingRequest, DemoResponse>(
            "demo.status",
            Operations.ReadMarkets,
            "GET",
            "/demo",
            "Where the demo's recording is.",
            static (_, caller) => Show(Demo(caller))
        ),
        new TaskOperation<ControlDemoRequest, DemoResponse>(
            "demo.control",
            Operations.ControlServer,
            "PUT",
            "/demo",
            "Pauses the demo's recording, changes its speed, or moves it to another time.",
            ControlAsync,
            Changes: true
        )
        {
            // Sent again it comes to the same; and the answer is where the recording is now.
            IsRepeatable = false,
        },
    ];

    private static async Task<DemoResponse> ControlAsync(ControlDemoRequest request, ApiCaller caller)
    {
        var demo = Demo(caller);
        if (request.Speed is < 1 or > 10_000)
            throw Refusals.Bad("speed", "expected 1 to 10,000.");

        var to = request.At is { } at ? Within(at, demo.Prices) : (DateTimeOffset?)null;
        if (request is { Paused: null, Speed: null, At: null })
            throw new ProblemException(new(ProblemCode.NothingChanges) { Advice = "Send paused, speed or at." });

        // First into the journal: who drove prices stands in the audit log, or nobody did.
        var note = DemoControl.Encode(request.Paused, request.Speed, request.At?.ToString());
        _ = OutcomeView.Of(
            await caller.Api.Host.SubmitAsync(HostEntry.OfNote(note) with { Actor = caller.Key.Number }).ConfigureAwait(false),
            caller.Api
        );
        demo.Change(state =>
            state with
            {
                IsPaused = request.Paused ?? state.IsPaused,
                Speed = request.Speed ?? state.Speed,
                Tick = to is { } time ? demo.Prices.TickOf(time) : state.Tick,
            }
        );
        return Show(demo);
    }

    /// <summary>A time of the recording; one that it does not have is refused with what it has.</summary>
    private static DateTimeOffset Within(TimeText at, DemoPrices prices)
    {
        var (time, end) = (DateTimeOffset.UnixEpoch.AddTicks(at.Value.Nanoseconds / 100), prices.TimeOf(prices.Length - 1));
        return time >= prices.Begin && time <= end
            ? time
            : throw Refusals.Bad(
                "at",
                $"the recording has {Time(prices.Begin)} to {Time(end)}.",
                "Send a time between these two, both included."
            );
    }

    private static DemoMarket Demo(ApiCaller caller) =>
        caller.Api.Demo
        ?? throw new ProblemException(
            new(ProblemCode.NotFound)
            {
                Detail = "this server has no demo market.",
                Advice = "Start one with venue: demo and a data folder of its own.",
            }
        );

    private static DemoResponse Show(DemoMarket demo)
    {
        var state = demo.State;
        return new(
            Time(demo.Prices.TimeOf(state.Tick)),
            Time(demo.Prices.Begin),
            Time(demo.Prices.TimeOf(demo.Prices.Length - 1)),
            state.IsForth ? "forth" : "back",
            (int)state.Speed,
            state.IsPaused
        );
    }

    private static TimeText Time(DateTimeOffset time) => new(Timestamp.FromMilliseconds(time.ToUnixTimeMilliseconds()));
}
