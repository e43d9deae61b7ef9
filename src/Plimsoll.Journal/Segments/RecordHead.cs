namespace Plimsoll.Journal.Segments;

/// <summary>What stands before a payload.</summary>
/// <param name="Length">Bytes of the payload.</param>
/// <param name="Sequence">The record's number.</param>
/// <param name="Time">Its time.</param>
/// <param name="Durable">The latest record that was durable when it was written.</param>
internal readonly record struct RecordHead(int Length, long Sequence, long Time, long Durable);
