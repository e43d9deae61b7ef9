using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
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

        var unit = Assert.Single(CheapestCure.Of(Sample.Model, portfolio, target));
        var cures = unit.Cures.Where(cure => cure.Action is CureAction.Deposit or CureAction.Close).ToArray();

        Assert.Equal(4, cures.Length);
        foreach (var cure in cures.Where(cure => cure.Amount is not null))
        {
            Assert.True(target.IsReachedBy(Estimate.Figures(Sample.Model, After(portfolio, cure, cure.Amount!.Value))), cure.ToString());
            Assert.False(
                target.IsReachedBy(Estimate.Figures(Sample.Model, After(portfolio, cure, cure.Amount!.Value - cure.Step))),
                cure.ToString()
            );
        }

        Assert.NotNull(cures.Single(cure => cure is { Action: CureAction.Deposit, Name: "USDT" }).Amount);
    }

    /// <summary>Beyond twenty coins nothing counts, and these eight are too few.</summary>
    [Fact]
    public void What_no_amount_cures_is_told_so() =>
        Assert.Null(
            CheapestCure
                .Of(Sample.Model, Sample.PortfolioOf(Text), CureTarget.InitialMargin)[0]
                .Cures.Single(cure => cure.Name == "COIN")
                .Amount
        );

    [Fact]
    public void A_portfolio_that_is_well_needs_no_cure() =>
        Assert.True(
            Assert.Single(CheapestCure.Of(Sample.Model, Sample.PortfolioOf("balances: {USDT: 1}"), CureTarget.InitialMargin)).IsReached
        );

    /// <summary>An isolated position is no better for what the cross account has.</summary>
    [Fact]
    public void An_isolated_position_is_cured_by_itself()
    {
        var portfolio = Sample.PortfolioOf(
            "balances: {USDT: 1_000_000}\npositions: [{instrument: BTC, quantity: 1, entry: 60_000, isolated: 2_000}]\nmarket: {BTC: {mark: 59_000}}"
        );
        var target = new CureTarget(5);

        var units = CheapestCure.Of(Sample.Model, portfolio, target);

        Assert.Equal([true, false], units.Select(unit => unit.IsReached));
        Assert.Equal(1_000, units[1].Before.Equity);
        var position = portfolio.Positions[0];
        var (deposit, close) = (units[1].Cures[0], units[1].Cures[1]);
        Assert.True(IsReached(PortfolioChange.AddMargin(portfolio, position, deposit.Amount!.Value)));
        Assert.False(IsReached(PortfolioChange.AddMargin(portfolio, position, deposit.Amount.Value - deposit.Step)));
        Assert.True(IsReached(PortfolioChange.Trade(Sample.Model, portfolio, "BTC", -close.Amount!.Value)));
        Assert.False(IsReached(PortfolioChange.Trade(Sample.Model, portfolio, "BTC", -close.Amount.Value + close.Step)));

        bool IsReached(Portfolio changed) => target.IsReachedBy(Estimate.IsolatedFigures(Sample.Model, changed)[0]);
    }

    /// <summary>With a long and a short in one instrument, as in a hedge mode, each is closed by itself; so is a cross one beside an isolated one.</summary>
    [Fact]
    public void Each_of_two_positions_in_one_instrument_is_closed_by_itself()
    {
        var portfolio = Sample.PortfolioOf(
            "balances: {USDT: 3_000}\npositions: [{instrument: BTC, quantity: 1, isolated: 5_000}, {instrument: BTC, quantity: 1}, {instrument: BTC, quantity: -0.5}]\n"
                + "market: {BTC: {mark: 59_000}}"
        );

        var closes = CheapestCure
            .Of(Sample.Model, portfolio, CureTarget.InitialMargin)[0]
            .Cures.Where(cure => cure.Action == CureAction.Close)
            .ToArray();

        // 5 % of 88,500 are 4,425; covered are 60,000: 28,500 have to go.
        Assert.Equal(2, closes.Length);
        Assert.All(closes, close => Assert.InRange(close.Closed, 28_500, 28_600));
        Assert.All(closes, close => Assert.True(close.After!.Equity >= close.After.InitialMargin));
    }

    /// <summary>A debt that no close pays: everything closed, and the rest brought.</summary>
    [Fact]
    public void Where_no_single_close_is_enough_all_are_closed_and_the_rest_is_brought()
    {
        var portfolio = Sample.PortfolioOf(
            "balances: {USDT: 500}\npositions: [{instrument: BTC, quantity: 1, entry: 60_000}, {instrument: ETH, quantity: 1, entry: 3_000}]\n"
                + "market: {BTC: {mark: 59_000}, ETH: {mark: 2_900}}"
        );

        var cures = CheapestCure.Of(Sample.Model, portfolio, CureTarget.InitialMargin)[0].Cures;

        Assert.All(cures.Where(cure => cure.Action == CureAction.Close), cure => Assert.Null(cure.Amount));
        var all = Assert.Single(cures, cure => cure.Action == CureAction.CloseAll);
        Assert.Equal((600, 61_900, 0, 0), (all.Deposited, all.Closed, all.After!.Equity, all.After.Notional));
    }

    private static Portfolio After(Portfolio portfolio, Cure cure, decimal amount) =>
        cure.Action == CureAction.Deposit
            ? PortfolioChange.Deposit(portfolio, cure.Name, amount)
            : PortfolioChange.Trade(
                Sample.Model,
                portfolio,
                cure.Name,
                -amount * Math.Sign(portfolio.Positions.Single(position => position.Instrument == cure.Name).Quantity)
            );

    /// <summary>A mark of 1e25 can be margined, but not multiplied by all that a search tries.</summary>
    [Theory]
    [InlineData("1e20")]
    [InlineData("1e24")]
    [InlineData("1e25")]
    [InlineData("1e27")]
    public void Amounts_beyond_what_is_carried_are_told(string mark)
    {
        var portfolio = Sample.PortfolioOf(
            $$"""
            balances: {USDC: 2_000}
            positions: [{instrument: BTC-PERP, quantity: -0.4, entry: 60_000}]
            market: {BTC-PERP: {mark: {{mark}}}, BTC: {index: 60_000} }
            """
        );

        try
        {
            _ = CheapestCure.Of(ModelCatalog.BuiltIn.Find("derive-pmrm-2")!, portfolio, CureTarget.InitialMargin);
        }
        catch (DocumentException exception)
        {
            Assert.Equal("too_large", exception.Faults[0].Code);
        }
    }
}
