using System.Numerics;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Solvency;
using Plimsoll.Engine.Solvency.Columns;
using Plimsoll.Engine.State;
using Plimsoll.Kernels;
using Plimsoll.Margin;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Testing.Worlds;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Solvency.Columns;

/// <summary>Rows of random venues against the numbers that decide.</summary>
public sealed class ColumnBoundTests
{
    private readonly AccountBits _marked = new();
    private readonly AccountQueue _beyond = new();
    private readonly List<AccountId> _accounts = [];
    private long _margined;
    private long _rows;
    private long _proved;

    [Fact, Trait("Criterion", "CERT-041"), Trait("Criterion", "CERT-042"), Trait("Criterion", "CERT-044"), Trait("Criterion", "CERT-045")]
    public void A_row_is_never_above_what_the_account_has_beyond_its_requirement()
    {
        for (ulong seed = 1; seed <= 10; seed++)
        {
            var world = new RandomWorld(seed);
            for (var step = 0; step < 300; step++)
            {
                world.Apply(world.Next());
                Judge(world.Engine, $"seed {seed}, step {step}");
            }
        }

        Assert.True(_rows * 4 > _margined, $"{_rows} rows of {_margined} accounts");
        Assert.True(_proved * 4 > _rows * 3, $"{_proved} proved of {_rows} rows");
    }

    [Fact, Trait("Criterion", "CERT-041"), Trait("Criterion", "CERT-042"), Trait("Criterion", "CERT-044"), Trait("Criterion", "CERT-045")]
    public void Nor_on_the_worlds_of_the_other_generator()
    {
        for (ulong seed = 1; seed <= 6; seed++)
        {
            var world = new WorldGenerator(seed);
            var engine = new MarginEngine(world.Venue, SolvencyScan.Columns);
            for (var step = 0; step < 300; step++)
            {
                var command = world.Next();
                world.Naive.Apply(command);
                engine.Apply(command);
                Judge(engine, $"seed {seed}, step {step}");
            }
        }

        Assert.True(_rows * 4 > _margined, $"{_rows} rows of {_margined} accounts");
    }

    [Fact, Trait("Criterion", "KERN-001"), Trait("Criterion", "CERT-040")]
    public void Every_width_marks_the_same_accounts_and_those_that_are_not_proved()
    {
        var world = new RandomWorld(3);
        for (var step = 0; step < 400; step++)
        {
            world.Apply(world.Next());
            world.Engine.Renew();
            if (world.Engine.State.Certificates?.Columns is { } columns)
            {
                var expected = Enumerable.Range(0, world.Engine.AccountCount).Where(i => columns.Has(i) && !columns.IsProved(i));
                foreach (var path in KernelPaths.All)
                {
                    columns.Path = path;
                    columns.AddMarked(isAll: true, _marked, _beyond);
                    _accounts.Clear();
                    _marked.MoveTo(_accounts);
                    Assert.Equal(expected, _accounts.Select(account => account.Value).Where(columns.Has));
                }
            }
        }
    }

    private void Judge(MarginEngine engine, string place)
    {
        engine.Renew();
        if (engine.State.Certificates?.Columns is not { } columns)
        {
            return;
        }

        foreach (var account in engine.State.Accounts)
        {
            _margined += account.IsMargined ? 1 : 0;
            if (columns.Has(account.Id.Value))
            {
                Judge(engine.State, columns, account, $"{place}, account {account.Id.Value}");
            }
        }
    }

    private void Judge(EngineState state, AccountColumns columns, AccountRow account, string place)
    {
        _rows++;
        var silent = default(NoExplanation);
        var (equity, _) = StandardMargin.Equity(state.Market, account.Balances, account.Positions, ref silent);
        var maintenance = StandardMargin.Maintenance(state.Market, account.Positions, ref silent).Margin;
        var isCalled = account.Condition == AccountCondition.MarginCall;
        var isAboveCall = SolvencyLine.Reaches(equity, maintenance, state.Venue.MarginCallMultiple);
        if (columns.IsProved(account.Id.Value))
        {
            _proved++;
            Assert.False(SolvencyLine.IsBelow(equity, maintenance, state.Venue.LiquidatesAtLine), place);
            Assert.True(isAboveCall != isCalled, place);
        }

        var (first, second, scale) = columns.Bounds(account.Id.Value);
        var multiple = isCalled ? Rate.One : state.Venue.MarginCallMultiple;
        // A price beyond the headroom leaves the sum where it was: it is no bound, and proves nothing.
        if (columns.IsProved(account.Id.Value) || first < 0)
        {
            Assert.True(IsAtMost(first, scale, Beyond(equity, maintenance, multiple)), $"{place}: {first}");
        }

        if (isCalled && columns.IsProved(account.Id.Value))
        {
            Assert.True(IsAtMost(second, scale, -Beyond(equity, maintenance, state.Venue.MarginCallMultiple)), $"{place}: {second}");
        }
    }

    /// <summary>Equity less a multiple of maintenance margin, in billionths of a unit.</summary>
    private static BigInteger Beyond(Money equity, Money maintenance, Rate multiple) =>
        ((BigInteger)equity.Units * Rate.NanoPerOne) - ((BigInteger)maintenance.Units * multiple.Nano);

    private static bool IsAtMost(long sum, int scale, BigInteger nano) =>
        scale >= 0 ? (BigInteger)sum * Rate.NanoPerOne <= nano << scale : ((BigInteger)sum << -scale) * Rate.NanoPerOne <= nano;
}
