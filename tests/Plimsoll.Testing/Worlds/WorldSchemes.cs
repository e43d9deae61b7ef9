using Plimsoll.Engine.Commands;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios.Shocks;
using Plimsoll.Testing.Naive;
using Plimsoll.Values;

namespace Plimsoll.Testing.Worlds;

/// <summary>Schemes of portfolio margin in a random world: listed, changed, chosen, and wrong ones.</summary>
internal sealed class WorldSchemes(World world)
{
    private readonly SplitMix _dice = world.Dice;

    private RandomSchemes Schemes =>
        new(
            world.Dice,
            new(WorldSetup.Btc),
            new(WorldSetup.Usdc),
            world.State.Assets.Count > WorldSetup.Eth ? new AssetId(WorldSetup.Eth) : null
        );

    public Command List() => new ListScheme(world.At, Schemes.Any(world.State.Schemes.Count + 1));

    public Command? Change()
    {
        if (_dice.PickOrDefault(world.State.Schemes) is not { } scheme)
            return null;

        var at = _dice.Chance(40) ? world.At : world.At + Duration.FromSeconds(_dice.Between(1, 600));
        return new ChangeScheme(world.At, Schemes.Any(scheme.Id.Value) with { Symbol = scheme.Symbol }, at);
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
        var next = Schemes.Any(world.State.Schemes.Count + 1);
        var plain = new ScenarioRule("grid", Schemes.Model());
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
}
