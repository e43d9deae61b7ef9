using Plimsoll.Engine.Accounts;
using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Opens an account; the event names its number.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Owner">The owner under whom sub-accounts are grouped; not negative.</param>
/// <param name="Kind">A user or a market maker; the engine opens the other kinds itself.</param>
public sealed record OpenAccount(Timestamp At, int Owner, AccountKind Kind) : Command(At);
