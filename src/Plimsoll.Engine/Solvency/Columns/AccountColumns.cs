using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Kernels;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Columns;

/// <summary>The accounts whose health is a sum of quantities times coefficients, in columns: a scan tells which of them need not be decided at the prices of now.</summary>
/// <remarks>
/// Two sets of columns, near and far: those whom any tick may take below are held against it each time, all of them only where nothing else says who need not be.
/// A row whose account has changed counts for nothing until it is written anew. Derived from the state and no part of it. docs/spec/0023-certificates.md (CERT-040 … CERT-046).
/// </remarks>
internal sealed class AccountColumns(EngineState state, Coefficients coefficients, RowMaker maker)
{
    // Places that tables have for each row: as few sizes as leave few places empty.
    private static readonly int[] Sizes = [1, 2, 3, 4, 5, 6, 8, 12, 16, 24, RowMaker.MostSlots];

    private readonly ColumnTable[] _far = [.. Sizes.Select(size => new ColumnTable(size))];
    private readonly ColumnTable[] _near = [.. Sizes.Select(size => new ColumnTable(size))];
    private readonly ColumnSlot[] _slots = new ColumnSlot[RowMaker.MostSlots];
    private readonly AccountSet _outside = new();
    private readonly AccountSet _waiting = new();
    private RowPlace[] _places = [];
    private RowPlace[] _seconds = [];
    private RowState[] _states = [];
    private int _renewed;

    /// <summary>How wide scans compute; the result does not depend on it.</summary>
    public KernelPath Path { get; set; } = KernelPaths.Widest;

    /// <summary>Accounts that have a line and no row.</summary>
    public AccountSet Outside => _outside;

    /// <summary>How many of them would perhaps fit one that was not written yet.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>How many rows there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the account has a row that says how it is now.</summary>
    public bool Has(int account) => StateOf(account) == RowState.Current;

    /// <summary>Whether nothing has happened to the account since it was asked which row it fits, be it none.</summary>
    public bool IsKnown(int account) => StateOf(account) != RowState.Unknown;

    /// <summary>Whether the account's row was put off.</summary>
    public bool IsWaiting(int account) => _waiting.Contains(account);

    /// <summary>Whether the account's row proves that it needs nothing.</summary>
    public bool IsProved(int account)
    {
        if (!Has(account))
        {
            return false;
        }

        return IsProved(_places[account]) && (_seconds[account].IsNone || IsProved(_seconds[account]));
    }

    /// <summary>What the rows of an account come to, the second zero where there is one only, and in how many bits below the unit of the numeraire: for those who judge them from outside.</summary>
    public (long First, long Second, int Scale) Bounds(int account) =>
        (
            TableOf(_places[account]).Bound(_places[account].Row, coefficients),
            _seconds[account].IsNone ? 0 : TableOf(_seconds[account]).Bound(_seconds[account].Row, coefficients),
            RowMaker.ScaleOf(state.NumeraireDecimals)
        );

    /// <summary>What the account's row holds; places that are not used have a quantity of zero.</summary>
    /// <param name="account">Whose row is current.</param>
    /// <param name="room">For all places that a row may have.</param>
    /// <param name="cash">What counts beside them.</param>
    public ReadOnlySpan<ColumnSlot> Read(int account, ColumnSlot[] room, out long cash)
    {
        var place = _places[account];
        cash = TableOf(place).Read(place.Row, room);
        return room.AsSpan(0, Sizes[place.Size]);
    }

    /// <summary>Reads an account's row, to have it near.</summary>
    public long Read(int account) =>
        account >= _places.Length || _places[account].IsNone
            ? 0
            : TableOf(_places[account]).Touch(_places[account].Row) ^ (_seconds[account].IsNone ? 0 : 1) ^ (long)_states[account];

    /// <summary>Something of the account changed: its row counts for nothing any more.</summary>
    public void Changed(int account)
    {
        if (account < _states.Length)
        {
            _states[account] = RowState.Unknown;
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
        Array.Clear(_seconds);
        Array.Clear(_states);
        coefficients.Clear();
        Count = 0;
    }

    public void MarkMoved(InstrumentId instrument, Price mark) => coefficients.Moved(Sources.Of(instrument), mark.Units);

    /// <summary>What coins are worth moves with it.</summary>
    public void IndexMoved(IndexId index, Price price)
    {
        for (byte i = 0; i < state.Market.AssetCount; i++)
        {
            if (state.Market.Asset(new(i)).Asset.Index == index)
            {
                coefficients.Moved(Sources.Of(new AssetId(i)), price.Units);
            }
        }
    }

    /// <summary>Writes the account's row as it is now, if it is one that fits.</summary>
    public void Write(AccountRow account)
    {
        var id = account.Id.Value;
        Grow(id);
        _waiting.Remove(id);
        if (!account.IsMargined)
        {
            _states[id] = RowState.None;
            _outside.Remove(id);
            return;
        }

        // Who is in margin call needs nothing as long as equity is between the line and that level: one row for each.
        var isCalled = account.Condition == AccountCondition.MarginCall;
        var fits =
            maker.TryMakeAbove(account, isCalled ? Rate.One : state.Venue.MarginCallMultiple)
            && TryWrite(id)
            && (!isCalled || (maker.TryMakeBelow(account, state.Venue.MarginCallMultiple) && TryWrite(~id)));
        _states[id] = fits ? RowState.Current : RowState.None;
        if (!fits)
        {
            Drop(id);
        }

        if (!fits || !isCalled)
        {
            Drop(~id);
        }

        if (fits)
        {
            _outside.Remove(id);
        }
        else
        {
            _outside.Add(id);
        }
    }

    /// <summary>Leaves the account's row to a later command: until then the account is outside. What its old row says counts for nothing.</summary>
    public void Postpone(int account)
    {
        Grow(account);
        _outside.Add(account);
        _waiting.Add(account);
    }

    /// <summary>Writes what the maker holds.</summary>
    /// <param name="name">The account; of its second row the complement.</param>
    private bool TryWrite(int name)
    {
        // Its entries are taken before those of the old row are given back: most are the same.
        foreach (ref readonly var slot in maker.Slots)
        {
            coefficients.Use(slot.Entry);
        }

        ref var place = ref PlaceOf(name);
        var isNear = PlaceOf(Math.Max(name, ~name)) is { IsNone: false, IsNear: true };
        var size = SizeFor(maker.Slots.Length);
        if (!place.IsNone && place.Size == size)
        {
            Release(place);
        }
        else
        {
            Drop(name);
            place = new(isNear, size, (isNear ? _near : _far)[size].Add(name));
            Count += name >= 0 ? 1 : 0;
        }

        TableOf(place).Write(place.Row, maker.Cash, maker.Slots);
        return true;
    }

    /// <summary>Takes a row out, if there is one.</summary>
    private void Drop(int name)
    {
        ref var place = ref PlaceOf(name);
        if (!place.IsNone)
        {
            Release(place);
            Remove(place);
            place = default;
            Count -= name >= 0 ? 1 : 0;
        }
    }

    private ref RowPlace PlaceOf(int name) => ref name < 0 ? ref _seconds[~name] : ref _places[name];

    /// <summary>Puts the account's row among those that each tick is held against, or among the others.</summary>
    public void Move(int account, bool isNear)
    {
        if (account < _places.Length)
        {
            MoveRow(account, isNear);
            MoveRow(~account, isNear);
        }
    }

    private void MoveRow(int name, bool isNear)
    {
        ref var place = ref PlaceOf(name);
        if (place.IsNone || place.IsNear == isNear)
        {
            return;
        }

        var from = place;
        var cash = TableOf(from).Read(from.Row, _slots);
        place = new(isNear, from.Size, (isNear ? _near : _far)[from.Size].Add(name));
        TableOf(place).Write(place.Row, cash, _slots.AsSpan(0, Sizes[from.Size]));
        Remove(from);
    }

    /// <summary>Adds who is not proved to need nothing at the prices of now: of the near ones, or of all; those without a row are not among them.</summary>
    /// <param name="isAll">Whether of all.</param>
    /// <param name="marked">Where they are added.</param>
    /// <param name="beyond">Takes those whose row rests on a headroom that a price has left.</param>
    public void AddMarked(bool isAll, AccountBits marked, AccountQueue beyond)
    {
        for (var size = 0; size < Sizes.Length; size++)
        {
            _near[size].AddMarked(coefficients, Path, marked, beyond);
            if (isAll)
            {
                _far[size].AddMarked(coefficients, Path, marked, beyond);
            }
        }
    }

    /// <summary>Goes on through all accounts, so many of them, to the next whose row rests on a headroom that was renewed since; it is to be written anew.</summary>
    public bool TryNextOld(ref int most, out int account)
    {
        while (most > 0 && coefficients.OldUses > 0)
        {
            most--;
            _renewed = _renewed + 1 < _places.Length ? _renewed + 1 : 0;
            if (IsOld(_renewed))
            {
                account = _renewed;
                return true;
            }
        }

        account = default;
        return false;
    }

    /// <summary>Whether the account has a row that rests on a headroom that was renewed since.</summary>
    public bool IsOld(int account) => Has(account) && (IsOld(_places[account]) || IsOld(_seconds[account]));

    private RowState StateOf(int account) => account < _states.Length ? _states[account] : RowState.Unknown;

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

    private bool IsProved(RowPlace place) =>
        TableOf(place).Bound(place.Row, coefficients) >= 0 && !TableOf(place).IsBeyond(place.Row, coefficients);

    private bool IsOld(RowPlace place)
    {
        if (place.IsNone)
        {
            return false;
        }

        TableOf(place).Read(place.Row, _slots);
        foreach (ref readonly var slot in _slots.AsSpan(0, Sizes[place.Size]))
        {
            if (slot.Quantity != 0 && coefficients.IsOld(slot.Entry))
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
                coefficients.Release(slot.Entry);
            }
        }
    }

    private void Remove(RowPlace place)
    {
        var moved = TableOf(place).Remove(place.Row);
        if (PlaceOf(moved) is var last && last.IsNear == place.IsNear && last.Size == place.Size)
        {
            PlaceOf(moved) = place;
        }
    }

    /// <summary>Makes room for accounts up to this number.</summary>
    public void Reserve(int accounts)
    {
        _outside.Reserve(accounts);
        _waiting.Reserve(accounts);
    }

    private void Grow(int account)
    {
        if (account >= _places.Length)
        {
            var size = Math.Max(account + 1, _places.Length * 2);
            Array.Resize(ref _places, size);
            Array.Resize(ref _seconds, size);
            Array.Resize(ref _states, size);
        }
    }
}
