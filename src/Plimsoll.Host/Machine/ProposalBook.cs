using Plimsoll.Engine.Commands.Codec;

namespace Plimsoll.Host.Machine;

/// <summary>Commands that wait for a second person, by the record that proposed them.</summary>
internal sealed class ProposalBook
{
    private readonly SortedDictionary<long, Proposal> _waiting = [];

    public IReadOnlyCollection<Proposal> Waiting => _waiting.Values;

    public void Add(Proposal proposal) => _waiting.Add(proposal.Sequence, proposal);

    public Proposal? Find(long sequence) => _waiting.GetValueOrDefault(sequence);

    public void Remove(long sequence) => _waiting.Remove(sequence);

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

    public void Read(ref ByteReader reader)
    {
        for (var left = reader.ReadCount(16); left > 0; left--)
        {
            Add(new(reader.ReadInt64(), reader.ReadInt32(), CommandDecoder.Decode(reader.ReadBlock())));
        }
    }
}
