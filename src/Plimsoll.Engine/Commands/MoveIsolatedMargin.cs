using Plimsoll.Engine.Accounts;
using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Moves collateral into (above zero) or out of (below zero) an isolated position.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Account">The user's account, not its isolated account.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Amount">In the settlement asset; above zero moves in. Out: only what the position can spare.</param>
public sealed record MoveIsolatedMargin(Timestamp At, AccountId Account, InstrumentId Instrument, Money Amount) : Command(At);
