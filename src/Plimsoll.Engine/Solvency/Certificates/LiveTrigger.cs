using Plimsoll.Engine.Accounts;

namespace Plimsoll.Engine.Solvency.Certificates;

/// <summary>One side of one price of a certificate in force.</summary>
/// <param name="IsIndex">Whether the price is that of an index rather than a mark.</param>
/// <param name="Place">The number of the index, or of the instrument.</param>
/// <param name="IsLow">Whether the certificate holds above it rather than below.</param>
/// <param name="Price">The last price at which it holds, in the price's units.</param>
/// <param name="Account">Whose it is.</param>
internal readonly record struct LiveTrigger(bool IsIndex, int Place, bool IsLow, long Price, AccountId Account);
