using Plimsoll.Engine.Accounts;
using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Lets free collateral leave the venue.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Account">The account.</param>
/// <param name="Asset">The asset.</param>
/// <param name="Amount">In the asset's units; above zero.</param>
public sealed record WithdrawCollateral(Timestamp At, AccountId Account, AssetId Asset, Money Amount) : Command(At);
