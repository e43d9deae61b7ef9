using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Margin.Scenarios.Shocks;

namespace Plimsoll.Testing.Books;

/// <summary>Schemes of scenarios, of every kind that windows bound and of some that they do not.</summary>
public static class BookSchemes
{
    /// <summary>Any of them; three in four can be bounded.</summary>
    public static PortfolioMarginModel Any(Random dice)
    {
        var model = Bounded(dice);
        return dice.Next(10) switch
        {
            0 => model with { Charges = [new DeltaCharge("deltas", ChargeStage.WithScenarios, ChargeLevels.Both, 0.02, 0.01)] },
            1 => model with { Basis = new("forwards", 1.05, 0.95, 0.5, 1) },
            2 => model with { Charges = [new NotionalCharge("size", ChargeStage.Plain, ChargeLevels.Initial, 0.01)] },
            < 7 => model with { Charges = Charges(dice) },
            _ => model,
        };
    }

    /// <summary>Those that windows bound, in any stage.</summary>
    private static PortfolioCharge[] Charges(Random dice) =>
        [
            new ShortOptionCharge("shorts", (ChargeStage)dice.Next(4), (ChargeLevels)dice.Next(3), 0.03 * dice.NextDouble())
            {
                Netting = (ShortNetting)dice.Next(4),
            },
            new NotionalCharge("size", (ChargeStage)dice.Next(4), ChargeLevels.Both, 0.02 * dice.NextDouble())
            {
                Kinds = [PositionKind.Perpetual, PositionKind.Option],
                IsShortOptionsOnly = dice.Next(2) == 0,
            },
            new NotionalCharge("pieces", (ChargeStage)dice.Next(4), ChargeLevels.Both, 100 * dice.NextDouble()) { IsByPiece = true },
        ];

    /// <summary>Tables with shares or points, tails that are scaled, rows that count in part or pass time, volatilities with a term structure.</summary>
    public static PortfolioMarginModel Bounded(Random dice)
    {
        var range = 0.02 + (0.2 * dice.NextDouble());
        List<ScenarioRow> rows = [];
        foreach (var share in (double[])[-1, -0.5, 0, 0.5, 1])
        {
            rows.Add(new(1 + (share * range), VolatilityMove.Up, 1, dice.Next(2) * 0.5));
            rows.Add(new(1 + (share * range), VolatilityMove.Down));
        }

        rows.Add(new(1 + (2 * range), VolatilityMove.None, 0.4));
        rows.Add(new(1 - (2 * range), VolatilityMove.Up, 0.4) { VolatilityFactor = 1.3 });
        List<ScenarioTable> tables = [new("grid", rows)];
        if (dice.Next(3) == 0)
        {
            tables.Add(new("tails", [new(0.4, VolatilityMove.Up), new(2.5, VolatilityMove.Up)]) { Scaling = new(0.15, 0.9, 20) });
        }

        if (dice.Next(4) == 0)
        {
            tables.Add(
                new("points", [new(200 * dice.NextDouble(), VolatilityMove.None), new(-300 * dice.NextDouble(), VolatilityMove.Up)])
                {
                    IsAbsolute = true,
                }
            );
        }

        return new(tables)
        {
            Volatility = new(0.6 * dice.NextDouble(), 0.4 * dice.NextDouble())
            {
                ShortPower = dice.Next(2) * 0.3,
                LongPower = dice.Next(2) * 0.13,
                FloorDays = dice.Next(2),
                LeastUp = dice.Next(2) * 0.4,
                IsInPoints = dice.Next(3) == 0,
            },
            MaintenanceFactor = dice.Next(2) == 0 ? 0.8 : 0.6 + (0.6 * dice.NextDouble()),
            InitialFactor = 1.3,
            Netting = dice.Next(3) == 0 ? BookNetting.SameScenario : BookNetting.PerUnderlying,
            AveragingSeconds = dice.Next(3) == 0 ? 600 : 0,
            Gains = dice.Next(4) == 0 ? new(0.6, 100_000) : GainTreatment.Full,
        };
    }
}
