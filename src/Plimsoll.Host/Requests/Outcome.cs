using Plimsoll.Engine;
using Plimsoll.Engine.Commands;
using Plimsoll.Values;

namespace Plimsoll.Host.Requests;

/// <summary>What became of a request.</summary>
/// <param name="Sequence">The record that holds it; zero when nothing was written.</param>
/// <param name="At">Its time.</param>
/// <param name="Code">Zero when it took effect; otherwise a <see cref="RejectReason"/>, a <see cref="HostReason"/> or a code of the companion's.</param>
/// <param name="Field">The field that is to blame, or null.</param>
/// <param name="Shortfall">What is missing; see <see cref="CommandResult"/>.</param>
/// <param name="Created">The number of what came of it: an account, an order, a ticket, a proposal; refused with <see cref="HostReason.ProposalWaits"/>, the proposal that waits; zero for none.</param>
/// <param name="IsRepeat">Whether this was answered before, to the same idempotency key.</param>
/// <param name="ShortOf">Of which asset something is missing; see <see cref="CommandResult"/>.</param>
public readonly record struct Outcome(
    long Sequence,
    Timestamp At,
    int Code,
    string? Field,
    Money Shortfall,
    long Created,
    bool IsRepeat,
    AssetId ShortOf = default
)
{
    /// <summary>Whether it took effect.</summary>
    public bool IsAccepted => Code == 0;

    /// <summary>Refused before anything was written.</summary>
    public static Outcome Refused(HostReason reason, string? field = null) => new(0, default, (int)reason, field, Money.Zero, 0, false);
}
