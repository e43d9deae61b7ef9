namespace Plimsoll.Liquidation;

/// <summary>What whoever liquidates an account is paid, and the line that counts it.</summary>
/// <remarks>Source: Synthetix v3, perps market, GlobalPerpsMarketConfiguration and PerpsAccount.</remarks>
public static class KeeperReward
{
    /// <summary>min(max(least, rewards + costs), most).</summary>
    /// <param name="rewards">Rewards for the positions, not negative.</param>
    /// <param name="costs">What the liquidation itself costs, not negative.</param>
    /// <param name="least">Least reward; null for none.</param>
    /// <param name="most">Largest reward; null for none.</param>
    public static decimal Of(decimal rewards, decimal costs, decimal? least, decimal? most)
    {
        var reward = Math.Max(least ?? 0, rewards + costs);
        return most is { } cap ? Math.Min(reward, cap) : reward;
    }
}
