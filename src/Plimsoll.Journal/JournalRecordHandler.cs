namespace Plimsoll.Journal;

/// <summary>Is given records one after the other.</summary>
/// <param name="record">The record; its bytes are there until the handler returns.</param>
public delegate void JournalRecordHandler(scoped JournalRecord record);
