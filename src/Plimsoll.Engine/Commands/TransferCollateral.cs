using Plimsoll.Engine.Accounts;
using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Moves free collateral between two accounts of one owner.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="From">The account that gives.</param>
/// <param name="To">The account that receives.</param>
/// <param name="Asset">The asset.</param>
/// <param name="Amount">In the asset's units; above zero.</param>
public sealed record TransferCollateral(Timestamp At, AccountId From, AccountId To, AssetId Asset, Money Amount) : Command(At);
