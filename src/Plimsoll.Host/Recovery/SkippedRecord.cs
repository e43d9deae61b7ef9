using Plimsoll.Values;

namespace Plimsoll.Host.Recovery;

/// <summary>A record that an operator has left out: every start passes it without effect.</summary>
/// <param name="Sequence">The record.</param>
/// <param name="At">When it was left out.</param>
/// <param name="Reason">Why, in the operator's words; 1 … 64 bytes of UTF-8.</param>
/// <param name="Chain">The journal's running hash with that record, 32 bytes: the marker speaks of this record of this journal and of no other.</param>
public sealed record SkippedRecord(long Sequence, Timestamp At, string Reason, ReadOnlyMemory<byte> Chain);
