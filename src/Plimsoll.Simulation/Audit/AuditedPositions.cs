namespace Plimsoll.Simulation.Audit;

/// <summary>All positions as the auditor folds them: a short chain per account, in one array.</summary>
internal sealed class AuditedPositions
{
    private int[] _first = new int[64]; // place + 1, so that zero is "none"
    private Row[] _rows = new Row[64];
    private int _used;
    private int _free; // place + 1 of the first row given back

    /// <summary>One position.</summary>
    internal struct Row
    {
        public int Instrument;
        public long Quantity;
        public Int128 Cost;
        public int Next;
    }

    /// <summary>The place of the account's first position, or −1.</summary>
    public int First(int account) => account < _first.Length ? _first[account] - 1 : -1;

    public ref readonly Row At(int place) => ref _rows[place];

    /// <summary>The account's quantity in an instrument, in units.</summary>
    public long Quantity(int account, int instrument)
    {
        for (var place = First(account); place >= 0; place = _rows[place].Next - 1)
        {
            if (_rows[place].Instrument == instrument)
            {
                return _rows[place].Quantity;
            }
        }

        return 0;
    }

    /// <summary>Adds to a position; one that becomes flat is forgotten.</summary>
    /// <returns>The cost left on a flat position: anything but zero is a fault.</returns>
    public Int128 Change(int account, int instrument, long quantity, Int128 cost)
    {
        if (account >= _first.Length)
        {
            Array.Resize(ref _first, Math.Max(_first.Length * 2, account + 1));
        }

        ref var link = ref _first[account];
        while (link != 0 && _rows[link - 1].Instrument != instrument)
        {
            link = ref _rows[link - 1].Next;
        }

        if (link == 0)
        {
            if (quantity != 0 || cost != 0)
            {
                Add(account, instrument, quantity, cost);
            }

            return 0;
        }

        ref var row = ref _rows[link - 1];
        row.Quantity += quantity;
        row.Cost += cost;
        if (row.Quantity != 0)
        {
            return 0;
        }

        var left = row.Cost;
        var place = link;
        link = row.Next;
        row = new Row { Next = _free };
        _free = place;
        return left;
    }

    private void Add(int account, int instrument, long quantity, Int128 cost)
    {
        int place;
        if (_free != 0)
        {
            place = _free;
            _free = _rows[place - 1].Next;
        }
        else
        {
            if (_used == _rows.Length)
            {
                Array.Resize(ref _rows, _rows.Length * 2);
            }

            place = ++_used;
        }

        _rows[place - 1] = new Row
        {
            Instrument = instrument,
            Quantity = quantity,
            Cost = cost,
            Next = _first[account],
        };
        _first[account] = place;
    }
}
