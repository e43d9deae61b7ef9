using Plimsoll.Engine;
using Plimsoll.Engine.Venue;

namespace Plimsoll.Host.Machine;

/// <summary>Changes that were decided: what each waits to change, whose it is, and what became of the latest.</summary>
/// <remarks>The engine's events say that a change took force, not whether it found anything left to change: that is followed here by the engine's own rule of joining.</remarks>
internal sealed class ChangeBook
{
    /// <summary>How many that ended are remembered.</summary>
    public const int EndedKept = 100;

    private readonly SortedDictionary<int, (object Rules, object InForce, string Subject)> _waiting = [];
    private readonly SortedDictionary<int, ChangeOrigin> _origins = [];
    private readonly Queue<ChangeEnd> _ended = [];

    /// <summary>The latest that ended, oldest first.</summary>
    public IReadOnlyCollection<ChangeEnd> Ended => _ended;

    public ChangeOrigin? OriginOf(int ticket) => _origins.TryGetValue(ticket, out var origin) ? origin : null;

    /// <summary>The change that a proposal waits as; null for none.</summary>
    public int? OfProposal(long proposal)
    {
        foreach (var (ticket, origin) in _origins)
        {
            if (origin.Proposal == proposal)
                return ticket;
        }

        return null;
    }

    /// <summary>A change was decided.</summary>
    /// <param name="ticket">Its number.</param>
    /// <param name="rules">The whole rules that it brings.</param>
    /// <param name="inForce">Those in force then.</param>
    /// <param name="subject">What of.</param>
    public void Add(int ticket, object rules, object inForce, string subject) => _waiting.Add(ticket, (rules, inForce, subject));

    /// <summary>Whose a change is.</summary>
    public void SetOrigin(int ticket, ChangeOrigin origin) => _origins[ticket] = origin;

    /// <summary>A change took force.</summary>
    /// <returns>What it is of, and whether it changed anything.</returns>
    public (string Subject, bool IsNothing) Begin(int ticket)
    {
        _waiting.Remove(ticket, out var change);
        foreach (var (other, waiting) in _waiting.ToArray())
        {
            if (WaitingRules.AreOfOneThing(waiting.Rules, change.Rules))
            {
                var joined = WaitingRules.Join(waiting.Rules, waiting.InForce, change.Rules);
                _waiting[other] = (joined, change.Rules, waiting.Subject);
            }
        }

        return (change.Subject, WaitingRules.AreSame(change.Rules, change.InForce));
    }

    /// <summary>A change was taken back.</summary>
    /// <returns>What it was of.</returns>
    public string Withdraw(int ticket)
    {
        _waiting.Remove(ticket, out var change);
        return change.Subject;
    }

    /// <summary>Remembers how a change ended; its origin is known until then.</summary>
    public void End(ChangeEnd ended)
    {
        _origins.Remove(ended.Ticket);
        _ended.Enqueue(ended);
        if (_ended.Count > EndedKept)
            _ended.Dequeue();
    }

    public void Write(ByteWriter writer)
    {
        writer.Write(_origins.Count);
        foreach (var (ticket, origin) in _origins)
        {
            writer.Write(ticket);
            Write(writer, origin);
        }

        writer.Write(_ended.Count);
        foreach (var ended in _ended)
        {
            writer.Write(ended.Ticket);
            writer.Write(ended.Subject);
            writer.Write((byte)ended.Outcome);
            writer.Write(ended.At.Nanoseconds);
            writer.Write(ended.Sequence);
            // A record number is never zero, nor is the number of who withdraws.
            Write(writer, ended.Origin ?? default);
            writer.Write(ended.Withdrawer ?? -1);
        }
    }

    /// <summary>Takes what a snapshot has in place of its own.</summary>
    /// <param name="reader">Where from.</param>
    /// <param name="form">The snapshot's form: the first had nothing of this, the second no ends.</param>
    /// <param name="engine">The engine, which has what waits.</param>
    /// <param name="subjectOf">What rules are of.</param>
    public void Read(ref ByteReader reader, int form, MarginEngine engine, Func<object, string> subjectOf)
    {
        foreach (var change in engine.Scheduled())
        {
            Add(change.Ticket, change.Parameters, RuleChange.InForce(change.Parameters, engine)!, subjectOf(change.Parameters));
        }

        for (var left = form > 1 ? reader.ReadCount(20) : 0; left > 0; left--)
        {
            _origins[reader.ReadInt32()] = ReadOrigin(ref reader);
        }

        for (var left = form > 2 ? reader.ReadCount(45) : 0; left > 0; left--)
        {
            var (ticket, subject, outcome) = (reader.ReadInt32(), reader.ReadText(), (ChangeOutcome)reader.ReadByte());
            var (at, sequence, origin) = (reader.ReadInt64(), reader.ReadInt64(), ReadOrigin(ref reader));
            var withdrawer = reader.ReadInt32();
            _ended.Enqueue(
                new(ticket, subject, outcome, new(at), sequence, origin.Proposal == 0 ? null : origin, withdrawer < 0 ? null : withdrawer)
            );
        }
    }

    private static void Write(ByteWriter writer, in ChangeOrigin origin)
    {
        writer.Write(origin.Proposal);
        writer.Write(origin.Proposer);
        writer.Write(origin.Approver);
    }

    private static ChangeOrigin ReadOrigin(ref ByteReader reader) => new(reader.ReadInt64(), reader.ReadInt32(), reader.ReadInt32());
}
