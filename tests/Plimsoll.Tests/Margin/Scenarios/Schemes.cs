using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Margin.Scenarios.Shocks;

namespace Plimsoll.Tests.Margin.Scenarios;

/// <summary>Schemes of portfolio margin for tests.</summary>
internal static class Schemes
{
    private const ChargeStage Plain = ChargeStage.Plain;

    private static readonly VolatilityShock Volatility = new(0.5, 0.275)
    {
        ShortPower = 0.3,
        LongPower = 0.13,
        FloorDays = 1,
        LeastUp = 0.45,
    };

    /// <summary>Derive's second portfolio manager, with fewer tails.</summary>
    public static PortfolioMarginModel Derive { get; } =
        new([
            new(
                "grid",
                [
                    new(1.18, VolatilityMove.Up),
                    .. new[] { 1.135, 1.09, 1.045, 1, 0.955, 0.91, 0.865 }.SelectMany(factor =>
                        new[] { VolatilityMove.Down, VolatilityMove.None, VolatilityMove.Up }.Select(move => new ScenarioRow(factor, move))
                    ),
                    new(0.82, VolatilityMove.Up),
                ]
            ),
            new("tails", [new(0.34, VolatilityMove.Up, 0.0545), new(2, VolatilityMove.Up, 0.036)]),
            new("skew", [new(1, VolatilityMove.SkewTurned), new(1, VolatilityMove.SkewSteepened)]),
        ])
        {
            Volatility = Volatility,
            Skew = new(0.15, -0.05, 0.15, -0.05, 0.01, 4, 0.6, -0.1),
            Discount = new(new(0.95, 1, 0.08), new(1.04, 0.5, 0.08)),
            Basis = new("forwards", 1.045, 0.955, 0.5, 2),
            IsInterestDiscounted = true,
            AveragingSeconds = 1800,
            MaintenanceFactor = 0.8,
            PegLoss = new(0.98, 2),
            Charges =
            [
                new NotionalCharge("perpetuals", Plain, ChargeLevels.Both, 0.015),
                new NotionalCharge("perpetuals initially", Plain, ChargeLevels.Initial, 0.005),
                new ShortOptionCharge("naked shorts", Plain, ChargeLevels.Both, 0.003),
                new ShortOptionCharge("naked shorts initially", Plain, ChargeLevels.Initial, 0.002),
                new HaircutCharge("haircuts", Plain, ChargeLevels.Both),
                new HaircutCharge("haircuts initially", Plain, ChargeLevels.Initial),
                new ConfidenceCharge("confidence", Plain, ChargeLevels.Initial, 0.55, 1),
            ],
        };

    /// <summary>A grid with charges that all grow in proportion: no skew, no threshold, no ladder.</summary>
    public static PortfolioMarginModel Proportional { get; } =
        new([
            new(
                "grid",
                [
                    .. new[] { 0.84, 0.92, 1, 1.08, 1.16 }.SelectMany(factor =>
                        new[] { VolatilityMove.Down, VolatilityMove.None, VolatilityMove.Up }.Select(move => new ScenarioRow(factor, move))
                    ),
                ]
            ),
        ])
        {
            Volatility = Volatility,
            Discount = new(new(0.95, 0, 0.08), new(1.04, 0, 0)),
            InitialFactor = 1.25,
            Charges =
            [
                new ShortOptionCharge("shorts", ChargeStage.WithScenarios, ChargeLevels.Both, 0.01),
                new RollCharge("roll", ChargeStage.WithScenarios, ChargeLevels.Both, 0.005, 0.075),
                new NotionalCharge("futures", ChargeStage.Scaled, ChargeLevels.Both, 0.01),
                new DeltaCharge("least", ChargeStage.Floor, ChargeLevels.Both, 0.02, 0.01),
            ],
        };
}
