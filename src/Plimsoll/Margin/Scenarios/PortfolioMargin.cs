using Plimsoll.Margin.Scenarios.Charges;

namespace Plimsoll.Margin.Scenarios;

/// <summary>What a scheme of portfolio margin says of an account.</summary>
/// <param name="Model">The scheme.</param>
/// <param name="Units">The units of netting.</param>
/// <param name="Credits">Credits between them.</param>
/// <param name="Cash">Cash of the account.</param>
/// <param name="CoinPrice">Price of the settlement coin.</param>
/// <param name="OptionValue">Σ of option values.</param>
/// <param name="UnrealisedProfit">Σ of futures' profits not yet settled.</param>
/// <param name="CollateralValue">Σ of coins held, in the settlement coin, before haircuts.</param>
public sealed record PortfolioMargin(
    PortfolioMarginModel Model,
    IReadOnlyList<NettingUnit> Units,
    IReadOnlyList<CreditOutcome> Credits,
    double Cash,
    double CoinPrice,
    double OptionValue,
    double UnrealisedProfit,
    double CollateralValue
)
{
    /// <summary>What the account is worth: cash, option values, unrealised profit, coins.</summary>
    public double Value => Cash + OptionValue + UnrealisedProfit + CollateralValue;

    /// <summary>The factor of a level, with what a lost peg adds.</summary>
    public double Factor(MarginLevelKind level) => Factor(Model, level, CoinPrice);

    /// <summary>The factor of a level under a scheme, at a price of the settlement coin.</summary>
    public static double Factor(PortfolioMarginModel model, MarginLevelKind level, double coinPrice)
    {
        ArgumentNullException.ThrowIfNull(model);
        return level == MarginLevelKind.Maintenance ? model.MaintenanceFactor
            : model.PegLoss is { } peg ? model.InitialFactor + peg.At(coinPrice)
            : model.InitialFactor;
    }

    /// <summary>Σ of a unit's charges of a stage, in a level, before any factor.</summary>
    public static double Charged(NettingUnit unit, ChargeStage stage, MarginLevelKind level)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return Charged(unit.Charges, stage, level);
    }

    /// <summary>Σ of some charges of a stage, in a level, before any factor.</summary>
    public static double Charged(IReadOnlyList<ChargeOutcome> charges, ChargeStage stage, MarginLevelKind level)
    {
        ArgumentNullException.ThrowIfNull(charges);
        var sum = 0.0;
        foreach (var charge in charges)
        {
            if (charge.Charge.Stage == stage && IsIn(charge.Charge.Levels, level))
                sum += charge.Amount;
        }

        return sum;
    }

    /// <summary>Whether a charge is part of a level.</summary>
    public static bool IsIn(ChargeLevels levels, MarginLevelKind level) =>
        levels == ChargeLevels.Both || levels == ChargeLevels.Initial == (level == MarginLevelKind.Initial);

    /// <summary>Whether a unit's requirement is its floor rather than its worst scenario.</summary>
    public static bool IsAtFloor(NettingUnit unit, MarginLevelKind level)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return Charged(unit, ChargeStage.Floor, level) > unit.WorstLoss + Charged(unit, ChargeStage.WithScenarios, level) - unit.Credited;
    }

    /// <summary>What one unit needs, not negative.</summary>
    public double Requirement(NettingUnit unit, MarginLevelKind level)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return Requirement(Factor(level), unit.WorstLoss, unit.Credited, unit.Charges, level);
    }

    /// <summary>What a unit of netting needs.</summary>
    /// <param name="factor">The level's factor.</param>
    /// <param name="worstLoss">Loss of the worst scenario, not negative.</param>
    /// <param name="credited">Credits.</param>
    /// <param name="charges">Charges of all stages and levels.</param>
    /// <param name="level">Which requirement.</param>
    public static double Requirement(
        double factor,
        double worstLoss,
        double credited,
        IReadOnlyList<ChargeOutcome> charges,
        MarginLevelKind level
    )
    {
        var scenarios = worstLoss + Charged(charges, ChargeStage.WithScenarios, level) - credited;
        var floored = Math.Max(scenarios, Charged(charges, ChargeStage.Floor, level));
        return (factor * (floored + Charged(charges, ChargeStage.Scaled, level))) + Charged(charges, ChargeStage.Plain, level);
    }

    /// <summary>What the account needs, not negative.</summary>
    public double Requirement(MarginLevelKind level)
    {
        var sum = 0.0;
        foreach (var unit in Units)
            sum += Requirement(unit, level);

        return Math.Max(0, sum);
    }
}
