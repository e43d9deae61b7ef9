using Plimsoll.Engine.Commands;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Margin.Scenarios.Shocks;
using Plimsoll.Testing.Naive;
using Plimsoll.Values;

namespace Plimsoll.Testing.Worlds;

/// <summary>Schemes of portfolio margin in a random world: grids of prices and volatilities with charges, two of them combined, and wrong ones.</summary>
internal sealed class WorldSchemes(World world)
{
    private readonly SplitMix _dice = world.Dice;

    public Command List() => new ListScheme(world.At, Random(world.State.Schemes.Count + 1));

    public Command? Change()
    {
        if (_dice.PickOrDefault(world.State.Schemes) is not { } scheme)
            return null;

        var at = _dice.Chance(40) ? world.At : world.At + Duration.FromSeconds(_dice.Between(1, 600));
        return new ChangeScheme(world.At, Random(scheme.Id.Value) with { Symbol = scheme.Symbol }, at);
    }

    /// <summary>Under some scheme, more rarely back under none.</summary>
    public Command? Choose()
    {
        var schemes = world.State.Schemes.Count;
        return schemes == 0 ? null : Choose(_dice.Pick(world.Users), _dice.Chance(80) ? (int)_dice.Between(1, schemes) : 0);
    }

    public Command Choose(NaiveAccount account, int scheme) => new SetScheme(world.At, World.Id(account), new((ushort)scheme));

    public Command Wrong()
    {
        var next = Random(world.State.Schemes.Count + 1);
        var plain = new ScenarioRule("grid", Model());
        var user = World.Id(_dice.Pick(world.Users));
        return _dice.Below(20) switch
        {
            0 => new ListScheme(world.At, next with { Id = new((ushort)(world.State.Schemes.Count + _dice.Pick([0, 2]))) }),
            1 => new ListScheme(world.At, next with { Symbol = _dice.Pick(["", "A B", new('x', 33), "é"]) }),
            2 => new ListScheme(world.At, next with { Rule = plain with { Model = new([]) } }),
            3 => Wrong(next, plain, new(double.NaN, VolatilityMove.Up)),
            4 => Wrong(next, plain, new(_dice.Pick([0.0, -0.1]), VolatilityMove.Up)),
            5 => Wrong(next, plain, new(1.1, VolatilityMove.Up, -0.1)),
            6 => Wrong(next, plain, new(1.1, VolatilityMove.Up, 1, -1)),
            7 => new ListScheme(world.At, next with { Rule = plain with { Model = plain.Model with { InitialFactor = -1 } } }),
            8 => new ListScheme(world.At, next with { Rule = plain with { Model = plain.Model with { Volatility = new(-0.1, 0) } } }),
            9 => new ListScheme(world.At, next with { Rule = new CombinedRule("none", RuleCombination.Sum, []) }),
            10 => new ListScheme(world.At, next with { Rule = Nested(plain, 5) }),
            11 => new ListScheme(world.At, next with { Collateral = [new(world.State.Venue.Numeraire, null)] }),
            12 => new ListScheme(world.At, next with { Collateral = [new(new(WorldSetup.Btc), null), new(new(WorldSetup.Btc), null)] }),
            13 => new ListScheme(world.At, next with { Collateral = [new(new(WorldSetup.Btc), null, 1.01)] }),
            14 => new ListScheme(world.At, next with { Collateral = [new(new(60), null)] }),
            15 => new ChangeScheme(world.At, next, world.At),
            16 => world.State.Schemes.Count == 0
                ? new SetScheme(world.At, user, new(1))
                : new ChangeScheme(world.At, world.State.Schemes[0] with { Symbol = "OTHER" }, world.At),
            17 => new SetScheme(world.At, user, new((ushort)(world.State.Schemes.Count + 1))),
            18 => new SetScheme(world.At, World.Id(_dice.Pick(world.Makers)), new(1)),
            _ => new SetScheme(world.At, new(99_999), new(1)),
        };
    }

    private ListScheme Wrong(PortfolioScheme next, ScenarioRule plain, ScenarioRow row)
    {
        var model = plain.Model with { Tables = [.. plain.Model.Tables, new("wrong", [row])] };
        return new(world.At, next with { Rule = plain with { Model = model } });
    }

    private static PortfolioRule Nested(PortfolioRule rule, int depth) =>
        depth == 0 ? rule : new CombinedRule("nested", RuleCombination.Largest, [Nested(rule, depth - 1)]);

    private PortfolioScheme Random(int id) =>
        new()
        {
            Id = new((ushort)id),
            Symbol = $"S{id}",
            Rule = Rule(),
            Collateral = Collateral(),
            Peg = _dice.Chance(20) ? new IndexId(WorldSetup.UsdcIndex) : null,
        };

    private PortfolioRule Rule()
    {
        var grid = new ScenarioRule("grid", Model());
        if (_dice.Chance(60))
            return grid;

        // Models of some underlyings need as many rows only where books are netted.
        var other = new ScenarioRule("other", Model() with { Netting = BookNetting.PerUnderlying }) { ByUnderlying = Own() };
        return new CombinedRule("both", _dice.Chance(70) ? RuleCombination.Largest : RuleCombination.Sum, [grid, other])
        {
            InitialFloor = _dice.Chance(30) ? _dice.Between(1, 50) : 0,
            MaintenanceFloor = _dice.Chance(20) ? _dice.Between(1, 30) : 0,
        };
    }

    private Dictionary<string, PortfolioMarginModel> Own() => _dice.Chance(50) ? new() { ["ETH/USD"] = Model() } : [];

    private PortfolioMarginModel Model()
    {
        var (range, steps) = (_dice.Between(40, 250) / 1000.0, (int)_dice.Between(1, 3));
        var moves = new[] { VolatilityMove.Up, VolatilityMove.Down };
        List<ScenarioRow> rows =
        [
            .. Enumerable
                .Range(-steps, (2 * steps) + 1)
                .SelectMany(step => moves.Select(move => new ScenarioRow(1 + (range * step / steps), move, 1, _dice.Below(2)))),
        ];
        if (_dice.Chance(30))
            rows.AddRange([new(1 + (2 * range), VolatilityMove.None, 0.4), new(1 - (2 * range), VolatilityMove.None, 0.4)]);

        return new([new("grid", rows)])
        {
            Volatility = new(_dice.Between(0, 60) / 100.0, _dice.Between(0, 50) / 100.0)
            {
                ShortPower = _dice.Chance(50) ? 0.3 : 0,
                LongPower = _dice.Chance(50) ? 0.13 : 0,
            },
            Charges = Charges(),
            Netting = _dice.Chance(70) ? BookNetting.PerUnderlying : BookNetting.SameScenario,
            InitialFactor = 1 + (_dice.Between(0, 50) / 100.0),
            MaintenanceFactor = _dice.Chance(70) ? 1 : 0.8,
            PegLoss = _dice.Chance(30) ? new(0.999, 2) : null,
        };
    }

    private List<PortfolioCharge> Charges()
    {
        var charges = new List<PortfolioCharge>();
        if (_dice.Chance(50))
            charges.Add(new DeltaCharge("basis", Stage(), Levels(), 0, _dice.Between(1, 30) / 1000.0) { IsBetweenExpiries = true });

        if (_dice.Chance(30))
            charges.Add(new DeltaCharge("net", Stage(), Levels(), _dice.Between(1, 20) / 1000.0, _dice.Between(1, 10) / 1000.0));

        if (_dice.Chance(50))
            charges.Add(new NotionalCharge("size", Stage(), Levels(), _dice.Between(1, 20) / 1000.0));

        if (_dice.Chance(40))
            charges.Add(new ShortOptionCharge("shorts", Stage(), Levels(), _dice.Between(1, 30) / 1000.0));

        if (_dice.Chance(40))
            charges.Add(new HaircutCharge("coins", ChargeStage.Plain, ChargeLevels.Initial));

        return charges;
    }

    private ChargeStage Stage() => _dice.Pick([ChargeStage.WithScenarios, ChargeStage.Floor, ChargeStage.Scaled, ChargeStage.Plain]);

    private ChargeLevels Levels() => _dice.Pick([ChargeLevels.Both, ChargeLevels.Both, ChargeLevels.Initial, ChargeLevels.Maintenance]);

    private List<SchemeCollateral> Collateral()
    {
        var coins = new List<SchemeCollateral>();
        if (_dice.Chance(70))
            coins.Add(new(new(WorldSetup.Btc), _dice.Chance(85) ? new IndexId(WorldSetup.BtcIndex) : null, Haircut()));

        if (_dice.Chance(40))
            coins.Add(new(new(WorldSetup.Usdc), null, Haircut()));

        if (_dice.Chance(40) && world.State.Assets.Count > WorldSetup.Eth)
            coins.Add(new(new(WorldSetup.Eth), new IndexId(WorldSetup.EthIndex), Haircut()));

        return coins;
    }

    private double Haircut() => _dice.Chance(50) ? 0 : _dice.Between(1, 20) / 100.0;
}
