namespace Plimsoll.Journal;

/// <summary>How a journal is kept.</summary>
public sealed record JournalOptions
{
    /// <summary>The largest batch, in bytes, that is not yet written.</summary>
    public const int MaxBatch = 256 << 20;

    /// <summary>How large segments are made, in bytes; 4 KiB to 1 GiB. One that a single batch does not fit is made as large as that.</summary>
    public int SegmentBytes { get; init; } = 64 << 20;
}
