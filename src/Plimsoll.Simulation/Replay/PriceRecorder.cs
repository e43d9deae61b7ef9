using Plimsoll.Engine.Events;
using Plimsoll.Engine.Marking;
using Plimsoll.Simulation.Markets;

namespace Plimsoll.Simulation.Replay;

/// <summary>Notes indices, prints, dropped sources and protective windows for the report.</summary>
internal sealed class PriceRecorder : IVenueListener
{
    private readonly MarketMap _map;
    private readonly ReplayTrace _trace;
    private readonly double[] _index;
    private readonly Dictionary<(int Underlying, int Source), (SourceState State, long FromMs)> _states = [];
    private readonly Dictionary<int, long> _windows = [];
    private long _nowMs;

    public PriceRecorder(MarketMap map, ReplayTrace trace)
    {
        _map = map;
        _trace = trace;
        _index = new double[map.Underlyings.Count];
        Array.Fill(_index, double.NaN);
    }

    public void Hear(in EventView heard)
    {
        switch (heard.Kind)
        {
            case EventKind.IndexPriceChanged:
                var price = heard.As<IndexPriceChanged>();
                _index[price.Index.Value] = (double)_map.Underlyings[price.Index.Value].FromUnits(price.Price);
                break;
            case EventKind.SourceStateChanged:
                Hear(heard.As<SourceStateChanged>());
                break;
            case EventKind.ProtectiveWindowOpened:
                var opened = heard.As<ProtectiveWindowOpened>();
                _windows[opened.Index.Value] = _nowMs;
                break;
            case EventKind.ProtectiveWindowClosed:
                var closed = heard.As<ProtectiveWindowClosed>();
                _windows.Remove(closed.Index.Value, out var from);
                _trace.Windows.Add(new(closed.Index.Value, from, closed.At.Nanoseconds / 1_000_000, closed.Outcome));
                break;
        }
    }

    /// <summary>A tick begins.</summary>
    public void Begin(long atMs) => _nowMs = atMs;

    /// <summary>A tick is over: notes where every price stands.</summary>
    public void End(PriceBoard board)
    {
        _trace.TicksMs.Add(_nowMs);
        for (var i = 0; i < _index.Length; i++)
        {
            _trace.Index[i].Add(_index[i]);
            var fair = board.Fair[i];
            _trace.Fair[i].Add(fair == 0 ? double.NaN : (double)_map.Underlyings[i].FromUnits(new(fair)));
        }

        for (var i = 0; i < _trace.Prints.Count; i++)
        {
            _trace.Prints[i].Add(board.Prints[i]);
        }
    }

    /// <summary>The replay is over: closes what is still open.</summary>
    public void Finish()
    {
        foreach (var (place, state) in _states.OrderBy(pair => pair.Key))
        {
            Close(place, state);
        }

        foreach (var (underlying, from) in _windows.OrderBy(pair => pair.Key))
        {
            _trace.Windows.Add(new(underlying, from, _nowMs, null));
        }
    }

    private void Hear(in SourceStateChanged changed)
    {
        var place = (changed.Index.Value, (int)changed.Source);
        if (_states.Remove(place, out var before))
        {
            Close(place, before);
        }

        if (changed.State is not (SourceState.Live or SourceState.Silent))
        {
            _states[place] = (changed.State, _nowMs);
        }
    }

    private void Close((int Underlying, int Source) place, (SourceState State, long FromMs) open)
    {
        if (_nowMs > open.FromMs)
        {
            _trace.Drops.Add(new(place.Underlying, place.Source, open.State, open.FromMs, _nowMs));
        }
    }
}
