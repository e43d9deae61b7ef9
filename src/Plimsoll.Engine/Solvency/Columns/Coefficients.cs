using Plimsoll.Kernels.Linear;

namespace Plimsoll.Engine.Solvency.Columns;

/// <summary>What a lot of each thing that rows hold adds to them at the prices of now: an entry for each price, side, rate and size of the lot.</summary>
/// <remarks>
/// An entry holds up to a price, its headroom: up to there its rate covers the tiers of the positions in it, and no row's sum can leave 64 bits. Beyond it the entry
/// proves nothing, and neither does a row that has it. docs/spec/0023-certificates.md (CERT-042, CERT-043).
/// </remarks>
internal sealed class Coefficients
{
    /// <summary>The headroom of new entries is the price and half of it again.</summary>
    private const long HeadroomHalves = 3;

    // Until there is an entry there are rows of cash alone.
    private static readonly long[] None = new long[LinearScan.TableLength<ushort>()];

    private readonly List<Source?> _sources = [];
    private readonly Stack<ushort> _free = [];
    private Entry[] _entries = new Entry[64];
    private long[] _values = [];
    private int _count;

    /// <summary>What a lot of each entry adds, by entry: as long as <see cref="LinearScan"/> asks for.</summary>
    public ReadOnlySpan<long> Values => _values.Length == 0 ? None : _values;

    /// <summary>Whether a price is beyond what some entry in use holds for: then rows must be held against <see cref="IsBeyond"/> too.</summary>
    public bool IsAnyBeyond { get; private set; }

    /// <summary>Rows' places in entries whose headroom is no longer that of new ones.</summary>
    public int OldUses { get; private set; }

    /// <summary>Whether the price has left what the entry holds for.</summary>
    public bool IsBeyond(ushort entry) => _entries[entry].IsBeyond;

    /// <summary>Whether the entry's headroom is no longer that of new ones, so that a row that has it should be written anew.</summary>
    public bool IsOld(ushort entry) => _entries[entry].Headroom != _sources[_entries[entry].Source]!.Headroom;

    /// <summary>Of which source an entry is, that source's price now, and the entry's headroom.</summary>
    public (int Source, long Price, long Headroom) PlaceOf(ushort entry)
    {
        ref readonly var own = ref _entries[entry];
        return (own.Source, _sources[own.Source]!.Price, own.Headroom);
    }

    /// <summary>What a lot of the entry would add at another price, up to its headroom.</summary>
    public long ValueAt(ushort entry, long price) => _entries[entry].Factor.Times(price);

    /// <summary>The largest value of the entry before its headroom ends.</summary>
    public long Largest(ushort entry) => _entries[entry].Largest;

    /// <summary>Up to which price new entries of a source hold.</summary>
    /// <param name="source">Which price.</param>
    /// <param name="price">What it is now, above zero.</param>
    /// <param name="most">What it can ever be.</param>
    public long HeadroomOf(int source, long price, long most)
    {
        while (_sources.Count <= source)
        {
            _sources.Add(null);
        }

        if (_sources[source] is not { } known)
        {
            _sources[source] = known = new()
            {
                Price = price,
                Headroom = Headroom(price, most),
                Most = most,
            };
        }

        return known.Headroom;
    }

    /// <summary>The entry of a source, side and size, made if it is not there; null where there is none.</summary>
    /// <param name="source">Whose headroom was asked for before.</param>
    /// <param name="terms">What tells it from others of the source.</param>
    /// <param name="numerator">What a lot is worth at a price of one, as a fraction.</param>
    /// <param name="denominator">Of it.</param>
    /// <param name="scale">Bits of a row below the money's unit.</param>
    public ushort? Find(int source, EntryTerms terms, UInt128 numerator, ulong denominator, int scale)
    {
        var own = _sources[source]!;
        foreach (var entry in own.Entries)
        {
            if (_entries[entry].Terms == terms && _entries[entry].Headroom == own.Headroom)
            {
                return entry;
            }
        }

        return
            ScaledFactor.Of(numerator, denominator, terms.Share, scale, terms.IsUp) is { } factor
            && factor.TryTimes(own.Headroom) is { } largest
            && TryTake(out var free)
            ? Add(free, source, terms, factor, largest)
            : null;
    }

    /// <summary>A row has it.</summary>
    public void Use(ushort entry)
    {
        _entries[entry].Uses++;
        OldUses += IsOld(entry) ? 1 : 0;
    }

    /// <summary>A row has it no more.</summary>
    public void Release(ushort entry)
    {
        _entries[entry].Uses--;
        if (IsOld(entry))
        {
            OldUses--;
            if (_entries[entry].Uses == 0)
            {
                Drop(entry);
            }
        }
    }

    /// <summary>A price is another now.</summary>
    public void Moved(int source, long price)
    {
        if (source >= _sources.Count || _sources[source] is not { } own || own.Price == price)
        {
            return;
        }

        own.Price = price;
        var isAnyBeyond = false;
        foreach (var entry in own.Entries)
        {
            isAnyBeyond |= Value(entry, price);
        }

        if (own.IsAnyBeyond != isAnyBeyond)
        {
            own.IsAnyBeyond = isAnyBeyond;
            IsAnyBeyond = _sources.Exists(other => other is { IsAnyBeyond: true });
        }

        // A fifth before its end, or where it has become so wide that tiers are far too high.
        if (6 * (Int128)price > 5 * (Int128)own.Headroom || 4 * (Int128)price < own.Headroom)
        {
            Renew(own, Headroom(price, own.Most));
        }
    }

    /// <summary>Forgets all entries: no row has any.</summary>
    public void Clear()
    {
        _sources.Clear();
        _free.Clear();
        (_count, OldUses, IsAnyBeyond) = (0, 0, false);
        Array.Clear(_values);
    }

    private static long Headroom(long price, long most) => (long)Int128.Min(most, (Int128)price * HeadroomHalves / 2);

    /// <summary>New entries hold further; those in use stay until their rows are written anew.</summary>
    private void Renew(Source own, long headroom)
    {
        if (own.Headroom == headroom)
        {
            return;
        }

        own.Headroom = headroom;
        for (var i = own.Entries.Count - 1; i >= 0; i--)
        {
            if (_entries[own.Entries[i]].Uses == 0)
            {
                Drop(own.Entries[i]);
            }
        }

        // Counted anew, for a headroom may come back to what it was before.
        OldUses = 0;
        for (ushort entry = 0; entry < _count; entry++)
        {
            OldUses += _entries[entry].Uses > 0 && IsOld(entry) ? _entries[entry].Uses : 0;
        }
    }

    private bool TryTake(out ushort free)
    {
        if (_free.TryPop(out free))
        {
            return true;
        }

        if (_count == LinearScan.TableLength<ushort>() - 1)
        {
            return false;
        }

        free = (ushort)_count++;
        if (free == _entries.Length)
        {
            Array.Resize(ref _entries, free * 2);
        }

        if (_values.Length == 0)
        {
            _values = new long[LinearScan.TableLength<ushort>()];
        }

        return true;
    }

    private ushort Add(ushort entry, int source, EntryTerms terms, ScaledFactor factor, long largest)
    {
        var own = _sources[source]!;
        _entries[entry] = new()
        {
            Source = source,
            Terms = terms,
            Factor = factor,
            Headroom = own.Headroom,
            Largest = largest,
        };
        own.Entries.Add(entry);
        Value(entry, own.Price);
        return entry;
    }

    private void Drop(ushort entry)
    {
        _sources[_entries[entry].Source]!.Entries.Remove(entry);
        _entries[entry] = default;
        _values[entry] = 0;
        _free.Push(entry);
    }

    /// <summary>Values an entry; whether the price is beyond it.</summary>
    private bool Value(ushort entry, long price)
    {
        ref var row = ref _entries[entry];
        row.IsBeyond = price > row.Headroom || price <= 0;
        _values[entry] = row.Factor.Times(Math.Clamp(price, 0, row.Headroom));
        return row.IsBeyond;
    }

    private sealed class Source
    {
        public List<ushort> Entries { get; } = [];

        public long Price { get; set; }

        public long Headroom { get; set; }

        public long Most { get; init; }

        public bool IsAnyBeyond { get; set; }
    }

    private struct Entry
    {
        public int Source;
        public EntryTerms Terms;
        public ScaledFactor Factor;
        public long Headroom;
        public long Largest;
        public int Uses;
        public bool IsBeyond;
    }
}
