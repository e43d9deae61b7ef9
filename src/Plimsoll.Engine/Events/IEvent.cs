namespace Plimsoll.Engine.Events;

/// <summary>Something that has happened. Events are packed, fixed in size and free of references, so that their bytes are their canonical form.</summary>
public interface IEvent
{
    /// <summary>The kind, as written before the bytes.</summary>
    static abstract EventKind Kind { get; }
}
