namespace Plimsoll.Journal.Storage;

/// <summary>One file of a <see cref="IJournalStorage"/>. Errors of the device come as <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</summary>
public interface IJournalFile : IDisposable
{
    /// <summary>How many bytes it has.</summary>
    long Length { get; }

    /// <summary>Reads from <paramref name="offset"/>; fewer bytes than asked for only at the end.</summary>
    int Read(long offset, Span<byte> into);

    /// <summary>Writes all of <paramref name="bytes"/>. Durable only after <see cref="Sync"/>; until then any part of it may be lost, later parts before earlier ones.</summary>
    void Write(long offset, ReadOnlySpan<byte> bytes);

    /// <summary>Waits until what was written, and the length, is durable. When it fails, nothing written since the last success may be counted on, not even after it is asked again.</summary>
    void Sync();

    /// <summary>Writes all of <paramref name="bytes"/> where only zeros follow, and waits until they are durable. When it fails, that is as if a <see cref="Write"/> or the <see cref="Sync"/> after it had.</summary>
    void Append(long offset, ReadOnlySpan<byte> bytes)
    {
        Write(offset, bytes);
        Sync();
    }
}
