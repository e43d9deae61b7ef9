using Plimsoll.Cli.Margin.Pages;
using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Cli.Tests.Margin;

/// <summary>The curves are no second opinion: their points are those of <c>what-if</c>, their ends those that <c>margin</c> prints.</summary>
public sealed class AccountCurvesTests
{
    [Theory]
    [InlineData("long-btc", "binance-usdm")]
    [InlineData("majors", "binance-usdm")]
    [InlineData("majors", "bybit-uta")]
    [InlineData("isolated-eth", "hyperliquid")]
    [InlineData("short-strangle", "deribit-pm")]
    [InlineData("hedged-call", "derive-pmrm-2")]
    [InlineData("short-strangle", "plimsoll-var")]
    public void A_point_is_what_the_account_would_be_after_that_move(string sample, string name)
    {
        var (model, portfolio) = Read(sample, name);

        foreach (var curve in Curves(model, portfolio).Curves)
        {
            foreach (var (move, standing) in curve.Points.Where((_, place) => place % 10 == 0))
            {
                var moved = Estimate.Units(model, PortfolioChange.Move(model, portfolio, curve.Underlying, move));
                var unit = moved.Single(each => curve.Unit == (each.Name == "account" ? "cross account" : $"{each.Name} (isolated)"));
                Assert.NotNull(standing);
                Assert.Equal(unit.Figures.Equity, standing.Figures.Equity, 6);
                Assert.Equal(unit.Figures.MaintenanceMargin, standing.Figures.MaintenanceMargin, 6);
                Assert.Equal(unit.IsLiquidated, standing.IsLiquidated);
            }
        }
    }

    [Theory]
    [InlineData("long-btc", "binance-usdm")]
    [InlineData("majors", "binance-usdm")]
    [InlineData("short-strangle", "deribit-pm")]
    [InlineData("short-strangle", "deribit-xpm")]
    [InlineData("short-strangle", "plimsoll-var")]
    public void It_ends_where_the_table_says_that_the_account_is_liquidated(string sample, string name)
    {
        var (model, portfolio) = Read(sample, name);
        var underlyings = (Answer)Estimate.Of(model, portfolio)["underlyings"]!;

        var curves = Curves(model, portfolio).Curves;

        Assert.NotEmpty(curves);
        foreach (var curve in curves)
        {
            var line = (Answer)underlyings[curve.Underlying]!;
            AssertSame(line["fall"], curve.Fall);
            AssertSame(line["rise"], curve.Rise);
        }
    }

    [Fact]
    public void A_unit_that_a_price_does_not_touch_has_no_curve()
    {
        var (model, portfolio) = Read("isolated-eth", "hyperliquid");

        var curves = Curves(model, portfolio).Curves;

        Assert.Equal([("ETH (isolated)", "ETH"), ("BTC (isolated)", "BTC")], curves.Select(curve => (curve.Unit, curve.Underlying)));
    }

    /// <summary>After a fall by 20 % the axis is that of the account before it: what was at −20 % is now.</summary>
    [Fact]
    public void Two_accounts_share_one_axis_of_prices()
    {
        var (model, portfolio) = Read("long-btc", "binance-usdm");
        var before = Curves(model, portfolio);
        var moved = PortfolioChange.Move(model, portfolio, "BTC", -0.2m);

        var after = AccountCurves.Of(AccountPicture.Of(model, moved, Estimate.Of(model, moved)), before.Centres).Curves.Single();

        var was = before.Curves.Single();
        Assert.Equal(-0.2m, after.Now, 9);
        Assert.Equal(-0.0604m, was.Fall!.Value, 4);
        Assert.Equal(-0.2m, was.Points[10].Move);
        for (var place = 0; place < was.Points.Count; place++)
        {
            Assert.Equal(was.Points[place].Standing!.Figures.Equity, after.Points[place].Standing!.Figures.Equity, 4);
        }
    }

    private static (Model Model, Portfolio Portfolio) Read(string sample, string model)
    {
        var path = RepositoryFiles.PathOf("samples", "portfolios", sample + ".yaml");
        var portfolio = PortfolioReader.Read(path, File.ReadAllText(path));
        return (ModelCatalog.BuiltIn.Find(model, portfolio.At)!, portfolio);
    }

    private static AccountCurves Curves(Model model, Portfolio portfolio) =>
        AccountCurves.Of(AccountPicture.Of(model, portfolio, Estimate.Of(model, portfolio)));

    private static void AssertSame(AnswerValue? line, decimal? edge)
    {
        if (line is AnswerNumber number)
        {
            Assert.NotNull(edge);
            Assert.Equal(number.Value, edge.Value, 6);
        }
        else
        {
            Assert.Null(edge);
        }
    }
}
