using Plimsoll.Engine.Accounts;
using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Chooses cross or isolated margin and the leverage for one instrument; only while there is neither position nor order in it.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Account">The user's account, not its isolated account.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Mode">Cross or isolated.</param>
/// <param name="Leverage">The leverage of positions in the instrument in this mode; unset leaves it to the tiers.</param>
public sealed record SetMarginMode(Timestamp At, AccountId Account, InstrumentId Instrument, MarginMode Mode, Leverage Leverage)
    : Command(At);
