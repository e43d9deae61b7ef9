using Plimsoll.Engine;
using Plimsoll.Engine.Events;
using Plimsoll.Marking;

namespace Plimsoll.Simulation.Audit;

/// <summary>What a liquidation may wait for, as the auditor folds it: orders that are out, pause and grace, windows, indices without a source.</summary>
/// <remarks>
/// What the engine says of an account (<c>AccountHeld</c>) is not read here. A bound that an event states counts no further than the rules in
/// force let it reach: an engine that grants itself an hour is found out after the minutes it had. docs/spec/0011-replay.md (REPL-040).
/// </remarks>
internal sealed class AuditedWaits
{
    private readonly Dictionary<long, int> _accountOfOrder = [];
    private long[] _orders = new long[64];
    private long[] _deadlines = new long[64];
    private long[] _windows = new long[16];
    private long[] _noSources = new long[16];
    private long[] _windowLengths = new long[16];
    private long[] _noSourceHolds = new long[16];
    private long _orderTimeout;
    private long _pauseLongest;
    private long _pauseGrace;
    private long _pausedUntil;
    private long _graceUntil;
    private long _stamp;

    /// <summary>The latest tick, in nanoseconds. Holds and deadlines end when time moves, not when a deposit happens to be stamped later.</summary>
    public long Now { get; private set; }

    /// <summary>Whether pause or grace lets every liquidation wait.</summary>
    public bool IsVenueWaiting => Now < _pausedUntil || Now < _graceUntil;

    /// <summary>Whether an order of the engine is out for the account, and not past its deadline.</summary>
    public bool HasOrder(int account) => account < _orders.Length && _orders[account] != 0 && Now < _deadlines[account];

    /// <summary>Whether the window of an index is open, or it waits for a source.</summary>
    public bool IsWaiting(int index) => index < _windows.Length && (Now < _windows[index] || Now < _noSources[index]);

    public void Change(VenueParameters venue)
    {
        _orderTimeout = venue.LiquidationOrderTimeout.Nanoseconds;
        (_pauseLongest, _pauseGrace) = (venue.PauseLongest.Nanoseconds, venue.PauseGrace.Nanoseconds);
    }

    public void Change(IndexParameters parameters)
    {
        var index = (int)parameters.Id.Value;
        if (index >= _windows.Length)
        {
            var room = Math.Max(_windows.Length * 2, index + 1);
            Array.Resize(ref _windows, room);
            Array.Resize(ref _noSources, room);
            Array.Resize(ref _windowLengths, room);
            Array.Resize(ref _noSourceHolds, room);
        }

        (_windowLengths[index], _noSourceHolds[index]) = (parameters.WindowLength.Nanoseconds, parameters.NoSourceHold.Nanoseconds);
    }

    /// <summary>Folds an event that begins or ends a wait; others change nothing.</summary>
    /// <returns>The account whose order is over, or −1.</returns>
    public int Fold(AuditBatch batch, int i)
    {
        switch (batch.KindAt(i))
        {
            case EventKind.CommandAccepted:
                _stamp = batch.As<CommandAccepted>(i).At.Nanoseconds;
                break;
            case EventKind.ClockAdvanced:
                Now = batch.As<ClockAdvanced>(i).At.Nanoseconds;
                break;
            case EventKind.VenuePaused:
                _pausedUntil = Within(batch.As<VenuePaused>(i).Until.Nanoseconds, _stamp, _pauseLongest);
                break;
            case EventKind.VenueResumed:
                _pausedUntil = 0;
                _graceUntil = Within(batch.As<VenueResumed>(i).GraceUntil.Nanoseconds, _stamp, _pauseGrace);
                break;
            case EventKind.ProtectiveWindowOpened:
                var window = batch.As<ProtectiveWindowOpened>(i);
                _windows[window.Index.Value] = Within(window.Until.Nanoseconds, Now, _windowLengths[window.Index.Value]);
                break;
            case EventKind.ProtectiveWindowClosed:
                _windows[batch.As<ProtectiveWindowClosed>(i).Index.Value] = 0;
                break;
            case EventKind.NoSourceHoldOpened:
                var lost = batch.As<NoSourceHoldOpened>(i);
                _noSources[lost.Index.Value] = Within(lost.Until.Nanoseconds, Now, _noSourceHolds[lost.Index.Value]);
                break;
            case EventKind.NoSourceHoldClosed:
                _noSources[batch.As<NoSourceHoldClosed>(i).Index.Value] = 0;
                break;
            case EventKind.LiquidationOrderPlaced:
                Place(batch.As<LiquidationOrderPlaced>(i));
                break;
            case EventKind.OrderClosed when _accountOfOrder.Remove(batch.As<OrderClosed>(i).Order.Value, out var account):
                _orders[account] = 0;
                return account;
        }

        return -1;
    }

    private void Place(in LiquidationOrderPlaced placed)
    {
        var account = placed.Account.Value;
        if (account >= _orders.Length)
        {
            var room = Math.Max(_orders.Length * 2, account + 1);
            Array.Resize(ref _orders, room);
            Array.Resize(ref _deadlines, room);
        }

        _accountOfOrder[placed.Order.Value] = account;
        _orders[account] = placed.Order.Value;
        _deadlines[account] = Within(placed.Deadline.Nanoseconds, _stamp, _orderTimeout);
    }

    private static long Within(long until, long from, long length) =>
        Math.Min(until, from > long.MaxValue - length ? long.MaxValue : from + length);
}
