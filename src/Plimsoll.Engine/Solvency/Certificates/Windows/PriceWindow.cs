using Plimsoll.Margin.Scenarios.Bounds;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Certificates.Windows;

/// <summary>A range of an index price, the instruments in it, and the accounts that are proved to be healthy while nothing leaves.</summary>
internal sealed class PriceWindow
{
    private readonly List<WindowCell?> _cells = [];
    private (int Account, int Version)[] _holders = new (int, int)[16];
    private int _compactAt = 1_024;

    /// <summary>The middle, in the index's currency.</summary>
    public double Centre { get; private set; }

    /// <summary>The lowest price.</summary>
    public Price Low { get; private set; }

    /// <summary>The highest.</summary>
    public Price High { get; private set; }

    /// <summary>How wide it is.</summary>
    public int Rung { get; private set; }

    /// <summary>Whether everybody must go, so that it can be used elsewhere.</summary>
    public bool IsRetired { get; set; }

    /// <summary>Who may be in it, void entries among them.</summary>
    public ReadOnlySpan<(int Account, int Version)> Holders => _holders.AsSpan(0, HolderCount);

    public int HolderCount { get; private set; }

    /// <summary>Whether a price is inside, both ends included.</summary>
    public bool Holds(Price price) => price >= Low && price <= High;

    /// <summary>Opens it around a price.</summary>
    /// <param name="price">The price, above zero.</param>
    /// <param name="unit">Units of the price to one of its currency.</param>
    /// <param name="rung">How wide.</param>
    public void Open(Price price, double unit, int rung)
    {
        var half = WindowLadder.Half(rung);
        (Centre, Rung, IsRetired, HolderCount) = (price.Units / unit, rung, false, 0);
        // One unit inside the range that is bounded: whatever is rounded on the way there is less.
        var reach = (long)(price.Units * half) - 1;
        (Low, High) = (new(price.Units - Math.Max(0, reach)), new(price.Units + Math.Max(0, reach)));
        foreach (var cell in _cells)
        {
            if (cell is not null)
            {
                (cell.IsBuilt, cell.HasLeft) = (false, false);
            }
        }
    }

    /// <summary>The instrument at a place of its index, or room for it.</summary>
    public WindowCell Cell(int place, BoundRows rows)
    {
        while (_cells.Count <= place)
        {
            _cells.Add(null);
        }

        return _cells[place] ??= new(rows);
    }

    /// <summary>The instrument at a place, if anybody may rely on it.</summary>
    public WindowCell? Built(int place) => place < _cells.Count && _cells[place] is { IsBuilt: true } cell ? cell : null;

    /// <summary>An account relies on it.</summary>
    public void Add(int account, int version, int[] versions)
    {
        if (HolderCount >= _compactAt)
        {
            Compact(versions);
        }

        if (HolderCount == _holders.Length)
        {
            System.Array.Resize(ref _holders, 2 * HolderCount);
        }

        _holders[HolderCount++] = (account, version);
    }

    /// <summary>Leaves out those who rely on it no more. Twice what is left may gather before the next time.</summary>
    public void Compact(int[] versions)
    {
        var kept = 0;
        foreach (var holder in Holders)
        {
            if (versions[holder.Account] == holder.Version)
            {
                _holders[kept++] = holder;
            }
        }

        HolderCount = kept;
        _compactAt = Math.Max(1_024, 2 * kept);
    }
}
