using Plimsoll.Engine.Accounts;
using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Changes the leverage on one instrument; refused when free collateral would not cover it.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Account">The user's account; counts in the mode in force.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="Leverage">The new leverage; unset leaves it to the tiers.</param>
public sealed record SetLeverage(Timestamp At, AccountId Account, InstrumentId Instrument, Leverage Leverage) : Command(At);
