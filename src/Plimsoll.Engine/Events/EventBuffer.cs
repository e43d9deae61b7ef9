using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Plimsoll.Engine.Snapshots;

namespace Plimsoll.Engine.Events;

/// <summary>The events of one command, in order, as bytes. Reused by every command; does not allocate once it has grown.</summary>
public sealed class EventBuffer
{
    private byte[] _bytes;
    private Entry[] _entries;
    private object?[] _payloads = [];
    private int _length;
    private int _payloadCount;

    /// <summary>A buffer that is used again and again.</summary>
    public EventBuffer()
        : this(4096) { }

    /// <summary>A buffer for events of about a size, for who keeps many of them.</summary>
    /// <param name="bytes">The size of <see cref="Bytes"/>; it grows when that is not enough.</param>
    public EventBuffer(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        _bytes = new byte[bytes];
        _entries = new Entry[Math.Max(2, bytes / 64)];
    }

    /// <summary>How many events there are.</summary>
    public int Count { get; private set; }

    /// <summary>All events' kinds, bodies and parameters, one after the other: what the chained hash is taken over.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>The event at <paramref name="position"/>.</summary>
    public EventView this[int position]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)position, (uint)Count, nameof(position));
            ref readonly var entry = ref _entries[position];
            return new(entry.Kind, _bytes.AsSpan(entry.Offset, entry.Length), entry.Payload < 0 ? null : _payloads[entry.Payload]);
        }
    }

    /// <summary>Takes the events that another buffer's <see cref="Bytes"/> held, in place of its own: what was stored or sent is read again.</summary>
    /// <exception cref="EventFormatException">The bytes are no events; the buffer is empty then.</exception>
    public void Load(ReadOnlySpan<byte> bytes)
    {
        Clear();
        try
        {
            for (var at = 0; at < bytes.Length; )
            {
                at += LoadNext(bytes[at..]);
            }
        }
        catch (Exception cause) when (cause is SnapshotException or ArgumentException or OverflowException)
        {
            Clear();
            throw new EventFormatException($"Expected events: {cause.Message}", cause);
        }
        catch
        {
            Clear();
            throw;
        }
    }

    private int LoadNext(ReadOnlySpan<byte> bytes)
    {
        var kind = bytes.Length < sizeof(ushort) ? EventKind.None : (EventKind)MemoryMarshal.Read<ushort>(bytes);
        var size = EventSizes.Of(kind);
        if (size == 0 || bytes.Length < sizeof(ushort) + size)
        {
            throw new EventFormatException($"Expected an event and its body; found kind {(int)kind} and {bytes.Length} bytes.");
        }

        var taken = sizeof(ushort) + size;
        object? payload = null;
        if (EventSizes.HasParameters(kind))
        {
            var reader = new StateReader(bytes[taken..]);
            payload = ParametersCodec.Read(ref reader);
            taken += reader.Position;
        }

        Reserve(taken);
        bytes[..taken].CopyTo(_bytes.AsSpan(_length));
        _entries[Count++] = new(kind, _length + sizeof(ushort), size, payload is null ? -1 : Keep(payload));
        _length += taken;
        return taken;
    }

    internal void Clear()
    {
        Count = 0;
        _length = 0;
        Array.Clear(_payloads, 0, _payloadCount);
        _payloadCount = 0;
    }

    internal void Append<T>(in T recorded, object? payload = null)
        where T : unmanaged, IEvent
    {
        var size = Unsafe.SizeOf<T>();
        Reserve(size + sizeof(ushort));
        var kind = (ushort)T.Kind;
        MemoryMarshal.Write(_bytes.AsSpan(_length), in kind);
        MemoryMarshal.Write(_bytes.AsSpan(_length + sizeof(ushort)), in recorded);
        _entries[Count++] = new(T.Kind, _length + sizeof(ushort), size, payload is null ? -1 : Keep(payload));
        _length += size + sizeof(ushort);
        if (payload is not null)
        {
            AppendParameters(payload);
        }
    }

    /// <summary>Parameters are part of what happened: without them two venues of different rules would have one history.</summary>
    private void AppendParameters(object payload)
    {
        var writer = new StateWriter();
        ParametersCodec.Write(writer, payload);
        Reserve(writer.Written.Length);
        writer.Written.CopyTo(_bytes.AsSpan(_length));
        _length += writer.Written.Length;
    }

    private int Keep(object payload)
    {
        if (_payloadCount == _payloads.Length)
        {
            Array.Resize(ref _payloads, Math.Max(8, _payloads.Length * 2));
        }

        _payloads[_payloadCount] = payload;
        return _payloadCount++;
    }

    private void Reserve(int size)
    {
        if (_length + size > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + size));
        }

        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, _entries.Length * 2);
        }
    }

    private readonly record struct Entry(EventKind Kind, int Offset, int Length, int Payload);
}
