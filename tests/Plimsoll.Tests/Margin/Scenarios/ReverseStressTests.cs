using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Margin.Scenarios.Shocks;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Margin.Scenarios;

public sealed class ReverseStressTests
{
    private static readonly PortfolioMarginModel TenPercent = new([
        new("moves", [new(0.9, VolatilityMove.None), new(1.1, VolatilityMove.None)]),
    ]);

    private static bool IsBroken(ScenarioAccount account)
    {
        var margin = ScenarioMargin.Evaluate(TenPercent, account);
        return margin.Value < margin.Requirement(MarginLevelKind.Maintenance);
    }

    [Fact, Trait("Criterion", "PMRG-025")]
    public void A_move_is_worth_what_its_scenario_says()
    {
        var model = new PortfolioMarginModel([new("moves", [new(0.8, VolatilityMove.None), new(1.3, VolatilityMove.None)])])
        {
            IsInterestDiscounted = true,
        };
        Prop.ForAll(
                AnyAccount.Generator.ToArbitrary(),
                Gen.Elements(true, false).ToArbitrary(),
                (account, isInCoin) =>
                {
                    var counted = account with { Books = [account.Books[0] with { IsInCoin = isInCoin, Collateral = [] }] };
                    var margin = ScenarioMargin.Evaluate(model, counted);
                    return margin
                        .Units[0]
                        .Scenarios.All(scenario =>
                        {
                            var moved = ScenarioMargin.Evaluate(model, new MarketMove(scenario.Row!.Factor - 1, 0).Of(counted));
                            return Math.Abs(moved.Value - margin.Value - scenario.Counted) <= 1e-9 * (1 + margin.Units[0].GrossValue);
                        });
                }
            )
            .Check(Exploration.Of(100));
    }

    [Fact, Trait("Criterion", "PMRG-026")]
    public void The_smallest_move_is_where_equity_meets_the_requirement()
    {
        var account = new ScenarioAccount([new("btc", 100) { Linear = [new("future", 1, 100)] }], 15);

        var move = ReverseStress.Smallest(new(0.5, 1), move => IsBroken(move.Of(account)));

        Assert.Equal(-5 / 90.0, move!.Value.Price, 5);
        Assert.Equal(0, move.Value.Volatility, 9);
        Assert.Null(ReverseStress.Smallest(new(0.05, 1), move => IsBroken(move.Of(account))));
        Assert.Equal(default(MarketMove), ReverseStress.Smallest(new(0.5, 1), move => IsBroken(move.Of(account with { Cash = 9 }))));
    }

    [Fact, Trait("Criterion", "PMRG-026")]
    public void What_is_found_breaks_the_account_and_a_little_less_does_not() =>
        Prop.ForAll(
                AnyAccount.Derivatives.ToArbitrary(),
                Gen.Choose(1, 20).ToArbitrary(),
                (any, cash) =>
                {
                    var account = any with { Cash = cash * 500 };
                    var found = ReverseStress.Smallest(new(0.5, 1), move => IsBroken(move.Of(account)));
                    return found is not { } move
                        || move == default
                        || (IsBroken(move.Of(account)) && !IsBroken(new MarketMove(move.Price * 0.99, move.Volatility * 0.99).Of(account)));
                }
            )
            .Check(Exploration.Of(30));
}
