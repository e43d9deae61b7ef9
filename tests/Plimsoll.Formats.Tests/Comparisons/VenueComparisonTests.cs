using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Comparisons;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Models;

namespace Plimsoll.Formats.Tests.Comparisons;

public sealed class VenueComparisonTests : IDisposable
{
    private const string Text = """
        balances: {USDT: 10_000}
        positions: [{instrument: BTC, quantity: 1, entry: 60_000}]
        orders: [{instrument: BTC, side: sell, quantity: 0.5}]
        market: {BTC: {mark: 50_000, index: 50_000}}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-").FullName;

    public VenueComparisonTests()
    {
        Write(
            "linear",
            "numeraire: USDC\nmargins: {m: {kind: bracket, maintenance: 1%, initial: 2%}}\ninstruments: {BTC-PERP: {settlement: USDC, underlying: BTC, margin: m, multiplier: 0.001}}\n"
        );
        Write(
            "inverse",
            "numeraire: BTC\nmargins: {m: {kind: bracket, maintenance: 1%}}\ninstruments: {XBTUSD: {payoff: inverse, settlement: BTC, underlying: BTC, margin: m}}\n"
        );
        Write(
            "others",
            "numeraire: USD\nmargins: {m: {kind: bracket, maintenance: 1%}}\ninstruments: {ETH: {settlement: USD, underlying: ETH, margin: m}}\n"
        );
        Write("rules", "unknown: [the tiers]\n");
    }

    [Fact]
    public void The_same_exposure_on_each_venue_or_the_reason_why_not()
    {
        var rows = VenueComparison.Of(ModelCatalog.OfFolder(_folder), Sample.Model, Sample.PortfolioOf(Text));

        Assert.Equal(["sample", "inverse", "linear", "others", "rules"], rows.Select(row => row.Model.Name));
        Assert.Equal(0, rows[0].Answer!.Number("account.equity"));

        // 50,000 dollars of contracts; 10,000 dollars are a fifth of a bitcoin.
        Assert.Equal((50_000, 0.2m), (rows[1].Portfolio!.Positions[0].Quantity, rows[1].Portfolio!.Balances[0].Amount));
        Assert.Contains("BTC as XBTUSD, which is inverse", rows[1].Notes);
        Assert.Contains("USDT as BTC of the same value", rows[1].Notes);

        Assert.Equal((1_000, -500), (rows[2].Portfolio!.Positions[0].Quantity, rows[2].Portfolio!.Orders[0].Quantity));
        Assert.Equal(
            (0, 500, 1_000),
            (
                rows[2].Answer!.Number("account.equity"),
                rows[2].Answer!.Number("account.maintenance_margin"),
                rows[2].Answer!.Number("account.initial_margin")
            )
        );

        Assert.Equal("the model lists no perpetual on BTC", rows[3].Reason);
        Assert.Equal("not modelled: its file holds rules beside margin, and no margin tables", rows[4].Reason);
        Assert.Null(rows[4].Answer);
    }

    [Fact]
    public void A_margin_of_its_own_goes_elsewhere_as_the_same_leverage()
    {
        var portfolio = Sample.PortfolioOf("positions: [{instrument: BTC, quantity: 1, isolated: 5_000}]\nmarket: {BTC: {mark: 50_000}}");

        var linear = VenueComparison.Of(ModelCatalog.OfFolder(_folder), Sample.Model, portfolio).Single(row => row.Model.Name == "linear");

        Assert.Equal(10, Assert.Single(linear.Portfolio!.Positions).Leverage);
    }

    /// <summary>Beside each other in one instrument: some models margin them as one, and then both places have its figures.</summary>
    [Theory]
    [InlineData("[{instrument: BTCUSDT, quantity: 1}, {instrument: BTCUSDT, quantity: -0.4}]")]
    [InlineData("[{instrument: BTCUSDT, quantity: 1}, {instrument: BTCUSDC, quantity: -0.4}]")]
    public void Two_positions_that_become_one_have_its_figures(string positions)
    {
        var portfolio = Sample.PortfolioOf(
            $"balances: {{USDT: 50_000}}\npositions: {positions}\nmarket: {{BTC: {{index: 66_240}}, BTCUSDT: {{mark: 66_250}}, BTCUSDC: {{mark: 66_250}}, USDC: {{index: 1}}}}"
        );

        var rows = VenueComparison.Of(ModelCatalog.BuiltIn, ModelCatalog.BuiltIn.Find("binance-usdm")!, portfolio);

        Assert.True(rows.Count(row => row.Answer is not null) > 10);
        Assert.All(
            rows.Where(row => row.Answer is not null),
            row => Assert.All([0, 1], place => Assert.NotNull(row.PositionAt(place)?["liquidation_price"]))
        );
    }

    [Fact]
    public void Numbers_that_no_venue_could_hold_are_a_reason()
    {
        var portfolio = Sample.PortfolioOf(
            "balances: {USDT: 1}\npositions: [{instrument: BTC, quantity: 1e20}]\nmarket: {BTC: {mark: 1e9, index: 1e-9}}"
        );

        Assert.All(
            VenueComparison.Of(ModelCatalog.OfFolder(_folder), Sample.Model, portfolio),
            row => Assert.True(row.Answer is not null || row.Reason.Length > 0)
        );
    }

    /// <summary>The answer has isolated positions last; a place means the portfolio's own order all the same.</summary>
    [Fact]
    public void A_place_is_that_of_the_portfolio()
    {
        var portfolio = Sample.PortfolioOf(
            "balances: {USDT: 9_000}\npositions: [{instrument: BTC, quantity: 1, isolated: 5_000}, {instrument: ETH, quantity: 2}]\n"
                + "market: {BTC: {mark: 50_000}, ETH: {mark: 3_000}}"
        );

        var home = VenueComparison.Of(ModelCatalog.OfFolder(_folder), Sample.Model, portfolio)[0];

        Assert.Equal(50_000, Assert.IsType<AnswerNumber>(home.PositionAt(0)!["mark"]).Value);
        Assert.Equal(3_000, Assert.IsType<AnswerNumber>(home.PositionAt(1)!["mark"]).Value);
    }

    [Fact]
    public void Collateral_without_a_price_cannot_be_put_otherwise()
    {
        var portfolio = Sample.PortfolioOf(
            "balances: {USDT: 1, GOLD: 0}\npositions: [{instrument: BTC, quantity: 1}]\nmarket: {BTC: {mark: 50_000}, GOLD: {mark: 1}}"
        );
        var without = portfolio with { Market = portfolio.Market.Where(price => price.Key != "GOLD").ToDictionary(StringComparer.Ordinal) };

        var linear = VenueComparison.Of(ModelCatalog.OfFolder(_folder), Sample.Model, without).Single(row => row.Model.Name == "linear");

        Assert.Equal("it takes no GOLD, and there is no price to put it otherwise", linear.Reason);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string name, string rest) =>
        File.WriteAllText(Path.Combine(_folder, name + ".yaml"), $"name: {name}\nvenue: V\neffective_from: 2024-01-01\n{rest}");

    [Fact]
    public void A_home_without_margin_is_told()
    {
        var catalog = ModelCatalog.BuiltIn;
        var portfolio = Sample.PortfolioOf("positions: [{instrument: XBTUSD, quantity: 1}]\nmarket: {XBTUSD: {mark: 1}}");

        var told = Assert.Throws<DocumentException>(() => VenueComparison.Of(catalog, catalog.Find("bitmex")!, portfolio));

        Assert.Equal("no_margin", told.Faults[0].Code);
    }
}
