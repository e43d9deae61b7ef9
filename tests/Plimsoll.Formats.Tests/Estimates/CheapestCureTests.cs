using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Formats.Tests.Estimates;

public sealed class CheapestCureTests
{
    private const string Text = """
        balances: {USDT: 2_000, COIN: 12}
        positions:
          - {instrument: BTC, quantity: 2, entry: 60_000}
          - {instrument: ETH, quantity: -3, entry: 3_000}
        market: {BTC: {mark: 59_000}, ETH: {mark: 3_010}, COIN: {index: 100}}
        """;

    public static TheoryData<string> Targets => ["initial", "1.5", "3"];

    /// <summary>One step less of any cure does not reach the target, and the cure itself does.</summary>
    [Theory]
    [MemberData(nameof(Targets))]
    public void A_cure_is_the_least(string text)
    {
        var portfolio = Sample.PortfolioOf(Text);
        var target =
            text == "initial" ? CureTarget.InitialMargin : new(decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture));

        var cures = CheapestCure.Of(Sample.Model, portfolio, target);

        Assert.Equal(4, cures.Count);
        foreach (var cure in cures.Where(cure => cure.Amount is not null))
        {
            var step = cure.Action == CureAction.Deposit || cure.Name == "ETH" ? 0.01m : 0.001m;
            Assert.True(target.IsReachedBy(Estimate.Figures(Sample.Model, After(portfolio, cure, cure.Amount!.Value))), cure.ToString());
            Assert.False(
                target.IsReachedBy(Estimate.Figures(Sample.Model, After(portfolio, cure, cure.Amount!.Value - step))),
                cure.ToString()
            );
        }

        Assert.NotNull(cures.Single(cure => cure is { Action: CureAction.Deposit, Name: "USDT" }).Amount);
    }

    /// <summary>Beyond twenty coins nothing counts, and these eight are too few.</summary>
    [Fact]
    public void What_no_amount_cures_is_told_so() =>
        Assert.Null(
            CheapestCure.Of(Sample.Model, Sample.PortfolioOf(Text), CureTarget.InitialMargin).Single(cure => cure.Name == "COIN").Amount
        );

    [Fact]
    public void A_portfolio_that_is_well_needs_no_cure() =>
        Assert.Empty(CheapestCure.Of(Sample.Model, Sample.PortfolioOf("balances: {USDT: 1}"), CureTarget.InitialMargin));

    private static Portfolio After(Portfolio portfolio, Cure cure, decimal amount) =>
        cure.Action == CureAction.Deposit
            ? PortfolioChange.Deposit(portfolio, cure.Name, amount)
            : PortfolioChange.Trade(
                Sample.Model,
                portfolio,
                cure.Name,
                -amount * Math.Sign(portfolio.Positions.Single(position => position.Instrument == cure.Name).Quantity)
            );
}
