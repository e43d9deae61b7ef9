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
        new QueryOperation<ControlDemoRequest, DemoResponse>(
            "demo.control",
            Operations.ControlServer,
            "PUT",
            "/demo",
            "Pauses the demo's recording, changes its speed, or moves it to another time.",
            Control
        ),
    ];

    private static DemoResponse Control(ControlDemoRequest request, ApiCaller caller)
    {
        var demo = Demo(caller);
        if (request.Speed is < 1 or > 10_000)
            throw Refusals.Bad("speed", "expected 1 to 10,000.");

        demo.Change(state =>
            state with
            {
                IsPaused = request.Paused ?? state.IsPaused,
                Speed = request.Speed ?? state.Speed,
                Tick = request.At is { } at
                    ? demo.Prices.TickOf(DateTimeOffset.UnixEpoch.AddTicks(at.Value.Nanoseconds / 100))
                    : state.Tick,
            }
        );
        return Show(demo);
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
