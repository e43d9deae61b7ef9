using Plimsoll.Engine.Solvency.Portfolios;
using Plimsoll.Engine.State;
using Plimsoll.Margin.Scenarios.Bounds;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Certificates.Windows;

/// <summary>The windows of one index under one scheme, of every width, shared by all accounts that hold something of it.</summary>
/// <param name="rows">The scheme's rows for it; null where only coins are valued by it.</param>
/// <param name="charges">What it charges beside them; null likewise.</param>
internal sealed class IndexWindows(BoundRows? rows, ChargeBounds? charges)
{
    /// <summary>Of each width; what an index has moved past is used again.</summary>
    private const int MostOfRung = 4;

    /// <summary>How far from its middle a window still takes accounts, as a share of its half width.</summary>
    private const double Comfort = 0.6;

    private readonly BoundSpan?[] _spans = new BoundSpan?[WindowLadder.Rungs];
    private readonly PriceWindow?[] _windows = new PriceWindow?[WindowLadder.Rungs * MostOfRung];
    private readonly int[] _next = new int[WindowLadder.Rungs];
    private readonly bool[] _isFull = new bool[WindowLadder.Rungs];
    private int[] _places = [];
    private readonly List<(InstrumentId Instrument, InstrumentProbe Probe)> _instruments = [];

    /// <summary>The scheme's rows for it; null where only coins are valued by it.</summary>
    public BoundRows? Rows => rows;

    /// <summary>What the scheme charges beside its rows; null likewise, and where it charges nothing.</summary>
    public ChargeBounds? Charges => charges is { IsEmpty: false } ? charges : null;

    /// <summary>Makes a place for an instrument.</summary>
    public int Add(InstrumentId instrument)
    {
        if (instrument.Value >= _places.Length)
        {
            var before = _places.Length;
            Array.Resize(ref _places, Math.Max(instrument.Value + 1, 2 * before));
            _places.AsSpan(before).Fill(-1);
        }

        _places[instrument.Value] = _instruments.Count;
        _instruments.Add((instrument, new(rows!)));
        return _instruments.Count - 1;
    }

    /// <summary>A window in which the index is well inside; opened if there is none. Null while all of that width are in use, or the index has no price.</summary>
    public PriceWindow? At(int rung, IndexRow index, int[] versions)
    {
        if (!index.Price.IsPositive)
        {
            return null;
        }

        var unit = PortfolioBooks.Unit(index.Parameters.Decimals);
        var (price, reach) = (index.Price.Units / unit, Comfort * WindowLadder.Half(rung));
        var first = rung * MostOfRung;
        for (var i = first; i < first + MostOfRung; i++)
        {
            if (
                _windows[i] is { IsRetired: false } known
                && known.Centre > 0
                && Math.Abs(price - known.Centre) <= reach * known.Centre
                && known.Holds(index.Price)
            )
            {
                return known;
            }
        }

        return _isFull[rung] ? null : Opened(rung, index.Price, unit, versions);
    }

    /// <summary>Bounds of an instrument in a window; null where it has none.</summary>
    public BoundArray? ArrayIn(PriceWindow window, int place, EngineState state, Timestamp tick, IndexRow index)
    {
        var (instrument, probe) = _instruments[place];
        probe.Refresh(state.Instrument(instrument), index, tick);
        var cell = window.Cell(place, rows!);
        if (!cell.IsBuilt)
        {
            cell.Build(probe, _spans[window.Rung] ??= new(rows!, WindowLadder.Half(window.Rung)), window.Centre, window.Rung);
        }

        return cell.Holds(probe) ? cell.Array : null;
    }

    /// <summary>Takes out of all windows whoever relies on what is so no more: the index has left a window, or an instrument its band.</summary>
    public void Check(EngineState state, IndexRow index, Timestamp tick, int[] versions, List<(int Account, int Version)> leaving)
    {
        Array.Clear(_isFull);
        var isUsed = false;
        foreach (var window in _windows)
        {
            isUsed |= window is { HolderCount: > 0 };
        }

        if (!isUsed)
        {
            return;
        }

        foreach (var (instrument, probe) in _instruments)
        {
            probe.Refresh(state.Instrument(instrument), index, tick);
        }

        foreach (var window in _windows)
        {
            if (window is not { HolderCount: > 0 })
            {
                continue;
            }

            if (window.IsRetired || !window.Holds(index.Price))
            {
                Leave(window, versions, leaving);
            }
            else if (HasLeavers(window))
            {
                LeaveHolders(window, state, versions, leaving);
            }
        }
    }

    /// <summary>The window that an account relies on, for those who judge it from outside; null for none.</summary>
    public PriceWindow? Of(int account, int version)
    {
        foreach (var window in _windows)
        {
            foreach (var holder in window is null ? [] : window.Holders)
            {
                if (holder == (account, version))
                {
                    return window;
                }
            }
        }

        return null;
    }

    /// <summary>Whether a window and its bands hold what an account has of the index as another state has it.</summary>
    public bool Holds(PriceWindow window, AccountRow account, EngineState other, IndexRow index)
    {
        if (!window.Holds(index.Price))
        {
            return false;
        }

        foreach (var line in account.Positions)
        {
            if (
                line.Quantity.IsZero
                || line.Instrument.Value >= _places.Length
                || _places[line.Instrument.Value] is not (>= 0 and var place)
            )
            {
                continue;
            }

            var probe = new InstrumentProbe(rows!);
            probe.Refresh(other.Instrument(line.Instrument), index, other.Tick);
            if (!probe.IsFit || window.Built(place) is not { } cell || !cell.IsInside(probe))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>One that nobody relies on, opened anew. Where there is none, those who rely on the oldest must go at the next scan.</summary>
    private PriceWindow? Opened(int rung, Price price, double unit, int[] versions)
    {
        for (var i = 0; i < MostOfRung; i++)
        {
            var place = (_next[rung] + i) % MostOfRung;
            var window = _windows[(rung * MostOfRung) + place] ??= new();
            window.Compact(versions);
            if (window.HolderCount == 0)
            {
                _next[rung] = (place + 1) % MostOfRung;
                window.Open(price, unit, rung);
                return window;
            }
        }

        _windows[(rung * MostOfRung) + _next[rung]]!.IsRetired = true;
        _isFull[rung] = true;
        return null;
    }

    private static void Leave(PriceWindow window, int[] versions, List<(int Account, int Version)> leaving)
    {
        foreach (var holder in window.Holders)
        {
            if (versions[holder.Account] == holder.Version)
            {
                leaving.Add(holder);
            }
        }
    }

    private bool HasLeavers(PriceWindow window)
    {
        var hasLeavers = false;
        for (var place = 0; place < _instruments.Count; place++)
        {
            if (window.Built(place) is { } cell)
            {
                cell.HasLeft = !cell.Holds(_instruments[place].Probe);
                hasLeavers |= cell.HasLeft;
            }
        }

        return hasLeavers;
    }

    /// <summary>Those who hold an instrument that has left; the others stay.</summary>
    private void LeaveHolders(PriceWindow window, EngineState state, int[] versions, List<(int Account, int Version)> leaving)
    {
        foreach (var holder in window.Holders)
        {
            if (versions[holder.Account] == holder.Version && HoldsLeaver(window, state, holder.Account))
            {
                leaving.Add(holder);
            }
        }

        for (var place = 0; place < _instruments.Count; place++)
        {
            if (window.Built(place) is { HasLeft: true } cell)
            {
                cell.IsBuilt = false;
            }
        }
    }

    private bool HoldsLeaver(PriceWindow window, EngineState state, int account)
    {
        foreach (ref readonly var line in state.Account(new(account)).Positions)
        {
            if (
                !line.Quantity.IsZero
                && line.Instrument.Value < _places.Length
                && _places[line.Instrument.Value] is >= 0 and var place
                && window.Built(place) is { HasLeft: true }
            )
            {
                return true;
            }
        }

        return false;
    }
}
