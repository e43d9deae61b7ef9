using Plimsoll.Engine;
using Plimsoll.Engine.Commands.Codec;
using Plimsoll.Engine.Venue;

namespace Plimsoll.Host.Machine;

/// <summary>Commands that wait for a second person, by the record that proposed them. New rules among them are always those in force but for what they change.</summary>
internal sealed class ProposalBook
{
    private readonly SortedDictionary<long, Proposal> _waiting = [];
    private readonly Dictionary<long, object> _weighedAgainst = []; // rules in force, by proposal

    public IReadOnlyCollection<Proposal> Waiting => _waiting.Values;

    /// <param name="proposal">What waits.</param>
    /// <param name="inForce">The rules in force of what it would change; null when it changes no rules.</param>
    public void Add(Proposal proposal, object? inForce)
    {
        _waiting.Add(proposal.Sequence, proposal);
        if (inForce is not null)
            _weighedAgainst.Add(proposal.Sequence, inForce);
    }

    public Proposal? Find(long sequence) => _waiting.GetValueOrDefault(sequence);

    /// <summary>The proposal that would change the same thing; null when none waits.</summary>
    public Proposal? About(object rules) =>
        _waiting.Values.FirstOrDefault(each => RuleChange.RulesOf(each.Command) is { } other && WaitingRules.AreOfOneThing(other, rules));

    public void Remove(long sequence)
    {
        _waiting.Remove(sequence);
        _weighedAgainst.Remove(sequence);
    }

    /// <summary>Other rules came into force: what waits keeps what it changes, and takes the rest from them.</summary>
    public void Join(MarginEngine engine)
    {
        foreach (var (sequence, before) in _weighedAgainst.ToArray())
        {
            var proposal = _waiting[sequence];
            var now = RuleChange.InForce(before, engine)!;
            var joined = WaitingRules.Join(RuleChange.RulesOf(proposal.Command)!, before, now);
            _waiting[sequence] = proposal with { Command = RuleChange.With(proposal.Command, joined) };
            _weighedAgainst[sequence] = now;
        }
    }

    public void Write(ByteWriter writer)
    {
        var encoder = new CommandEncoder();
        writer.Write(_waiting.Count);
        foreach (var proposal in _waiting.Values)
        {
            writer.Write(proposal.Sequence);
            writer.Write(proposal.Proposer);
            writer.WriteBlock(encoder.Encode(proposal.Command));
        }
    }

    public void Read(ref ByteReader reader, MarginEngine engine)
    {
        for (var left = reader.ReadCount(16); left > 0; left--)
        {
            var proposal = new Proposal(reader.ReadInt64(), reader.ReadInt32(), CommandDecoder.Decode(reader.ReadBlock()));
            Add(proposal, RuleChange.RulesOf(proposal.Command) is { } rules ? RuleChange.InForce(rules, engine) : null);
        }
    }
}
