namespace Plimsoll.Host.Entries;

/// <summary>What a record of the host's journal holds. Numbers are wire format, never given twice.</summary>
public enum EntryKind : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The venue came into being; holds its rules. The first record, and only that.</summary>
    Opened = 1,

    /// <summary>A command to the engine.</summary>
    Command = 2,

    /// <summary>A command about an order of an account: named by the account's own label or, without one, by its number in the command.</summary>
    LabelledOrder = 3,

    /// <summary>Something for the companion of the engine: bytes of its own.</summary>
    Note = 4,

    /// <summary>A command that takes effect once somebody else approves. Written as 8 when it says from which rules it was made.</summary>
    Proposal = 5,

    /// <summary>Somebody approves a proposal.</summary>
    Approval = 6,

    /// <summary>A proposal is taken back or turned down.</summary>
    Withdrawal = 7,

    /// <summary>A process began to write, of a version whose event hash had a link for each command: its hash is not compared any more.</summary>
    StartedFormerly = 16,

    /// <summary>A witness of such a version.</summary>
    WitnessFormerly = 17,

    /// <summary>A process began to write; holds its version and the event hash it began with.</summary>
    Started = 18,

    /// <summary>What the engine's event hash was after an earlier record: replay is held against it.</summary>
    Witness = 19,

    /// <summary>An earlier record was left out by an operator, and why: written by the first start that passes it.</summary>
    Skipped = 20,

    /// <summary>The journal was restored by an operator, and records that may have been told of were given up: written by the first start after it.</summary>
    Restored = 21,
}
