using Plimsoll.Collateral;
using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Lists a new asset.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Parameters">The asset; its id is the next free number.</param>
public sealed record ListAsset(Timestamp At, AssetParameters Parameters) : Command(At);
