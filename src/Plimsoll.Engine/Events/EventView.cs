using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Plimsoll.Engine.Events;

/// <summary>One recorded event, as a view into the buffer that holds it; valid until the next command.</summary>
public readonly ref struct EventView
{
    internal EventView(EventKind kind, ReadOnlySpan<byte> body, object? payload)
    {
        Kind = kind;
        Body = body;
        Payload = payload;
    }

    /// <summary>What happened.</summary>
    public EventKind Kind { get; }

    /// <summary>The event's bytes, without its kind.</summary>
    public ReadOnlySpan<byte> Body { get; }

    /// <summary>The parameters that an event about parameters carries; otherwise null.</summary>
    public object? Payload { get; }

    /// <summary>The event in its own type.</summary>
    /// <exception cref="InvalidOperationException">It is of another kind.</exception>
    public T As<T>()
        where T : unmanaged, IEvent
    {
        if (T.Kind != Kind || Body.Length != Unsafe.SizeOf<T>())
        {
            throw new InvalidOperationException($"The event is {Kind}, not {T.Kind}.");
        }

        return MemoryMarshal.Read<T>(Body);
    }
}
