namespace Plimsoll.Host.Requests;

/// <summary>Why the host, not the engine, refuses. Numbers are wire format, never reused, and apart from those of <see cref="Engine.RejectReason"/>.</summary>
public enum HostReason
{
    /// <summary>It does not.</summary>
    None = 0,

    /// <summary>Too much waits. Nothing happened; ask again a little later.</summary>
    Busy = 901,

    /// <summary>The journal takes nothing at present. Nothing happened; ask again later.</summary>
    JournalUnavailable = 902,

    /// <summary>The journal failed while this was being written, or the engine halted before it answered: whether it takes effect is not known yet. Ask again with the same idempotency key.</summary>
    OutcomeUnknown = 903,

    /// <summary>The engine found a bug in itself and stopped. Nothing more is taken; nothing happened.</summary>
    Halted = 904,

    /// <summary>The host is being stopped. Nothing happened.</summary>
    Stopping = 905,

    /// <summary>The name is taken, by an account, an owner's, or something that is listed.</summary>
    NameTaken = 910,

    /// <summary>1 … 64 of letters, digits and <c>. _ : - / # @ +</c>; not digits alone.</summary>
    NameInvalid = 911,

    /// <summary>No open order of the account has this client order id.</summary>
    UnknownClientOrderId = 912,

    /// <summary>One label for each leg, or none.</summary>
    LabelsDoNotFit = 913,

    /// <summary>The idempotency key was used for another request.</summary>
    IdempotencyKeyReused = 920,

    /// <summary>No proposal of this number waits.</summary>
    UnknownProposal = 930,

    /// <summary>Whoever proposed cannot approve.</summary>
    SamePerson = 931,

    /// <summary>Another proposal on the same thing waits: on one thing one is decided at a time. The outcome names it.</summary>
    ProposalWaits = 932,

    /// <summary>Other rules came into force after those that the proposal was made from, and both change the same: whoever proposed has to look at them first.</summary>
    RulesChanged = 933,

    /// <summary>The companion does not know what to do with the note.</summary>
    NoteInvalid = 940,

    /// <summary>The request cannot be written down: a text is too long, there are too many, or parameters have no form.</summary>
    NotWritable = 941,

    /// <summary>The record was left out by an operator, since it made the engine find a bug in itself. Nothing happened.</summary>
    LeftOut = 942,
}
