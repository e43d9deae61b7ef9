using Plimsoll.Engine.Accounts;
using Plimsoll.Values;

namespace Plimsoll.Engine.State;

/// <summary>Which isolated account belongs to an account's instrument, and whether the mode is isolated now.</summary>
internal readonly record struct IsolatedLink(InstrumentId Instrument, AccountId Account, MarginMode Mode);
