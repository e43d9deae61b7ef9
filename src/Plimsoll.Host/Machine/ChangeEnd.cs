using Plimsoll.Values;

namespace Plimsoll.Host.Machine;

/// <summary>How a change that was decided ended its wait.</summary>
/// <param name="Ticket">Its number.</param>
/// <param name="Subject">What it was to change, such as <c>instrument PERP</c>.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="At">When.</param>
/// <param name="Sequence">By which record.</param>
/// <param name="Origin">Whose it was; null when it did not come of a proposal.</param>
/// <param name="Withdrawer">Who took it back; null unless it was taken back.</param>
public readonly record struct ChangeEnd(
    int Ticket,
    string Subject,
    ChangeOutcome Outcome,
    Timestamp At,
    long Sequence,
    ChangeOrigin? Origin,
    int? Withdrawer
);
