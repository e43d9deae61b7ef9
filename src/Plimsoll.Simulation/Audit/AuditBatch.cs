using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Plimsoll.Engine.Events;

namespace Plimsoll.Simulation.Audit;

/// <summary>The events of one command, copied out of the engine's buffer: all that the auditor ever sees. Reused.</summary>
public sealed class AuditBatch
{
    private byte[] _bytes = new byte[1024];
    private (EventKind Kind, int Offset, int Length, object? Payload)[] _events = new (EventKind, int, int, object?)[32];

    /// <summary>How many events there are.</summary>
    public int Count { get; private set; }

    /// <summary>Replaces the content by a copy of <paramref name="buffer"/>.</summary>
    public void CopyFrom(EventBuffer buffer)
    {
        Clear();
        for (var i = 0; i < buffer.Count; i++)
        {
            var recorded = buffer[i];
            Append(recorded.Kind, recorded.Body, recorded.Payload);
        }
    }

    /// <summary>Forgets all events.</summary>
    public void Clear()
    {
        Array.Clear(_events, 0, Count);
        Count = 0;
    }

    /// <summary>The kind of the event at <paramref name="position"/>.</summary>
    internal EventKind KindAt(int position) => _events[position].Kind;

    /// <summary>Its bytes.</summary>
    internal ReadOnlySpan<byte> BodyAt(int position) => _bytes.AsSpan(_events[position].Offset, _events[position].Length);

    /// <summary>The parameters it carries, or null.</summary>
    internal object? PayloadAt(int position) => _events[position].Payload;

    /// <summary>The event in its own type.</summary>
    internal T As<T>(int position)
        where T : unmanaged, IEvent =>
        T.Kind == KindAt(position) && BodyAt(position).Length == Unsafe.SizeOf<T>()
            ? MemoryMarshal.Read<T>(BodyAt(position))
            : throw new InvalidOperationException($"An event of kind {KindAt(position)} has {BodyAt(position).Length} bytes.");

    internal void Append(EventKind kind, ReadOnlySpan<byte> body, object? payload)
    {
        var offset = Count == 0 ? 0 : _events[Count - 1].Offset + _events[Count - 1].Length;
        if (offset + body.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, offset + body.Length));
        }

        if (Count == _events.Length)
        {
            Array.Resize(ref _events, _events.Length * 2);
        }

        body.CopyTo(_bytes.AsSpan(offset));
        _events[Count++] = (kind, offset, body.Length, payload);
    }
}
