namespace Plimsoll.Server.Configuration;

/// <summary>What an operator is warned of. Nothing is refused because of it.</summary>
public sealed record RiskSettings
{
    /// <summary>Percent of the mark beyond which a trade's price counts as far from it, but for options; zero for never.</summary>
    public int TradeBandPercent { get; init; } = 10;
}
