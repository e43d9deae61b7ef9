using System.Buffers.Binary;
using Plimsoll.Engine.Events;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Machine;
using Plimsoll.Values;

namespace Plimsoll.Host.Stream;

/// <summary>What one record of the journal brought about, as it is published and stored: every record has one, refused ones too.</summary>
/// <remarks>A view into the bytes of a chunk, which do not change; it may be kept as long as the chunk.</remarks>
public readonly struct StreamRecord
{
    private const int LabelsAt = 8 + 8 + 4 + 1 + 4 + 8;
    private const int TradeNoteBytes = 8 + 8 + 1;
    private const byte UnknownOrder = 1;
    private const byte Option = 2;

    private readonly ReadOnlyMemory<byte> _bytes;

    internal StreamRecord(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <summary>How many bytes it has.</summary>
    public int Size => _bytes.Length;

    /// <summary>The record's number.</summary>
    public long Sequence => BinaryPrimitives.ReadInt64LittleEndian(_bytes.Span);

    /// <summary>Its time.</summary>
    public Timestamp At => new(BinaryPrimitives.ReadInt64LittleEndian(_bytes.Span[8..]));

    /// <summary>Who asked; zero for the host.</summary>
    public int Actor => BinaryPrimitives.ReadInt32LittleEndian(_bytes.Span[16..]);

    /// <summary>What was asked.</summary>
    public EntryKind Kind => (EntryKind)_bytes.Span[20];

    /// <summary>Zero when it took effect, otherwise why not.</summary>
    public int Code => BinaryPrimitives.ReadInt32LittleEndian(_bytes.Span[21..]);

    /// <summary>The number of what came of it; zero for none.</summary>
    public long Created => BinaryPrimitives.ReadInt64LittleEndian(_bytes.Span[25..]);

    /// <summary>Names outside of orders and trades in the events.</summary>
    public IReadOnlyList<EventLabel> ReadLabels()
    {
        var reader = new ByteReader(_bytes.Span[LabelsAt..]);
        return ReadLabels(ref reader);
    }

    /// <summary>Whose orders are that the events name by number alone.</summary>
    public IReadOnlyList<OrderPlace> ReadPlaces()
    {
        var reader = new ByteReader(_bytes.Span[LabelsAt..]);
        for (var left = reader.ReadCount(13); left > 0; left--)
        {
            reader.ReadRaw(sizeof(byte) + sizeof(long));
            reader.ReadBlock();
        }

        return ReadPlaces(ref reader);
    }

    /// <summary>Reads the events.</summary>
    /// <param name="into">Where to; what it held is gone.</param>
    /// <exception cref="EventFormatException">They are of another version of the program.</exception>
    public void ReadEvents(EventBuffer into)
    {
        ArgumentNullException.ThrowIfNull(into);
        var reader = new ByteReader(_bytes.Span[LabelsAt..]);
        Skip(ref reader);
        into.Load(reader.ReadBlock());
    }

    /// <summary>What was asked, in a line, where an administrator asked it; empty otherwise, and for records of programs that did not write it.</summary>
    public string ReadAsked()
    {
        var reader = new ByteReader(_bytes.Span[LabelsAt..]);
        Skip(ref reader);
        reader.ReadBlock();
        return reader.IsAtEnd ? "" : reader.ReadText();
    }

    /// <summary>The position after each change of a position among the events, in their order; empty for records of programs that did not write it.</summary>
    public IReadOnlyList<Quantity> ReadPositions()
    {
        var reader = Notes();
        if (reader.IsAtEnd)
            return [];

        var positions = new Quantity[reader.ReadCount(sizeof(long))];
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = new(reader.ReadInt64());
        }

        return positions;
    }

    /// <summary>What stood beside each trade that was booked, in the order of the events; empty for records of programs that did not write it.</summary>
    public IReadOnlyList<TradeNote> ReadTrades()
    {
        var reader = Notes();
        if (reader.IsAtEnd)
            return [];

        reader.ReadRaw(sizeof(long) * reader.ReadCount(sizeof(long)));
        var count = reader.ReadCount(TradeNoteBytes);
        if (count == 0)
            return [];

        var trades = new TradeNote[count];
        for (var i = 0; i < count; i++)
        {
            var (price, mark, flags) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadByte());
            trades[i] = new(new(price), new(mark), (flags & UnknownOrder) != 0, (flags & Option) != 0);
        }

        return trades;
    }

    /// <summary>What it would change, or changed, where it proposed or approved other rules: a line for each field (see <see cref="ICompanion.DescribeChange"/>); empty otherwise.</summary>
    public string ReadChanges()
    {
        var reader = new ByteReader(_bytes.Span[LabelsAt..]);
        Skip(ref reader);
        reader.ReadBlock();
        if (!reader.IsAtEnd)
            reader.ReadText();

        return reader.IsAtEnd ? "" : reader.ReadText();
    }

    internal static void Write(ByteWriter writer, VenueMachine machine, int actor, EntryKind kind, int code, long created)
    {
        writer.Write(machine.Sequence);
        writer.Write(machine.Now.Nanoseconds);
        writer.Write(actor);
        writer.Write((byte)kind);
        writer.Write(code);
        writer.Write(created);
        var labels = machine.Labels;
        writer.Write(labels.Count);
        for (var i = 0; i < labels.Count; i++)
        {
            writer.Write((byte)labels[i].Kind);
            writer.Write(labels[i].Number);
            writer.Write(labels[i].Text);
        }

        var places = machine.Places;
        writer.Write(places.Count);
        for (var i = 0; i < places.Count; i++)
        {
            writer.Write(places[i].Order.Value);
            writer.Write(places[i].Account.Value);
            writer.Write((int)places[i].Instrument.Value);
        }

        writer.WriteBlock(machine.Events.Bytes);
        var (positions, trades) = (machine.Notes.Positions, machine.Notes.Trades);
        var hasNotes = positions.Count > 0 || trades.Count > 0;
        if (machine.Asked.Length > 0 || machine.AskedChanges.Length > 0 || hasNotes)
            writer.Write(machine.Asked);

        if (machine.AskedChanges.Length > 0 || hasNotes)
            writer.Write(machine.AskedChanges);

        if (!hasNotes)
            return;

        writer.Write(positions.Count);
        for (var i = 0; i < positions.Count; i++)
        {
            writer.Write(positions[i].Units);
        }

        writer.Write(trades.Count);
        for (var i = 0; i < trades.Count; i++)
        {
            var trade = trades[i];
            writer.Write(trade.Price.Units);
            writer.Write(trade.Mark.Units);
            writer.Write((byte)((trade.NamesUnknownOrder ? UnknownOrder : 0) | (trade.IsOption ? Option : 0)));
        }
    }

    /// <summary>What follows the events, the line of what was asked, and what it would change.</summary>
    private ByteReader Notes()
    {
        var reader = new ByteReader(_bytes.Span[LabelsAt..]);
        Skip(ref reader);
        reader.ReadBlock();
        for (var i = 0; i < 2 && !reader.IsAtEnd; i++)
        {
            reader.ReadBlock();
        }

        return reader;
    }

    private static EventLabel[] ReadLabels(ref ByteReader reader)
    {
        var count = reader.ReadCount(13);
        if (count == 0)
            return [];

        var labels = new EventLabel[count];
        for (var i = 0; i < count; i++)
        {
            labels[i] = new((LabelKind)reader.ReadByte(), reader.ReadInt64(), reader.ReadText());
        }

        return labels;
    }

    private static OrderPlace[] ReadPlaces(ref ByteReader reader)
    {
        var count = reader.ReadCount(16);
        if (count == 0)
            return [];

        var places = new OrderPlace[count];
        for (var i = 0; i < count; i++)
        {
            places[i] = new(new(reader.ReadInt64()), new(reader.ReadInt32()), new((ushort)reader.ReadInt32()));
        }

        return places;
    }

    /// <summary>Past labels and places, without making them.</summary>
    private static void Skip(ref ByteReader reader)
    {
        for (var left = reader.ReadCount(13); left > 0; left--)
        {
            reader.ReadRaw(sizeof(byte) + sizeof(long));
            reader.ReadBlock();
        }

        reader.ReadRaw(16 * reader.ReadCount(16));
    }
}
