using Plimsoll.Engine.Accounts;

namespace Plimsoll.Engine.Solvency.Certificates;

/// <summary>The triggers of one price, ordered so that those that fire first come first: two heaps, void entries left in until they come up or are too many.</summary>
internal sealed class PriceTriggers
{
    private const int LeastCompacted = 1_024;

    private Heap _below = new(isAscending: false);
    private Heap _above = new(isAscending: true);

    /// <summary>Adds the box of a certificate: it holds from <paramref name="low"/> to <paramref name="high"/>.</summary>
    public void Add(long low, long high, int account, int version, int[] versions)
    {
        AddLow(low, account, version, versions);
        AddHigh(high, account, version, versions);
    }

    /// <summary>Adds the lower end alone.</summary>
    public void AddLow(long low, int account, int version, int[] versions) => _below.Push(new(low, account, version), versions);

    /// <summary>Adds the upper end alone.</summary>
    public void AddHigh(long high, int account, int version, int[] versions) => _above.Push(new(high, account, version), versions);

    /// <summary>Whether a price has passed a trigger that was not taken yet.</summary>
    public bool IsPassed(long price) => IsFallen(price) || IsRisen(price);

    /// <summary>Takes the next trigger that a price has passed.</summary>
    public bool TryTake(long price, out PriceTrigger trigger)
    {
        if (IsFallen(price))
        {
            trigger = _below.Pop();
            return true;
        }

        if (IsRisen(price))
        {
            trigger = _above.Pop();
            return true;
        }

        trigger = default;
        return false;
    }

    public void Clear()
    {
        _below.Clear();
        _above.Clear();
    }

    private bool IsFallen(long price) => _below.Count > 0 && _below.First.Price > price;

    private bool IsRisen(long price) => _above.Count > 0 && _above.First.Price < price;

    /// <summary>Adds whose triggers in force a price would pass, and takes none.</summary>
    public void AddBeyond(long price, int[] versions, List<AccountId> accounts)
    {
        _below.AddBeyond(0, price, versions, accounts);
        _above.AddBeyond(0, price, versions, accounts);
    }

    /// <summary>Copies those that are not void.</summary>
    public void CopyTo(List<LiveTrigger> triggers, bool isIndex, int place, int[] versions)
    {
        _below.CopyTo(triggers, isIndex, place, versions);
        _above.CopyTo(triggers, isIndex, place, versions);
    }

    private struct Heap(bool isAscending)
    {
        /// <summary>Four children lie in one cache line or two, and there are half as many levels as with two.</summary>
        private const int Children = 4;

        private readonly int _sign = isAscending ? 1 : -1;
        private PriceTrigger[] _entries = new PriceTrigger[16];
        private int _compactAt = LeastCompacted;

        public int Count { get; private set; }

        public readonly PriceTrigger First => _entries[0];

        public void Push(in PriceTrigger trigger, int[] versions)
        {
            if (Count >= _compactAt)
            {
                Compact(versions);
            }

            if (Count == _entries.Length)
            {
                Array.Resize(ref _entries, Count * 2);
            }

            Rise(Count++, trigger);
        }

        public PriceTrigger Pop()
        {
            var first = _entries[0];
            var last = _entries[--Count];
            if (Count > 0)
            {
                Sink(0, last);
            }

            return first;
        }

        /// <summary>A heap's children fire no sooner than it: where one does not, nothing below it does.</summary>
        public readonly void AddBeyond(int place, long price, int[] versions, List<AccountId> accounts)
        {
            if (place >= Count || (_sign > 0 ? _entries[place].Price >= price : _entries[place].Price <= price))
            {
                return;
            }

            if (versions[_entries[place].Account] == _entries[place].Version)
            {
                accounts.Add(new(_entries[place].Account));
            }

            for (var child = 1; child <= Children; child++)
            {
                AddBeyond((Children * place) + child, price, versions, accounts);
            }
        }

        public readonly void CopyTo(List<LiveTrigger> triggers, bool isIndex, int place, int[] versions)
        {
            foreach (ref readonly var entry in _entries.AsSpan(0, Count))
            {
                if (versions[entry.Account] == entry.Version)
                {
                    triggers.Add(new(isIndex, place, _sign < 0, entry.Price, new(entry.Account)));
                }
            }
        }

        public void Clear() => (Count, _compactAt) = (0, LeastCompacted);

        /// <summary>Leaves the void ones out. Twice what is left may gather before the next time, so that each push pays a constant part of it.</summary>
        private void Compact(int[] versions)
        {
            var kept = 0;
            for (var i = 0; i < Count; i++)
            {
                if (versions[_entries[i].Account] == _entries[i].Version)
                {
                    _entries[kept++] = _entries[i];
                }
            }

            Count = kept;
            for (var i = (Count - 2) / Children; i >= 0 && Count > 1; i--)
            {
                Sink(i, _entries[i]);
            }

            _compactAt = Math.Max(LeastCompacted, 2 * Count);
        }

        private readonly void Rise(int place, in PriceTrigger trigger)
        {
            while (place > 0)
            {
                var parent = (place - 1) / Children;
                if (!IsBefore(trigger, _entries[parent]))
                {
                    break;
                }

                _entries[place] = _entries[parent];
                place = parent;
            }

            _entries[place] = trigger;
        }

        private readonly void Sink(int place, PriceTrigger trigger)
        {
            while ((Children * place) + 1 < Count)
            {
                var child = (Children * place) + 1;
                var end = Math.Min(child + Children, Count);
                for (var other = child + 1; other < end; other++)
                {
                    child = IsBefore(_entries[other], _entries[child]) ? other : child;
                }

                if (!IsBefore(_entries[child], trigger))
                {
                    break;
                }

                _entries[place] = _entries[child];
                place = child;
            }

            _entries[place] = trigger;
        }

        private readonly bool IsBefore(in PriceTrigger left, in PriceTrigger right) =>
            _sign > 0 ? left.Price < right.Price : left.Price > right.Price;
    }
}
