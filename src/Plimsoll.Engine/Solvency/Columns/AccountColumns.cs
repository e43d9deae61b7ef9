using Plimsoll.Engine.State;
using Plimsoll.Kernels;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Columns;

/// <summary>The accounts whose health is a sum of quantities times coefficients, in columns: a scan tells which of them need not be decided at the prices of now.</summary>
/// <remarks>
/// Two sets of columns, near and far: those whom any tick may take below are held against it each time, all of them only where nothing else says who need not be.
/// A row whose account has changed counts for nothing until it is written anew. Derived from the state and no part of it. docs/spec/0023-certificates.md (CERT-040 … CERT-046).
/// </remarks>
internal sealed class AccountColumns(EngineState state)
{
    // Places that tables have for each row: as few sizes as leave few places empty.
    private static readonly int[] Sizes = [1, 2, 3, 4, 5, 6, 8, 12, 16, 24, RowMaker.MostSlots];

    private readonly Coefficients _coefficients = new();
    private readonly ColumnTable[] _far = [.. Sizes.Select(size => new ColumnTable(size))];
    private readonly ColumnTable[] _near = [.. Sizes.Select(size => new ColumnTable(size))];
    private readonly ColumnSlot[] _slots = new ColumnSlot[RowMaker.MostSlots];
    private readonly AccountSet _outside = new();
    private RowMaker? _maker;
    private RowPlace[] _places = [];
    private bool[] _isCurrent = [];
    private int _renewed;

    /// <summary>How wide scans compute; the result does not depend on it.</summary>
    public KernelPath Path { get; set; } = KernelPaths.Widest;

    /// <summary>Accounts that have a line and no row.</summary>
    public AccountSet Outside => _outside;

    /// <summary>How many rows there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the account has a row that says how it is now.</summary>
    public bool Has(int account) => account < _isCurrent.Length && _isCurrent[account];

    /// <summary>Whether the account's row proves that it needs nothing.</summary>
    public bool IsProved(int account)
    {
        if (!Has(account))
        {
            return false;
        }

        var place = _places[account];
        var table = TableOf(place);
        return table.Bound(place.Row, _coefficients) >= 0 && !table.IsBeyond(place.Row, _coefficients);
    }

    /// <summary>Something of the account changed: its row counts for nothing any more.</summary>
    public void Changed(int account)
    {
        if (account < _isCurrent.Length)
        {
            _isCurrent[account] = false;
        }
    }

    /// <summary>A rule changed that any row may rest on.</summary>
    public void ForgetAll()
    {
        foreach (var table in _far)
        {
            table.Clear();
        }

        foreach (var table in _near)
        {
            table.Clear();
        }

        Array.Clear(_places);
        Array.Clear(_isCurrent);
        _coefficients.Clear();
        Count = 0;
    }

    public void MarkMoved(InstrumentId instrument, Price mark) => _coefficients.Moved(Sources.Of(instrument), mark.Units);

    /// <summary>What coins are worth moves with it.</summary>
    public void IndexMoved(IndexId index, Price price)
    {
        for (byte i = 0; i < state.Market.AssetCount; i++)
        {
            if (state.Market.Asset(new(i)).Asset.Index == index)
            {
                _coefficients.Moved(Sources.Of(new AssetId(i)), price.Units);
            }
        }
    }

    /// <summary>Writes the account's row as it is now, if it is one that fits.</summary>
    public void Write(AccountRow account)
    {
        var id = account.Id.Value;
        Grow(id);
        _maker ??= new(state, _coefficients);
        if (!account.IsMargined)
        {
            _outside.Remove(id);
            return;
        }

        // Its entries are taken before those of the old row are given back: most are the same.
        var fits = _maker.TryMake(account);
        foreach (ref readonly var slot in fits ? _maker.Slots : default)
        {
            _coefficients.Use(slot.Entry);
        }

        var place = _places[id];
        var isNear = !place.IsNone && place.IsNear;
        Release(place);
        var size = fits ? SizeFor(_maker.Slots.Length) : -1;
        if (!place.IsNone && place.Size != size)
        {
            Remove(place);
            _places[id] = default;
        }

        if (!fits)
        {
            _outside.Add(id);
            return;
        }

        if (_places[id].IsNone)
        {
            _places[id] = new(isNear, size, (isNear ? _near : _far)[size].Add(id));
            Count++;
        }

        TableOf(_places[id]).Write(_places[id].Row, _maker.Cash, _maker.Slots);
        _isCurrent[id] = true;
        _outside.Remove(id);
    }

    /// <summary>Puts the account's row among those that each tick is held against, or among the others.</summary>
    public void Move(int account, bool isNear)
    {
        var place = account < _places.Length ? _places[account] : default;
        if (place.IsNone || place.IsNear == isNear)
        {
            return;
        }

        var cash = TableOf(place).Read(place.Row, _slots);
        var to = (isNear ? _near : _far)[place.Size];
        _places[account] = new(isNear, place.Size, to.Add(account));
        to.Write(_places[account].Row, cash, _slots.AsSpan(0, Sizes[place.Size]));
        Remove(place);
        Count++;
    }

    /// <summary>Adds who is not proved to need nothing at the prices of now: of the near ones, or of all; those without a row are not among them.</summary>
    public void AddMarked(bool isAll, AccountBits marked)
    {
        for (var size = 0; size < Sizes.Length; size++)
        {
            _near[size].AddMarked(_coefficients, Path, marked);
            if (isAll)
            {
                _far[size].AddMarked(_coefficients, Path, marked);
            }
        }
    }

    /// <summary>Goes on through all accounts, so many of them, to the next whose row rests on a headroom that was renewed since; it is to be written anew.</summary>
    public bool TryNextOld(ref int most, out int account)
    {
        while (most > 0 && _coefficients.OldUses > 0)
        {
            most--;
            _renewed = _renewed + 1 < _places.Length ? _renewed + 1 : 0;
            if (Has(_renewed) && IsOld(_places[_renewed]))
            {
                account = _renewed;
                return true;
            }
        }

        account = default;
        return false;
    }

    private static int SizeFor(int slots)
    {
        var size = 0;
        while (Sizes[size] < slots)
        {
            size++;
        }

        return size;
    }

    private ColumnTable TableOf(RowPlace place) => (place.IsNear ? _near : _far)[place.Size];

    private bool IsOld(RowPlace place)
    {
        TableOf(place).Read(place.Row, _slots);
        foreach (ref readonly var slot in _slots.AsSpan(0, Sizes[place.Size]))
        {
            if (slot.Quantity != 0 && _coefficients.IsOld(slot.Entry))
            {
                return true;
            }
        }

        return false;
    }

    private void Release(RowPlace place)
    {
        if (place.IsNone)
        {
            return;
        }

        TableOf(place).Read(place.Row, _slots);
        foreach (ref readonly var slot in _slots.AsSpan(0, Sizes[place.Size]))
        {
            if (slot.Quantity != 0)
            {
                _coefficients.Release(slot.Entry);
            }
        }
    }

    private void Remove(RowPlace place)
    {
        var moved = TableOf(place).Remove(place.Row);
        if (_places[moved] is var of && of.IsNear == place.IsNear && of.Size == place.Size)
        {
            _places[moved] = place;
        }

        Count--;
    }

    private void Grow(int account)
    {
        if (account >= _places.Length)
        {
            var size = Math.Max(account + 1, _places.Length * 2);
            Array.Resize(ref _places, size);
            Array.Resize(ref _isCurrent, size);
        }
    }
}
