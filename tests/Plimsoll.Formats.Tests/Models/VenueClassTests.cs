using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Margin.Scenarios.Shocks;

namespace Plimsoll.Formats.Tests.Models;

/// <summary>Figures of the classes of coins that venues publish, as the files have them.</summary>
public sealed class VenueClassTests
{
    /// <summary>Greatest moves of MR1 and MR6 and the yearly move of MR4: notice of 2 January 2025.</summary>
    [Theory, Trait("Criterion", "PMRG-034")]
    [InlineData("BTC", 0.12, 0.24, 0.05)]
    [InlineData("ETH", 0.12, 0.24, 0.05)]
    [InlineData("XRP", 0.18, 0.36, 0.15)]
    [InlineData("LINK", 0.18, 0.5, 0.3)]
    [InlineData("SOL", 0.25, 0.36, 0.15)]
    [InlineData("AVAX", 0.25, 0.5, 0.3)]
    public void Okx_moves_each_class_of_coins_by_its_own(string coin, double spot, double extreme, double basis)
    {
        var scheme = Scheme("okx-pm", coin);

        Assert.Equal(spot, Greatest(scheme, "mr1_spot_shock"), 12);
        Assert.Equal(extreme, Greatest(scheme, "mr6_extreme"), 12);
        Assert.Equal(basis, Assert.Single(scheme.Charges.OfType<RollCharge>()).Annual);
        Assert.Equal(202_500, Assert.Single(scheme.Charges.OfType<DepegCharge>()).Of(10e6, 1), 6);
    }

    [Fact, Trait("Criterion", "PMRG-034")]
    public void A_hedge_between_stablecoins_needs_more_once_one_has_lost_its_peg()
    {
        decimal[] prices = [1, 0.99m, 0.97m, 0.9m, 0.8m];

        var margins = prices.Select(Hedged).ToArray();

        Assert.Equal(1.3 * 202_500, (double)margins[0], 1.0);
        Assert.All(margins.Zip(margins.Skip(1)), pair => Assert.True(pair.Second > pair.First));

        static decimal Hedged(decimal price)
        {
            var portfolio = PortfolioReader.Read(
                "p.yaml",
                "at: 2026-11-01\npositions: [{instrument: BTC-USDT-SWAP, quantity: 15096.62}, {instrument: BTC-USDC-SWAP, quantity: -1509662}]\n"
                    + "market: {BTC: {index: 66240}, USDC: {index: 1}, BTC-USDT-SWAP: {mark: 66240}, BTC-USDC-SWAP: {mark: 66240}, "
                    + FormattableString.Invariant($"USDT: {{index: {price}}}}}\n")
            );
            return Estimate.Figures(ModelCatalog.BuiltIn.Find("okx-pm")!, portfolio).InitialMargin!.Value;
        }
    }

    [Theory, Trait("Criterion", "PMRG-033")]
    [InlineData("BTC", 0.4, 0.16)]
    [InlineData("ETH", 0.4, 0.16)]
    [InlineData("HYPE", 0.6, 0.28)]
    [InlineData("CL", 0.6, 0.28)]
    public void Paradex_has_a_least_shock_of_volatility_for_each_coin(string coin, double least, double range)
    {
        var scheme = Scheme("paradex-pm", coin);
        var year = scheme.Volatility.Term(RiskBook.SecondsOfYear);

        Assert.Equal(0.3 * (1 + least), scheme.Volatility.Shocked(0.3, VolatilityMove.Up, year), 12);
        Assert.Equal(range, Greatest(scheme, "standard"), 12);
        Assert.Equal(24, scheme.Tables.Sum(table => table.Rows.Count));
    }

    private static PortfolioMarginModel Scheme(string model, string coin) => ModelCatalog.BuiltIn.Find(model)!.Margin!.Portfolio!.Of(coin);

    private static double Greatest(PortfolioMarginModel scheme, string table) =>
        scheme.Tables.Single(each => each.Name == table).Rows.Max(row => row.Factor - 1);
}
