using Plimsoll.Engine.Solvency.Portfolios;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Margin.Scenarios.Shocks;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Engine.Tests.Portfolios;

/// <summary>What is summed from risk arrays is, bit by bit, what the rule says of the account's books.</summary>
public sealed class PortfolioVectorTests
{
    private static readonly VolatilityShock Volatility = new(0.5, 0.275)
    {
        ShortPower = 0.3,
        LongPower = 0.13,
        FloorDays = 1,
        LeastUp = 0.45,
    };

    private static readonly ScenarioTable Grid = new(
        "grid",
        [
            .. new[] { 1.135, 1.09, 1, 0.955, 0.865 }.SelectMany(factor =>
                new[] { VolatilityMove.Down, VolatilityMove.None, VolatilityMove.Up }.Select(move => new ScenarioRow(factor, move, 1, 0.5))
            ),
        ]
    );

    private static readonly ScenarioTable Tails = new(
        "tails",
        [new(0.34, VolatilityMove.Up), new(1, VolatilityMove.Up), new(2, VolatilityMove.Up, 0.5) { VolatilityFactor = 1.1 }]
    )
    {
        Scaling = new(0.15, 0.9, 20),
    };

    private static readonly ScenarioTable Absolute = new("points", [new(50, VolatilityMove.Up), new(-50, VolatilityMove.Down, 0.35)])
    {
        IsAbsolute = true,
    };

    /// <summary>Whatever a scheme may say of scenarios, in several mixtures.</summary>
    private static readonly PortfolioMarginModel[] Models =
    [
        new([Grid]) { Volatility = Volatility },
        new([Grid, Tails]) { Volatility = Volatility, Gains = new(0.6, 500) },
        new([Absolute, Grid])
        {
            Volatility = Volatility with { IsInPoints = true },
            AveragingSeconds = 1_800,
            MaintenanceFactor = 0.8,
            PegLoss = new(1.5, 2),
        },
        new([Grid, new("skew", [new(1, VolatilityMove.SkewTurned), new(1.02, VolatilityMove.SkewSteepened)])])
        {
            Volatility = Volatility,
            Skew = new(0.15, -0.05, 0.15, -0.05, 0.01, 4, 0.6, -0.1),
            Discount = new(new(0.95, 1, 0.08), new(1.04, 0.5, 0.08)),
            Basis = new("forwards", 1.045, 0.955, 0.5, 2),
            IsInterestDiscounted = true,
        },
        new([Grid])
        {
            Volatility = Volatility,
            Basis = new("forwards", 1.1, 0.9, 1, 0),
            Charges =
            [
                new ShortOptionCharge("shorts", ChargeStage.WithScenarios, ChargeLevels.Both, 0.01),
                new DeltaCharge("least", ChargeStage.Floor, ChargeLevels.Maintenance, 0.02, 0.01),
                new NotionalCharge("futures", ChargeStage.Plain, ChargeLevels.Initial, 0.01),
            ],
        },
    ];

    [Fact, Trait("Criterion", "PACC-050"), Trait("Criterion", "PACC-051")]
    public void Sums_of_risk_arrays_are_the_rule_bit_by_bit()
    {
        var (summed, left, withOrders, withSeveral) = (0, 0, 0, 0);
        for (ulong seed = 1; seed <= 5; seed++)
        {
            var world = new RandomWorld(seed);
            var state = world.Engine.State;
            var books = new PortfolioBooks(state);
            var vectors = new PortfolioVectors(state, books);
            var schemes = AnySchemes(new Random((int)seed));
            for (var step = 0; step < 500; step++)
            {
                world.Apply(world.Next());
                if (step % 10 != 0)
                {
                    continue;
                }

                foreach (var account in state.Accounts)
                {
                    var orders = account.Orders.Select(id => state.Orders[id]).ToList();
                    foreach (var scheme in schemes.Concat(state.Schemes))
                    {
                        if (account.IsFlat && orders.Count == 0)
                        {
                            continue;
                        }

                        foreach (var level in new[] { MarginLevelKind.Initial, MarginLevelKind.Maintenance })
                        {
                            var counted = level == MarginLevelKind.Initial ? orders : [];
                            var asked = books.Of(scheme, account.Balances, account.Positions, account.Positions, counted);
                            var expected = scheme.Rule.Of(asked).At(level);
                            var found = vectors.Requirement(scheme, level, account.Balances, account.Positions, account.Positions, counted);
                            var made = vectors.Requirement(
                                scheme,
                                level,
                                account.Balances,
                                account.Positions,
                                account.Positions,
                                counted,
                                account.Id
                            );
                            var kept = vectors.Requirement(
                                scheme,
                                level,
                                account.Balances,
                                account.Positions,
                                account.Positions,
                                counted,
                                account.Id
                            );
                            Assert.Equal((found, found), (made, kept));
                            if (found is not { } sum)
                            {
                                left++;
                                continue;
                            }

                            summed++;
                            withOrders += asked.Orders.Count > 0 ? 1 : 0;
                            withSeveral += asked.Books.Count > 1 ? 1 : 0;
                            Assert.True(
                                BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(sum),
                                $"seed {seed}, step {step}, {account.Id}, {scheme.Symbol}, {level}: {expected:R} and {sum:R}"
                            );
                        }
                    }
                }
            }
        }

        Assert.True(
            summed > 20 * left && withOrders > 1_000 && withSeveral > 1_000,
            $"{summed} summed, {left} left, {withOrders} with orders, {withSeveral} of several books"
        );
    }

    /// <summary>Every model alone, and models of two underlyings beside each other, rows netted or not.</summary>
    private static List<PortfolioScheme> AnySchemes(Random dice)
    {
        var schemes = new List<PortfolioScheme>();
        foreach (var model in Models)
        {
            foreach (var netting in new[] { BookNetting.PerUnderlying, BookNetting.SameScenario })
            {
                var other =
                    netting == BookNetting.SameScenario ? model with { Volatility = new(0.2, 0.1) } : Models[dice.Next(Models.Length)];
                var number = schemes.Count + 10;
                schemes.Add(
                    new()
                    {
                        Id = new((ushort)number),
                        Symbol = $"M{number}",
                        Rule = new ScenarioRule("rule", model with { Netting = netting })
                        {
                            ByUnderlying = new Dictionary<string, PortfolioMarginModel>(StringComparer.Ordinal) { ["ETH/USD"] = other },
                        },
                        Collateral = [new(new(1), new(0), 0.1)],
                        Peg = new(0),
                    }
                );
            }
        }

        return schemes;
    }
}
