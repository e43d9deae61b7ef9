using Plimsoll.Host.Requests;
using Plimsoll.Values;

namespace Plimsoll.Host.Machine;

/// <summary>What became of requests that had an idempotency key. Each is remembered for a day; where there are too many, whoever has the most forgets the oldest of its own first.</summary>
/// <remarks>So nobody's traffic takes away what another relies on when it asks again. By records and their times alone, so that every replay remembers the same.</remarks>
/// <param name="most">How many at most.</param>
internal sealed class IdempotencyBook(int most)
{
    private const int Usual = 1_000_000;
    private static readonly Duration Longest = Duration.FromHours(24);

    private readonly Dictionary<(int Actor, string Key), (UInt128 Digest, Outcome Outcome)> _known = [];
    private readonly SortedDictionary<int, Queue<(string Key, Timestamp At)>> _orders = [];
    private readonly SortedSet<(int Count, int Actor)> _counts = [];

    public IdempotencyBook()
        : this(Usual) { }

    public int Count => _known.Count;

    public bool TryFind(int actor, string key, Timestamp now, out UInt128 digest, out Outcome outcome)
    {
        var isKnown = _known.TryGetValue((actor, key), out var found) && now - found.Outcome.At <= Longest;
        (digest, outcome) = found;
        return isKnown;
    }

    public void Add(int actor, string key, UInt128 digest, in Outcome outcome)
    {
        if (!_orders.TryGetValue(actor, out var order))
            _orders[actor] = order = [];

        while (order.TryPeek(out var oldest) && outcome.At - oldest.At > Longest)
        {
            Forget(actor, order);
        }

        _known[(actor, key)] = (digest, outcome);
        Recount(actor, order.Count, order.Count + 1);
        order.Enqueue((key, outcome.At));
        if (_known.Count > most)
            Forget(_counts.Max.Actor, _orders[_counts.Max.Actor]);
    }

    public void Write(ByteWriter writer)
    {
        writer.Write(_known.Count);
        foreach (var (actor, order) in _orders)
        {
            foreach (var (key, at) in order)
            {
                var (digest, outcome) = _known[(actor, key)];
                writer.Write(actor);
                writer.Write(key);
                writer.Write(digest);
                writer.Write(outcome.Sequence);
                writer.Write(at.Nanoseconds);
                writer.Write(outcome.Code);
                writer.Write(outcome.Field ?? "");
                writer.Write(outcome.Shortfall.Units);
                writer.Write(outcome.Created);
                writer.Write(outcome.ShortOf.Value);
            }
        }
    }

    /// <param name="reader">Where from.</param>
    /// <param name="form">The snapshot's form: the first did not say what was missing.</param>
    public void Read(ref ByteReader reader, int form)
    {
        for (var left = reader.ReadCount(72); left > 0; left--)
        {
            var actor = reader.ReadInt32();
            var key = reader.ReadText();
            var digest = reader.ReadUInt128();
            var sequence = reader.ReadInt64();
            var at = new Timestamp(reader.ReadInt64());
            var code = reader.ReadInt32();
            var field = reader.ReadText();
            var shortfall = new Money(reader.ReadInt128());
            var created = reader.ReadInt64();
            var shortOf = form == 1 ? default : new AssetId(reader.ReadByte());
            Add(actor, key, digest, new(sequence, at, code, field.Length == 0 ? null : field, shortfall, created, false, shortOf));
        }
    }

    private void Forget(int actor, Queue<(string Key, Timestamp At)> order)
    {
        Recount(actor, order.Count, order.Count - 1);
        _known.Remove((actor, order.Dequeue().Key));
    }

    private void Recount(int actor, int before, int now)
    {
        _counts.Remove((before, actor));
        if (now > 0)
            _counts.Add((now, actor));
    }
}
