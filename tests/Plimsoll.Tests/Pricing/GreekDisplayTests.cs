using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Numerics;
using Plimsoll.Pricing;
using Plimsoll.Testing;
using Plimsoll.Tests.Numerics;

namespace Plimsoll.Tests.Pricing;

public sealed class GreekDisplayTests
{
    private const double Forward = 77_000;
    private const double Day = 1 / 365.0;

    [Fact, Trait("Criterion", "OPTN-020")]
    public void A_row_of_deribit_comes_out_in_its_own_units()
    {
        // BTC-27MAR26-80000-C, Deribit, 2026-01-23 near 01:48 UTC: mark IV 41.87, delta 0.78514, vega 109.94891, theta −36.39101, rho 101.32913.
        const double Years = 63.2584 * Day;
        var total = 0.4187 * Math.Sqrt(Years);
        var forward = 80_000 * Math.Exp((NormalDistribution.InverseCumulative(0.78514) * total) - (0.5 * total * total));

        var greeks = DisplayedGreeks.Of(Black76.Greeks(OptionType.Call, forward, 80_000, 0.4187, Years, 1), forward, Years);

        Assert.Equal(109.949, greeks.Vega, 0.01);
        Assert.Equal(-36.391, greeks.Theta, 0.005);
        Assert.Equal(101.329, greeks.Rho, 0.01);
        Assert.Equal(2e-5, greeks.Gamma, 5e-6);
    }

    [Fact, Trait("Criterion", "OPTN-021")]
    public void An_option_in_its_last_day_decays_by_what_is_left()
    {
        var last = Black76.Greeks(OptionType.Call, Forward, Forward, 0.6, 0.25 * Day, 1);
        var later = Black76.Greeks(OptionType.Call, Forward, Forward, 0.6, 9 * Day, 1);

        Assert.Equal(last.Theta * 0.25 * Day, DisplayedGreeks.Of(last, Forward, 0.25 * Day).Theta, 1e-9);
        Assert.Equal(later.Theta * Day, DisplayedGreeks.Of(later, Forward, 9 * Day).Theta, 1e-9);
    }

    [Fact, Trait("Criterion", "OPTN-022")]
    public void Cash_figures_are_the_differences_of_a_revaluation() =>
        Prop.ForAll(
                DeterministicMathTests.Reals(-1.5, 1.5),
                DeterministicMathTests.Reals(0.2, 1.5),
                DeterministicMathTests.Reals(0.02, 1.5),
                (deviations, volatility, years) =>
                {
                    var strike = Forward * Math.Exp(deviations * volatility * Math.Sqrt(years));
                    return Agree(isInverse: false, strike, volatility, years) && Agree(isInverse: true, strike, volatility, years);
                }
            )
            .Check(Exploration.Usual);

    [Fact, Trait("Criterion", "OPTN-023")]
    public void A_coin_call_is_hedged_by_its_delta_less_its_premium()
    {
        // Worth V/F coins; short (Δ − V/F) · F dollars of an inverse perpetual stands still when the price moves by a hundredth of a percent.
        const double Strike = 80_000;
        double Coins(double forward) => Black76.Price(OptionType.Call, forward, Strike, 0.5, 0.25, 1) / forward;
        var call = CashGreeks.OfInverse(Black76.Greeks(OptionType.Call, Forward, Strike, 0.5, 0.25, 1), Forward, 0.25);
        var dollars = call.Delta * Forward;

        var moved = Forward * 1.0001;
        var change = Coins(moved) - Coins(Forward) - (dollars * ((1 / Forward) - (1 / moved)));

        Assert.InRange(Math.Abs(change), 0, 2e-8);
        Assert.Equal(0, (call + (CashGreeks.OfInverseFuture(Forward, Forward) * -dollars)).Delta, 1e-12);
    }

    [Fact, Trait("Criterion", "OPTN-024")]
    public void A_portfolio_is_the_sum_of_its_positions_and_a_box_nets_to_money()
    {
        // Long call, short put at one strike, short the forward: no delta, gamma, vega left.
        var call = CashGreeks.OfLinear(Black76.Greeks(OptionType.Call, Forward, 80_000, 0.5, 0.25, 1), Forward, 0.25);
        var put = CashGreeks.OfLinear(Black76.Greeks(OptionType.Put, Forward, 80_000, 0.5, 0.25, 1), Forward, 0.25);

        var totals = GreekTotals.Of([new(3, call), new(-3, put), new(-3, CashGreeks.OfLinearFuture(Forward, Forward))]);

        Assert.Equal(3 * (Forward - 80_000), totals.Net.Value, 1e-9);
        Assert.Equal(0, totals.Net.Delta, 1e-9);
        Assert.Equal(0, totals.Net.Gamma, 1e-9);
        Assert.Equal(0, totals.Net.Vega, 1e-9);
        Assert.Equal(0, totals.Net.Vanna, 1e-9);
        Assert.Equal(6 * call.Vega, totals.Gross.Vega, 1e-9);
        Assert.True(totals.Gross.Delta > 3 * Forward);
    }

    [Fact, Trait("Criterion", "OPTN-024")]
    public void Futures_of_both_kinds_move_as_their_values_do()
    {
        const double Up = Forward * 1.001;
        var linear = CashGreeks.OfLinearFuture(Forward, 70_000);
        var inverse = CashGreeks.OfInverseFuture(Forward, 70_000);

        Assert.Equal(CashGreeks.OfLinearFuture(Up, 70_000).Value, linear.Value + (0.001 * linear.Delta), 1e-9);
        var expected = inverse.Value + (0.001 * inverse.Delta) + (0.5 * 0.001 * 0.001 * inverse.Gamma * 100);
        Assert.Equal(CashGreeks.OfInverseFuture(Up, 70_000).Value, expected, 1e-13);
    }

    [Fact, Trait("Criterion", "OPTN-025")]
    public void In_the_quote_currency_a_coin_option_is_a_linear_one_and_a_coin_future_has_no_gamma() =>
        Prop.ForAll(
                DeterministicMathTests.Reals(0.5, 2),
                DeterministicMathTests.Reals(0.2, 1.5),
                DeterministicMathTests.Reals(0.02, 1.5),
                (moneyness, volatility, years) =>
                {
                    var greeks = Black76.Greeks(OptionType.Call, Forward, Forward * moneyness, volatility, years, 1);
                    var linear = CashGreeks.OfLinear(greeks, Forward, years);
                    var coin = CashGreeks.OfInverse(greeks, Forward, years).WithCoin(Forward);

                    Assert.Equal(linear.Value, coin.Value, Forward * 1e-12);
                    Assert.Equal(linear.Delta, coin.Delta, Forward * 1e-12);
                    Assert.Equal(linear.Gamma, coin.Gamma, Forward * 1e-12);
                    Assert.Equal(linear.Vega, coin.Vega, Forward * 1e-12);
                    Assert.Equal(linear.Vanna, coin.Vanna, Forward * 1e-12);
                    Assert.Equal(linear.Volga, coin.Volga, Forward * 1e-12);
                    var future = CashGreeks.OfInverseFuture(Forward, 70_000).WithCoin(Forward);
                    Assert.Equal(Forward / 70_000, future.Delta, 1e-12);
                    Assert.Equal(0, future.Gamma, 1e-12);
                }
            )
            .Check(Exploration.Of(100));

    private static bool Agree(bool isInverse, double strike, double volatility, double years)
    {
        const double Step = 1e-4;
        double Value(double forward, double sigma)
        {
            var price = Black76.Price(OptionType.Put, forward, strike, sigma, years, 1);
            return isInverse ? price / forward : price;
        }

        var greeks = Black76.Greeks(OptionType.Put, Forward, strike, volatility, years, 1);
        var cash = isInverse ? CashGreeks.OfInverse(greeks, Forward, years) : CashGreeks.OfLinear(greeks, Forward, years);
        var (up, down) = (Forward * (1 + Step), Forward * (1 - Step));
        var unit = isInverse ? 1 : Forward;
        double Vega(double forward) => (Value(forward, volatility + Step) - Value(forward, volatility - Step)) / (2 * Step) * 0.01;
        return Near(cash.Delta, (Value(up, volatility) - Value(down, volatility)) / (2 * Step), unit * 1e-5)
            && Near(
                cash.Gamma,
                (Value(up, volatility) - (2 * Value(Forward, volatility)) + Value(down, volatility)) / (Step * Step) * 0.01,
                unit * 1e-4
            )
            && Near(cash.Vega, Vega(Forward), unit * 1e-7)
            && Near(cash.Vanna, (Vega(up) - Vega(down)) / (2 * Step) * 0.01, unit * 1e-6)
            && Near(
                cash.Volga,
                (Value(Forward, volatility + Step) - (2 * Value(Forward, volatility)) + Value(Forward, volatility - Step))
                    / (Step * Step)
                    * 1e-4,
                unit * 1e-5
            )
            && Near(
                cash.Theta / Math.Min(Day, years) * Step * years,
                Black(isInverse, strike, volatility, years * (1 - (0.5 * Step)))
                    - Black(isInverse, strike, volatility, years * (1 + (0.5 * Step))),
                unit * 1e-8
            );
    }

    private static double Black(bool isInverse, double strike, double volatility, double years) =>
        Black76.Price(OptionType.Put, Forward, strike, volatility, years, 1) / (isInverse ? Forward : 1);

    private static bool Near(double actual, double expected, double tolerance) =>
        Math.Abs(actual - expected) <= tolerance + (1e-4 * Math.Abs(expected));
}
