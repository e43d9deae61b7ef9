namespace Plimsoll.Margin.Health;

/// <summary>A token of an account as one level of health values it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Balance">Amount held; below zero is a debt.</param>
/// <param name="AssetPrice">Price of what is held, above zero, in the quote currency.</param>
/// <param name="LiabilityPrice">Price of what is owed, above zero.</param>
/// <param name="AssetWeight">Share of what is held that counts, zero or more, normally up to 1.</param>
/// <param name="LiabilityWeight">Multiple at which a debt counts, zero or more, normally from 1.</param>
public sealed record HealthToken(
    string Name,
    decimal Balance,
    decimal AssetPrice,
    decimal LiabilityPrice,
    decimal AssetWeight,
    decimal LiabilityWeight
)
{
    /// <summary>A token with the prices and weights of a level.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="balance">Amount held; below zero is a debt.</param>
    /// <param name="price">Oracle price, above zero.</param>
    /// <param name="secondPrice">A second, slower price at levels that take the worse of two; null elsewhere.</param>
    /// <param name="assetWeight">Weight of what is held, before scaling.</param>
    /// <param name="liabilityWeight">Weight of a debt, before scaling.</param>
    /// <param name="depositScale">Share of the asset weight that is left when the whole venue holds much of the token; 1 for all.</param>
    /// <param name="borrowScale">Multiple of the liability weight when the whole venue owes much of it; 1 for none.</param>
    public static HealthToken At(
        string name,
        decimal balance,
        decimal price,
        decimal? secondPrice,
        decimal assetWeight,
        decimal liabilityWeight,
        decimal depositScale = 1,
        decimal borrowScale = 1
    ) =>
        new(
            name,
            balance,
            Math.Min(price, secondPrice ?? price),
            Math.Max(price, secondPrice ?? price),
            assetWeight * depositScale,
            liabilityWeight * borrowScale
        );

    /// <summary>What each unit held adds to health.</summary>
    public decimal ValueHeld => AssetWeight * AssetPrice;

    /// <summary>What each unit owed takes from it.</summary>
    public decimal ValueOwed => LiabilityWeight * LiabilityPrice;

    /// <summary>What a balance of this token counts for, in the quote currency.</summary>
    public decimal Contribution(decimal balance) => balance * (balance < 0 ? ValueOwed : ValueHeld);

    /// <summary>How much of this token would bring a negative health to zero.</summary>
    /// <param name="health">The health, in the quote currency.</param>
    /// <param name="balance">The balance of this token within that health.</param>
    /// <returns>Zero if health is not negative; the largest amount there is if no amount would do, since what is held does not count.</returns>
    public decimal NeededFor(decimal health, decimal balance)
    {
        if (health >= 0)
            return 0;

        // A debt is repaid at the liability's value first; only what goes beyond it counts as an asset.
        var debt = Math.Max(0, -balance);
        var relief = debt * ValueOwed;
        if (health + relief >= 0 && ValueOwed > 0)
            return -health / ValueOwed;

        return ValueHeld > 0 ? debt + (-(health + relief) / ValueHeld) : decimal.MaxValue;
    }
}
