using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Pays money from outside into the insurance fund of an asset. The venue's cap on deposits does not bind it.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Asset">The asset.</param>
/// <param name="Amount">In the asset's units; above zero.</param>
public sealed record FundInsurance(Timestamp At, AssetId Asset, Money Amount) : Command(At);
