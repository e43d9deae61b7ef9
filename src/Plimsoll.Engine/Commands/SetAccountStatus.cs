using Plimsoll.Engine.Accounts;
using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Sets what an account may do.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Account">The account.</param>
/// <param name="Status">The new status.</param>
public sealed record SetAccountStatus(Timestamp At, AccountId Account, AccountStatus Status) : Command(At);
