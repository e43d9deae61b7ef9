using Plimsoll.Engine;
using Plimsoll.Engine.Commands.Codec;
using Plimsoll.Engine.Snapshots;
using Plimsoll.Values;

namespace Plimsoll.Host.Machine;

/// <content>The whole state as bytes and back.</content>
public sealed partial class VenueMachine
{
    /// <summary>Form 1 had no <see cref="ChangeOrigin"/>s, and did not say of which asset something was missing; form 2 had no <see cref="ChangeEnd"/>s.</summary>
    private const int SnapshotForm = 3;

    /// <summary>The whole state as bytes.</summary>
    internal byte[] Snapshot()
    {
        var writer = new ByteWriter();
        writer.Write(SnapshotForm);
        writer.Write(Sequence);
        writer.Write(Now.Nanoseconds);
        writer.Write(Version);
        writer.WriteBlock(Engine.Snapshot());
        Names.Write(writer);
        _answers.Write(writer);
        _proposals.Write(writer);
        writer.WriteBlock(Companion.Snapshot().Span);
        _decided.Write(writer);
        return writer.Written.ToArray();
    }

    /// <summary>A machine that goes on where the snapshot was taken.</summary>
    /// <exception cref="InvalidDataException">The bytes are no snapshot of this form.</exception>
    internal static VenueMachine Restore(ReadOnlySpan<byte> snapshot, ICompanion companion)
    {
        try
        {
            var reader = new ByteReader(snapshot);
            var form = reader.ReadInt32();
            if (form is < 1 or > SnapshotForm)
                throw new InvalidDataException($"Expected a snapshot of form 1 to {SnapshotForm}; found {form}.");

            var (sequence, now, version) = (reader.ReadInt64(), new Timestamp(reader.ReadInt64()), reader.ReadText());
            var machine = new VenueMachine(MarginEngine.Restore(reader.ReadBlock()), companion)
            {
                Sequence = sequence,
                Now = now,
                Version = version,
            };
            machine.Names.Read(ref reader, machine.Engine);
            machine._answers.Read(ref reader, form);
            machine._proposals.Read(ref reader, machine.Engine);
            companion.Restore(reader.ReadBlock());
            machine._decided.Read(ref reader, form, machine.Engine, SubjectOf);
            return reader.IsAtEnd ? machine : throw new InvalidDataException("Expected the end of the snapshot; found more bytes.");
        }
        catch (Exception cause) when (cause is SnapshotException or CommandFormatException or ArgumentException)
        {
            throw new InvalidDataException(cause.Message, cause);
        }
    }
}
