using Plimsoll.Collateral;
using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Changes the changeable parameters of an asset, now or later.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Parameters">The new version.</param>
/// <param name="EffectiveAt">From when it holds; not earlier than the command.</param>
public sealed record ChangeAsset(Timestamp At, AssetParameters Parameters, Timestamp EffectiveAt) : Command(At);
