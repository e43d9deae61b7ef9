namespace Plimsoll.Server.Problems;

/// <summary>A problem as a client is told of it (RFC 9457): what, where, and how to mend it.</summary>
/// <param name="Code">What it is.</param>
public sealed record Problem(ProblemCode Code)
{
    /// <summary>What was found and what is allowed; null when the title says it.</summary>
    public string? Detail { get; init; }

    /// <summary>The field, header, parameter or JSON path; null when it is the request as a whole.</summary>
    public string? Field { get; init; }

    /// <summary>What to do about it; null for what the code's row says.</summary>
    public string? Advice { get; init; }

    /// <summary>Line in the body, from 1; null when it is not about a place in it.</summary>
    public long? Line { get; init; }

    /// <summary>Byte in that line, from 1.</summary>
    public long? Column { get; init; }

    /// <summary>Seconds to wait before it makes sense to try again.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The record in the journal of a request that was refused; null when it has none, and nothing was written.</summary>
    public long? Sequence { get; init; }

    /// <summary>Whether the same was answered before, to the same idempotency key.</summary>
    public bool IsRepeat { get; init; }

    /// <summary>Number and name on the wire, where they are not the code's own: a refusal of the engine.</summary>
    public ProblemKind? Kind { get; init; }

    /// <summary>What holds for its code.</summary>
    public ProblemKind EffectiveKind => Kind ?? ProblemKinds.Of(Code);
}
