using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Venue;
using Plimsoll.Marking;
using Plimsoll.Testing.Naive;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Properties;

/// <summary>The holds of spec 0007, folded from pauses, windows and lost sources, each with the bound that the parameters give it.</summary>
internal sealed class ExpectedHolds(RandomWorld world)
{
    private readonly Dictionary<IndexId, Timestamp> _windows = [];
    private readonly Dictionary<IndexId, Timestamp> _lost = [];
    private readonly Dictionary<IndexId, IndexParameters> _parameters = [];
    private readonly Dictionary<int, object?> _scheduled = [];
    private VenueParameters _rules = world.Rules;
    private Timestamp _graceUntil;
    private Timestamp _pausedUntil;
    private bool _isPaused;

    public void Follow(EventView view)
    {
        switch (view.Kind)
        {
            case EventKind.IndexListed:
                Set((IndexParameters)view.Payload!);
                break;
            case EventKind.ChangeScheduled:
                _scheduled[view.As<ChangeScheduled>().Ticket] = view.Payload;
                break;
            case EventKind.ParametersChanged when _scheduled.Remove(view.As<ParametersChanged>().Ticket, out var changed):
                Join(changed);
                Set(changed as IndexParameters);
                // A pause that ends in the command that changes the rules ends under the old ones.
                _rules = changed as VenueParameters ?? _rules;
                break;
            case EventKind.ProtectiveWindowOpened:
                var window = view.As<ProtectiveWindowOpened>();
                Assert.Equal(world.LatestTick + _parameters[window.Index].WindowLength, window.Until);
                Assert.True(_windows.TryAdd(window.Index, window.Until), $"{window} is open already");
                break;
            case EventKind.ProtectiveWindowClosed:
                Assert.True(_windows.Remove(view.As<ProtectiveWindowClosed>().Index));
                break;
            case EventKind.NoSourceHoldOpened:
                var lost = view.As<NoSourceHoldOpened>();
                Assert.Equal(world.LatestTick + _parameters[lost.Index].NoSourceHold, lost.Until);
                Assert.True(_lost.TryAdd(lost.Index, lost.Until), $"{lost} is open already");
                break;
            case EventKind.NoSourceHoldClosed:
                Assert.True(_lost.Remove(view.As<NoSourceHoldClosed>().Index));
                break;
            case EventKind.VenuePaused:
                (_isPaused, _pausedUntil) = (true, view.As<VenuePaused>().Until);
                Assert.Equal(world.Engine.Now + _rules.PauseLongest, _pausedUntil);
                break;
            case EventKind.VenueResumed:
                Assert.True(_isPaused);
                Assert.Equal(
                    world.Engine.Now >= _pausedUntil ? ResumeCause.LongestPause : ResumeCause.Operator,
                    view.As<VenueResumed>().Cause
                );
                (_isPaused, _graceUntil) = (false, view.As<VenueResumed>().GraceUntil);
                Assert.Equal(world.Engine.Now + _rules.PauseGrace, _graceUntil);
                break;
        }
    }

    /// <summary>No window is open past its bound: it ends at a tick.</summary>
    public void CheckWindows() => Assert.All(_windows, window => Assert.True(window.Value > world.LatestTick, $"{window} is over"));

    /// <summary>The first hold that applies to an account at a time.</summary>
    public (HoldReason Reason, Timestamp Until) At(AccountView account, Timestamp now)
    {
        if (_isPaused)
        {
            Assert.True(now < _pausedUntil, $"The pause until {_pausedUntil} is over");
            return (HoldReason.Pause, _pausedUntil);
        }

        if (now < _graceUntil)
        {
            return (HoldReason.PauseGrace, _graceUntil);
        }

        var indices = account.Indices();
        var windows = _windows.Where(window => indices.Contains(window.Key)).Select(window => window.Value).ToList();
        var lost = _lost.Where(source => indices.Contains(source.Key) && now < source.Value).Select(source => source.Value).ToList();
        return windows.Count > 0 ? (HoldReason.ProtectiveWindow, Latest(windows))
            : lost.Count > 0 ? (HoldReason.NoSource, Latest(lost))
            : default;
    }

    private static Timestamp Latest(List<Timestamp> times) => new(times.Max(time => time.Nanoseconds));

    /// <summary>What waits on the same thing is joined with what comes into force.</summary>
    private void Join(object? now)
    {
        foreach (var (ticket, waiting) in _scheduled.ToList())
        {
            _scheduled[ticket] = (waiting, now) switch
            {
                (VenueParameters it, VenueParameters rules) => NaiveJoin.Join(it, _rules, rules),
                (IndexParameters it, IndexParameters rules) when it.Id == rules.Id => NaiveJoin.Join(it, _parameters[it.Id], rules),
                _ => waiting,
            };
        }
    }

    private void Set(IndexParameters? parameters)
    {
        if (parameters is not null)
        {
            _parameters[parameters.Id] = parameters;
        }
    }
}
