using Plimsoll.Engine.Accounts;
using Plimsoll.Values;

namespace Plimsoll.Engine.Liquidation;

/// <summary>What a deleveraged winner may still be asked to give up.</summary>
/// <param name="Winner">The winner.</param>
/// <param name="Asset">The settlement asset.</param>
/// <param name="Limit">Its profit on the part that was closed.</param>
internal readonly record struct GiveUp(AccountId Winner, AssetId Asset, Money Limit);
