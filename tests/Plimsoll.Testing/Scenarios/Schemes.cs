using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Margin.Scenarios.Shocks;

namespace Plimsoll.Testing.Scenarios;

/// <summary>Schemes of portfolio margin in numbers as small as the standard venue's. Ids are given on listing.</summary>
public static class Schemes
{
    /// <summary>Prices 10 % up and down, volatility half as much again and half: maintenance is the worst of the four, initial 1.5 times that.</summary>
    public static PortfolioMarginModel TenPercent { get; } =
        new([
            new(
                "grid",
                [new(0.9, VolatilityMove.Up), new(0.9, VolatilityMove.Down), new(1.1, VolatilityMove.Up), new(1.1, VolatilityMove.Down)]
            ),
        ])
        {
            Volatility = new(0.5, 0.5),
            InitialFactor = 1.5,
        };

    /// <summary>The same, with 2 % of what hedges between expiries.</summary>
    public static PortfolioMarginModel WithHedgeCharge { get; } =
        TenPercent with
        {
            Charges = [new DeltaCharge("basis", ChargeStage.WithScenarios, ChargeLevels.Both, 0, 0.02) { IsBetweenExpiries = true }],
        };

    /// <summary>A scheme of one model.</summary>
    public static PortfolioScheme Of(PortfolioMarginModel model, params SchemeCollateral[] collateral) =>
        new()
        {
            Id = new(1),
            Symbol = "PM",
            Rule = new ScenarioRule("scenarios", model),
            Collateral = collateral,
        };
}
