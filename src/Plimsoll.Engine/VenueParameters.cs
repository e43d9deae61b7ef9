using Plimsoll.Values;

namespace Plimsoll.Engine;

/// <summary>Rules that hold for the whole venue. Immutable; a change is a new version.</summary>
public sealed record VenueParameters
{
    /// <summary>The asset in which equity and margin are added up: asset 0, listed first, without index; it counts at one.</summary>
    public required AssetId Numeraire { get; init; }

    /// <summary>A margin call is issued when equity is below this multiple of maintenance margin; 1x … 10x.</summary>
    public Rate MarginCallMultiple { get; init; } = Rate.FromPercent(125);

    /// <summary>A liquidation restores equity to at least this multiple of maintenance margin; 1x … 10x, and above 1x when <see cref="LiquidatesAtLine"/>.</summary>
    public Rate LiquidationTarget { get; init; } = Rate.FromPercent(110);

    /// <summary>Whether an account exactly at maintenance margin is liquidated too (a profile may say ≤ instead of &lt;).</summary>
    public bool LiquidatesAtLine { get; init; }

    /// <summary>A liquidation order not answered after this long counts as done; above zero, at most a day.</summary>
    public Duration LiquidationOrderTimeout { get; init; } = Duration.FromSeconds(30);

    /// <summary>A pause that nobody ends ends by itself after this long; a minute … 30 days. Changing it moves no pause that has begun.</summary>
    public Duration PauseLongest { get; init; } = Duration.FromHours(24);

    /// <summary>After a pause users may cure for this long before liquidation resumes; 0 … a day.</summary>
    public Duration PauseGrace { get; init; } = Duration.FromMinutes(10);

    /// <summary>The share of unrealised profit that counts toward what may be withdrawn, 0 … 100 %; usually none.</summary>
    public Rate WithdrawableProfit { get; init; } = Rate.Zero;

    /// <summary>How many of the latest trades can still be busted or corrected, and keep their id from being used again; 0 … 10 million.</summary>
    public int TradesKept { get; init; } = 100_000;
}
