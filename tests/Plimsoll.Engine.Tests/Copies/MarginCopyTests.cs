using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Copies;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Copies;

/// <summary>A copy says what the engine says, and what is done to it happens to nobody.</summary>
public sealed class MarginCopyTests
{
    private static readonly Rate[] Moves =
    [
        Rate.FromPercent(-60),
        Rate.FromPercent(-20),
        Rate.FromPercent(-3),
        Rate.FromPercent(7),
        Rate.FromPercent(90),
    ];

    [Theory, Trait("Criterion", "API-020")]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    [InlineData(4UL)]
    public void A_copy_has_the_engines_figures_and_its_moves_are_those_of_the_map(ulong seed)
    {
        var world = new RandomWorld(seed, hasSchemes: seed % 2 == 0);
        var looked = 0;
        for (var step = 0; step < 600; step++)
        {
            world.Apply(world.Next());
            if (step % 30 != 0)
                continue;

            var engine = world.Engine;
            var before = engine.StateHash();
            for (var i = AccountId.Reserved; i < engine.AccountCount; i++)
            {
                Same(engine, new(i));
                looked++;
            }

            for (ushort i = 0; i < engine.IndexCount; i++)
            {
                Map(engine, new(i));
            }

            Assert.Equal(before, engine.StateHash());
        }

        Assert.True(looked > 100);
    }

    private static void Same(MarginEngine engine, AccountId account)
    {
        var copy = engine.CopyOf(account);
        Assert.Equal(account, copy.Units[0].Account);
        foreach (var unit in copy.Units)
        {
            Assert.Equal(engine.MarginOf(unit.Account), copy.MarginOf(unit.Unit));
        }

        // Moved away and back again it is where it was.
        copy.Move(Alike(engine, Rate.FromPercent(-20)), Rate.FromPercent(50), Duration.FromHours(30));
        copy.Move(new Dictionary<IndexId, Rate>());
        foreach (var unit in copy.Units)
        {
            Assert.Equal(engine.MarginOf(unit.Account), copy.MarginOf(unit.Unit));
            Assert.Equal(engine.Explain(unit.Account).MaintenanceMargin.Amount, copy.Explain(unit.Unit).MaintenanceMargin.Amount);
        }
    }

    /// <summary>Where no option is held, for whose marks the map has a rule of its own.</summary>
    private static void Map(MarginEngine engine, IndexId index)
    {
        var copy = engine.CopyOfAll();
        foreach (var step in engine.LiquidationMapOf(index, Moves))
        {
            copy.Move(new Dictionary<IndexId, Rate> { [index] = step.Move });
            var below = copy.Units.Where(unit => copy.IsBelowLine(unit.Unit)).ToList();
            var counted = below.Count(unit =>
                engine.SchemeOf(unit.Account) == SchemeId.Standard
                && copy.UnderlyingsOf(unit.Unit).Contains(index)
                && HoldsIt(copy, unit, index)
            );
            if (copy.Units.All(unit => copy.PositionsOf(unit.Unit).All(line => engine.View(line.Instrument).Parameters.Option is null)))
                Assert.Equal(step.Accounts, counted);
        }
    }

    /// <summary>Orders alone are in nobody's maintenance margin here.</summary>
    private static bool HoldsIt(MarginCopy copy, CopiedUnit unit, IndexId index) =>
        copy.PositionsOf(unit.Unit).Any(line => !line.Quantity.IsZero && copy.UnderlyingOf(line.Instrument) == index)
        || copy.UnderlyingsOf(unit.Unit).Contains(index);

    private static Dictionary<IndexId, Rate> Alike(MarginEngine engine, Rate move) =>
        Enumerable.Range(0, engine.IndexCount).ToDictionary(index => new IndexId((ushort)index), _ => move);
}
