namespace Plimsoll.Journal;

/// <summary>One record as it is read; its bytes are there until the next.</summary>
/// <param name="sequence">Its number.</param>
/// <param name="time">Its time.</param>
/// <param name="payload">What it holds.</param>
/// <param name="chain">The running hash with it.</param>
public readonly ref struct JournalRecord(long sequence, long time, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> chain)
{
    /// <summary>Its number: the first is 1, and none is left out.</summary>
    public long Sequence { get; } = sequence;

    /// <summary>Its time, as who wrote it meant it.</summary>
    public long Time { get; } = time;

    /// <summary>What it holds.</summary>
    public ReadOnlySpan<byte> Payload { get; } = payload;

    /// <summary>SHA-256 over the hash before, sequence, time and payload: two journals with the same hash have the same history.</summary>
    public ReadOnlySpan<byte> Chain { get; } = chain;
}
