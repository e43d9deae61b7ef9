using Plimsoll.Host.Requests;
using Plimsoll.Values;

namespace Plimsoll.Host.Machine;

/// <summary>What became of requests that had an idempotency key. Each is remembered for a day, and the latest half a million at most.</summary>
internal sealed class IdempotencyBook
{
    private const int Most = 500_000;
    private static readonly Duration Longest = Duration.FromHours(24);

    private readonly Dictionary<(int Actor, string Key), (UInt128 Digest, Outcome Outcome)> _known = [];
    private readonly Queue<(int Actor, string Key, Timestamp At)> _order = new();

    public int Count => _known.Count;

    public bool TryFind(int actor, string key, out UInt128 digest, out Outcome outcome)
    {
        var isKnown = _known.TryGetValue((actor, key), out var found);
        (digest, outcome) = found;
        return isKnown;
    }

    public void Add(int actor, string key, UInt128 digest, in Outcome outcome)
    {
        _known[(actor, key)] = (digest, outcome);
        _order.Enqueue((actor, key, outcome.At));
        Forget(outcome.At);
    }

    /// <summary>By the time of records, so that every replay forgets the same.</summary>
    private void Forget(Timestamp now)
    {
        while (_order.Count > Most || (_order.TryPeek(out var oldest) && now - oldest.At > Longest))
        {
            var (actor, key, _) = _order.Dequeue();
            _known.Remove((actor, key));
        }
    }

    public void Write(ByteWriter writer)
    {
        writer.Write(_order.Count);
        foreach (var (actor, key, at) in _order)
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
        }
    }

    public void Read(ref ByteReader reader)
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
            Add(actor, key, digest, new(sequence, at, code, field.Length == 0 ? null : field, shortfall, created, false));
        }
    }
}
