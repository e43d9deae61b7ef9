using Plimsoll.Engine.Accounts;
using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Puts an account under a scheme of portfolio margin, or back under standard margin; refused when it would need more than it has free.</summary>
/// <remarks>Positions and orders stay. Isolated positions are accounts of their own and stay under standard margin.</remarks>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Account">The user's account.</param>
/// <param name="Scheme">The scheme; <see cref="SchemeId.Standard"/> for standard margin.</param>
public sealed record SetScheme(Timestamp At, AccountId Account, SchemeId Scheme) : Command(At);
