namespace Plimsoll.Engine.Snapshots;

/// <summary>A snapshot cannot be read: it is damaged, or of another format.</summary>
public sealed class SnapshotException : Exception
{
    /// <summary>Says where and what was expected.</summary>
    public SnapshotException(string message)
        : base(message) { }

    /// <summary>Without a message.</summary>
    public SnapshotException() { }

    /// <summary>With a cause.</summary>
    public SnapshotException(string message, Exception innerException)
        : base(message, innerException) { }
}
