using Plimsoll.Host.Requests;
using Plimsoll.Values;

namespace Plimsoll.Host.Machine;

/// <summary>What became of requests that had an idempotency key. Each is remembered for a day; where there are too many, whoever has the most forgets the oldest of its own first, and nobody what is younger than two minutes.</summary>
/// <remarks>
/// So what is sent again at once, as clients do for a minute (CLIENT-015), is known whatever others do; older answers share what room there is.
/// By records and their times alone: what is forgotten depends on nothing that a snapshot would not hold, so every replay remembers the same.
/// </remarks>
/// <param name="usual">How many there are at most, where some are old enough to be forgotten.</param>
/// <param name="most">How many at most, however young they are: memory has an end.</param>
internal sealed class IdempotencyBook(int usual, int most)
{
    private const int Usual = 1_000_000;

    /// <summary>What was answered within two minutes is known at 33,000 requests with keys a second.</summary>
    private const int Most = 4_000_000;

    /// <summary>However many come of age at one moment, no request waits for more than this.</summary>
    private const int AtOnce = 16;

    private static readonly Duration Longest = Duration.FromHours(24);
    private static readonly Duration Shortest = Duration.FromMinutes(2);

    private readonly Dictionary<(int Actor, string Key), (UInt128 Digest, Outcome Outcome)> _known = [];
    private readonly SortedDictionary<int, Queue<(string Key, Timestamp At)>> _orders = [];
    private readonly SortedSet<(int Count, int Actor)> _counts = [];
    private readonly SortedSet<(long Oldest, int Actor)> _heads = [];

    public IdempotencyBook()
        : this(Usual, Most) { }

    public int Count => _known.Count;

    public bool TryFind(int actor, string key, Timestamp now, out UInt128 digest, out Outcome outcome)
    {
        var isKnown = _known.TryGetValue((actor, key), out var found) && now - found.Outcome.At <= Longest;
        (digest, outcome) = found;
        return isKnown;
    }

    public void Add(int actor, string key, UInt128 digest, in Outcome outcome)
    {
        // Used again after a day: what went before it goes too, so that each key stands once.
        while (_known.ContainsKey((actor, key)))
        {
            Forget(actor);
        }

        Insert(actor, key, digest, outcome);
        for (var i = 0; i < AtOnce && TryForget(outcome.At); i++) { }
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
            // By actor, not by time: nothing is old or too much before all are there.
            Insert(actor, key, digest, new(sequence, at, code, field.Length == 0 ? null : field, shortfall, created, false, shortOf));
        }
    }

    private void Insert(int actor, string key, UInt128 digest, in Outcome outcome)
    {
        if (!_orders.TryGetValue(actor, out var order))
        {
            _orders[actor] = order = [];
            _heads.Add((outcome.At.Nanoseconds, actor));
        }

        _known[(actor, key)] = (digest, outcome);
        order.Enqueue((key, outcome.At));
        Recount(actor, order.Count - 1, order.Count);
    }

    /// <summary>Forgets one answer, if there is one to forget: of a day before all others, so that none of them takes the place of a younger one.</summary>
    private bool TryForget(Timestamp now)
    {
        var (oldest, itsActor) = _heads.Min;
        var age = now - new Timestamp(oldest);
        var isMany = _known.Count > usual;
        if (age <= (isMany ? Shortest : Longest))
        {
            if (_known.Count <= most)
                return false;

            Forget(_counts.Max.Actor);
            return true;
        }

        var greatest = _counts.Max.Actor;
        Forget(age <= Longest && now - _orders[greatest].Peek().At > Shortest ? greatest : itsActor);
        return true;
    }

    private void Forget(int actor)
    {
        var order = _orders[actor];
        var (key, at) = order.Dequeue();
        _known.Remove((actor, key));
        _heads.Remove((at.Nanoseconds, actor));
        if (order.TryPeek(out var next))
            _heads.Add((next.At.Nanoseconds, actor));
        else
            _orders.Remove(actor);

        Recount(actor, order.Count + 1, order.Count);
    }

    private void Recount(int actor, int before, int now)
    {
        _counts.Remove((before, actor));
        if (now > 0)
            _counts.Add((now, actor));
    }
}
