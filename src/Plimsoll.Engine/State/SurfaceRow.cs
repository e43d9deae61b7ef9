using Plimsoll.Pricing;
using Plimsoll.Surfaces;
using Plimsoll.Values;

namespace Plimsoll.Engine.State;

/// <summary>The volatility surface of one index, as it was set.</summary>
internal sealed class SurfaceRow
{
    private readonly SortedList<Timestamp, SurfaceSlice> _slices = [];
    private IndexedSurface? _built;

    /// <summary>When it was set.</summary>
    public Timestamp At { get; private set; }

    /// <summary>The index price at that moment.</summary>
    public Price IndexPrice { get; private set; }

    /// <summary>Its expiries, by time; none before the first surface.</summary>
    public IList<SurfaceSlice> Slices => _slices.Values;

    public void Set(in SurfaceSlice slice, Price indexPrice, Timestamp at)
    {
        _slices[slice.Expiry] = slice;
        (At, IndexPrice, _built) = (at, indexPrice, null);
    }

    public void Remove(Timestamp expiry)
    {
        _slices.Remove(expiry);
        _built = null;
    }

    /// <summary>The surface as marks read it; null while there is none.</summary>
    public IndexedSurface? Surface(int indexDecimals)
    {
        if (_built is null && _slices.Count > 0)
        {
            _built = new(At, IndexPrice, indexDecimals, [.. _slices.Values]);
        }

        return _built;
    }
}
