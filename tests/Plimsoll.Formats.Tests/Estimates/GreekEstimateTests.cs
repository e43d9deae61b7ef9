using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Pricing;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Formats.Tests.Estimates;

public sealed class GreekEstimateTests
{
    private const string Hedged = """
        at: 2026-11-01
        balances: {USDC: 10_000}
        positions:
          - {instrument: BTC-27NOV26-70000-C, quantity: 2}
          - {instrument: BTC-PERP, quantity: -0.5, entry: 66_000}
        market:
          BTC: {index: 66_240}
          BTC-PERP: {mark: 66_250}
          BTC-27NOV26-70000-C: {volatility: 48%, forward: 66_500}
        """;

    private const string Call = "positions.BTC-27NOV26-70000-C.greeks";

    private static readonly string[] Names = ["delta", "gamma", "vega", "theta", "rho", "vanna", "volga"];

    [Fact, Trait("Criterion", "OPTN-026")]
    public void A_position_has_its_greeks_as_shown_and_in_cash()
    {
        var answer = Of("derive-pmrm-2", Hedged);
        var years = (26 + (8 / 24.0)) / 365;
        var greeks = Black76.Greeks(OptionType.Call, 66_500, 70_000, 0.48, years, 1);
        var (shown, cash) = (DisplayedGreeks.Of(greeks, 66_500, years) * 2, CashGreeks.OfLinear(greeks, 66_500, years) * 2);

        Assert.Equal(shown.Delta, Number(answer, $"{Call}.delta"), 1e-9);
        Assert.Equal(shown.Gamma, Number(answer, $"{Call}.gamma"), 1e-9);
        Assert.Equal(shown.Vega, Number(answer, $"{Call}.vega"), 1e-9);
        Assert.Equal(shown.Theta, Number(answer, $"{Call}.theta"), 1e-9);
        Assert.Equal(shown.Rho, Number(answer, $"{Call}.rho"), 1e-9);
        Assert.Equal(shown.Vanna, Number(answer, $"{Call}.vanna"), 1e-9);
        Assert.Equal(shown.Volga, Number(answer, $"{Call}.volga"), 1e-9);
        Assert.Equal(cash.Delta, Number(answer, $"{Call}.cash.delta"), 1e-6);
        Assert.Equal(cash.Volga, Number(answer, $"{Call}.cash.volga"), 1e-6);
        Assert.Equal((66_500, 0.48), (Number(answer, $"{Call}.forward"), Number(answer, $"{Call}.volatility")));
        Assert.Equal(years, Number(answer, $"{Call}.years"), 1e-9);
        Assert.Equal(-0.5 * 66_250, Number(answer, "positions.BTC-PERP.greeks.cash.delta"), 1e-9);
        Assert.Equal(0, Number(answer, "positions.BTC-PERP.greeks.gamma"));
    }

    [Theory, Trait("Criterion", "OPTN-026")]
    [InlineData("hedged-call")]
    [InlineData("short-strangle")]
    [InlineData("calendar-spread")]
    [InlineData("box")]
    [InlineData("short-options")]
    public void Totals_are_the_sums_of_positions_and_coins(string name)
    {
        var portfolio = PortfolioReader.Read("p", File.ReadAllText(RepositoryFiles.PathOf("samples", "portfolios", $"{name}.yaml")));
        var answer = Estimate.Of(ModelCatalog.BuiltIn.Find(portfolio.ModelName!)!, portfolio);
        var positions = ((Answer)answer["positions"]!).Parts.Select(part => (Answer)((Answer)part.Value)["greeks"]!).ToArray();
        var coins = ((answer.Find("greeks.balances") as Answer)?.Parts ?? []).Select(part => (Answer)part.Value).ToArray();
        var underlyings = ((Answer)answer.Find("greeks.underlyings")!).Parts.Select(part => (Answer)part.Value).ToArray();
        foreach (var greek in Names)
        {
            Answer[] all = [.. positions, .. coins.Where(_ => greek == "delta")];
            Assert.Equal(all.Sum(each => Number(each, greek)), underlyings.Sum(each => Number(each, greek)), 1e-6);
            Assert.Equal(all.Sum(each => Number(each, $"cash.{greek}")), Number(answer, $"greeks.net.{greek}"), 1e-6);
            Assert.Equal(all.Sum(each => Math.Abs(Number(each, $"cash.{greek}"))), Number(answer, $"greeks.gross.{greek}"), 1e-6);
        }
    }

    [Fact, Trait("Criterion", "OPTN-026")]
    public void In_the_coin_a_future_has_the_delta_of_its_face_and_the_coin_itself_none()
    {
        const string Text = """
            at: 2026-11-01
            balances: {BTC: 2}
            positions: [{instrument: BTC-PERPETUAL, quantity: 10_000}]
            market: {BTC: {index: 50_000}, BTC-PERPETUAL: {mark: 50_000}}
            """;
        var answer = Of("deribit-inverse", Text);

        Assert.Null(answer.Find("greeks.balances"));
        Assert.Equal(0.2, Number(answer, "positions.BTC-PERPETUAL.greeks.delta"), 1e-12);
        Assert.Equal(0.2, Number(answer, "greeks.net.delta"), 1e-12);
        Assert.Equal(-2 * 0.2 * 0.01, Number(answer, "greeks.net.gamma"), 1e-12);
        Assert.Equal("BTC", Assert.IsType<AnswerNumber>(answer.Find("greeks.net.delta")).Unit);
    }

    [Fact, Trait("Criterion", "OPTN-026")]
    public void Coins_held_have_delta_and_an_option_without_volatility_has_a_reason()
    {
        const string Coins = """
            balances: {USDC: 10_000, BTC: 1}
            positions: [{instrument: BTC-PERP, quantity: -1}]
            market: {BTC: {index: 60_000}, BTC-PERP: {mark: 60_000}}
            """;
        var hedged = Of("derive-pmrm-2", Coins);
        var sample = File.ReadAllText(RepositoryFiles.PathOf("samples", "portfolios", "short-options.yaml"));
        var missing = Of("deribit-inverse", sample.Replace("volatility: 56%", "open_interest: 1", StringComparison.Ordinal));

        Assert.Equal(60_000, Number(hedged, "greeks.balances.BTC.cash.delta"));
        Assert.Equal((0, 0), (Number(hedged, "greeks.net.delta"), Number(hedged, "greeks.underlyings.BTC.delta")));
        Assert.Equal(
            "no volatility of it is stated under market",
            Assert.IsType<AnswerNothing>(missing.Find("positions.BTC-27NOV26-75000-C.greeks")).Reason
        );
        Assert.Contains("BTC-27NOV26-75000-C", Assert.IsType<AnswerNothing>(missing.Find("greeks.net")).Reason, StringComparison.Ordinal);
        Assert.IsType<Answer>(missing.Find("positions.BTC-27NOV26-58000-P.greeks"));
    }

    private static Answer Of(string model, string portfolio) =>
        Estimate.Of(ModelCatalog.BuiltIn.Find(model)!, PortfolioReader.Read("p.yaml", portfolio));

    private static double Number(Answer answer, string path) => (double)Assert.IsType<AnswerNumber>(answer.Find(path)).Value;
}
