using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Margin.Scenarios.Shocks;
using Plimsoll.Values;

namespace Plimsoll.Testing.Worlds;

/// <summary>Random schemes of portfolio margin: grids of prices and volatilities, charges, two of them combined, coins that hedge or stand still.</summary>
internal sealed class RandomSchemes(SplitMix dice, AssetId btc, AssetId usdc, AssetId? eth)
{
    public PortfolioScheme Any(int id) =>
        new()
        {
            Id = new((ushort)id),
            Symbol = $"S{id}",
            Rule = Rule(),
            Collateral = Collateral(),
            Peg = dice.Chance(20) ? new IndexId(WorldSetup.UsdcIndex) : null,
        };

    private PortfolioRule Rule()
    {
        // Greeks of one underlying: what is on another one needs standard margin.
        if (dice.Chance(15))
        {
            var terms = new SensitivityTerms(dice.Between(20, 150) / 1000.0, dice.Between(0, 30) / 100.0, dice.Between(0, 2));
            return new SensitivityRule("greeks", new Dictionary<string, SensitivityTerms> { ["BTC/USD"] = terms });
        }

        var grid = new ScenarioRule("grid", Model());
        if (dice.Chance(60))
            return grid;

        // Models of some underlyings need as many rows only where books are netted.
        var other = new ScenarioRule("other", Model() with { Netting = BookNetting.PerUnderlying }) { ByUnderlying = Own() };
        return new CombinedRule("both", dice.Chance(70) ? RuleCombination.Largest : RuleCombination.Sum, [grid, other])
        {
            InitialFloor = dice.Chance(30) ? dice.Between(1, 50) : 0,
            MaintenanceFloor = dice.Chance(20) ? dice.Between(1, 30) : 0,
        };
    }

    private Dictionary<string, PortfolioMarginModel> Own() => dice.Chance(50) ? new() { ["ETH/USD"] = Model() } : [];

    public PortfolioMarginModel Model()
    {
        var (range, steps) = (dice.Between(40, 250) / 1000.0, (int)dice.Between(1, 3));
        var moves = new[] { VolatilityMove.Up, VolatilityMove.Down };
        List<ScenarioRow> rows =
        [
            .. Enumerable
                .Range(-steps, (2 * steps) + 1)
                .SelectMany(step => moves.Select(move => new ScenarioRow(1 + (range * step / steps), move, 1, dice.Below(2)))),
        ];
        if (dice.Chance(30))
            rows.AddRange([new(1 + (2 * range), VolatilityMove.None, 0.4), new(1 - (2 * range), VolatilityMove.None, 0.4)]);

        return new([new("grid", rows)])
        {
            Volatility = new(dice.Between(0, 60) / 100.0, dice.Between(0, 50) / 100.0)
            {
                ShortPower = dice.Chance(50) ? 0.3 : 0,
                LongPower = dice.Chance(50) ? 0.13 : 0,
            },
            Charges = Charges(),
            Netting = dice.Chance(70) ? BookNetting.PerUnderlying : BookNetting.SameScenario,
            InitialFactor = 1 + (dice.Between(0, 50) / 100.0),
            MaintenanceFactor = dice.Chance(70) ? 1 : 0.8,
            PegLoss = dice.Chance(30) ? new(0.999, 2) : null,
        };
    }

    private List<PortfolioCharge> Charges()
    {
        var charges = new List<PortfolioCharge>();
        if (dice.Chance(50))
            charges.Add(new DeltaCharge("basis", Stage(), Levels(), 0, dice.Between(1, 30) / 1000.0) { IsBetweenExpiries = true });

        if (dice.Chance(30))
            charges.Add(new DeltaCharge("net", Stage(), Levels(), dice.Between(1, 20) / 1000.0, dice.Between(1, 10) / 1000.0));

        if (dice.Chance(50))
            charges.Add(new NotionalCharge("size", Stage(), Levels(), dice.Between(1, 20) / 1000.0));

        if (dice.Chance(40))
            charges.Add(new ShortOptionCharge("shorts", Stage(), Levels(), dice.Between(1, 30) / 1000.0));

        if (dice.Chance(40))
            charges.Add(new HaircutCharge("coins", ChargeStage.Plain, ChargeLevels.Initial));

        if (dice.Chance(30))
            charges.Add(new ConfidenceCharge("unsure", Stage(), Levels(), dice.Between(40, 100) / 100.0, dice.Between(1, 60) / 100.0));

        return charges;
    }

    private ChargeStage Stage() => dice.Pick([ChargeStage.WithScenarios, ChargeStage.Floor, ChargeStage.Scaled, ChargeStage.Plain]);

    private ChargeLevels Levels() => dice.Pick([ChargeLevels.Both, ChargeLevels.Both, ChargeLevels.Initial, ChargeLevels.Maintenance]);

    private List<SchemeCollateral> Collateral()
    {
        var coins = new List<SchemeCollateral>();
        if (dice.Chance(70))
            coins.Add(new(btc, dice.Chance(85) ? new IndexId(WorldSetup.BtcIndex) : null, Haircut()));

        if (dice.Chance(40))
            coins.Add(new(usdc, null, Haircut()));

        if (dice.Chance(40) && eth is { } ether)
            coins.Add(new(ether, new IndexId(WorldSetup.EthIndex), Haircut()));

        return coins;
    }

    private double Haircut() => dice.Chance(50) ? 0 : dice.Between(1, 20) / 100.0;
}
