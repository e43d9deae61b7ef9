using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Pricing;
using Plimsoll.Testing;
using Plimsoll.Tests.Numerics;

namespace Plimsoll.Tests.Pricing;

public sealed class Black76Tests
{
    [Fact, Trait("Criterion", "OPTN-001")]
    public void Price_agrees_with_eighty_digits_relative_to_the_forward()
    {
        static double Actual(double[] x) => Black76.UndiscountedPrice(TypeOf(x[0]), x[1], x[2], x[3]);

        Assert.InRange(References.WorstScaled("price", Actual, x => Math.Max(x[1], x[2])), 0, 1e-15);
        Assert.InRange(References.WorstRelative("price", Actual), 0, 1e-14);
    }

    [Fact, Trait("Criterion", "OPTN-002")]
    public void Deep_wings_keep_their_own_relative_accuracy()
    {
        static double Actual(double[] x) => Black76.UndiscountedPrice(x[1] >= x[0] ? OptionType.Call : OptionType.Put, x[0], x[1], x[2]);

        Assert.InRange(References.WorstRelative("otm", Actual), 0, 1e-14);
    }

    [Fact, Trait("Criterion", "OPTN-003")]
    public void Sensitivities_agree_with_eighty_digits()
    {
        AssertGreek("price", x => x.Price);
        AssertGreek("delta", x => x.Delta);
        AssertGreek("gamma", x => x.Gamma);
        AssertGreek("vega", x => x.Vega);
        AssertGreek("rho", x => x.Rho);

        // Differences of terms that may cancel: measured against the larger of them.
        static double Near(double[] x) => GreeksOf(x).Vega / x[3] + 1e-300;
        Assert.InRange(
            References.WorstScaled("greek-theta", x => GreeksOf(x).Theta, x => Math.Abs(GreeksOf(x).Theta) + Decay(x)),
            0,
            1e-14
        );
        Assert.InRange(
            References.WorstScaled("greek-vanna", x => GreeksOf(x).Vanna, x => Math.Abs(GreeksOf(x).Vanna) + (Near(x) / x[1])),
            0,
            1e-14
        );
        Assert.InRange(References.WorstScaled("greek-volga", x => GreeksOf(x).Volga, x => Math.Abs(GreeksOf(x).Volga) + Near(x)), 0, 1e-14);
    }

    /// <summary>Vega of a strike and a forward is that of the two exchanged, by another d: what differs is error.</summary>
    [Fact, Trait("Criterion", "OPTN-003")]
    public void Far_out_the_error_grows_with_the_square_of_the_deviations() =>
        Prop.ForAll(
                Gen.Choose(1, 3_700).ToArbitrary(),
                Gen.Choose(1, 200).ToArbitrary(),
                (hundredths, percent) =>
                {
                    var (d, total) = (hundredths / 100.0, percent / 100.0);
                    var strike = 100 * Math.Exp(d * total);
                    var one = Black76.Greeks(OptionType.Call, 100, strike, total, 1, 1).Vega;
                    var other = Black76.Greeks(OptionType.Call, strike, 100, total, 1, 1).Vega;
                    var far = d + (total / 2);
                    return Math.Abs((one / other) - 1) <= 2 * (1e-14 + (far * far * Math.ScaleB(1, -52)));
                }
            )
            .Check(Exploration.Of(2_000));

    [Theory, Trait("Criterion", "OPTN-004")]
    [InlineData(OptionType.Call, 100, 90, 0, 10)]
    [InlineData(OptionType.Put, 100, 90, 0, 0)]
    [InlineData(OptionType.Call, 100, 90, 1000, 100)]
    [InlineData(OptionType.Put, 100, 90, double.PositiveInfinity, 90)]
    [InlineData(OptionType.Call, 0, 90, 1, 0)]
    [InlineData(OptionType.Put, 0, 90, 1, 90)]
    [InlineData(OptionType.Call, 100, 0, 1, 100)]
    [InlineData(OptionType.Put, 100, 0, 1, 0)]
    [InlineData(OptionType.Call, 0, 0, 1, 0)]
    [InlineData(OptionType.Call, 1e-300, 1e300, 1e-300, 0)]
    [InlineData(OptionType.Put, 1e-300, 1e300, 100, 1e300)]
    [InlineData(OptionType.Call, 100, 100, -1, double.NaN)]
    [InlineData(OptionType.Call, -1, 100, 1, double.NaN)]
    [InlineData(OptionType.Call, 100, double.PositiveInfinity, 1, double.NaN)]
    [InlineData(OptionType.Call, 100, double.NaN, 1, double.NaN)]
    public void Edges_have_these_values(OptionType type, double forward, double strike, double total, double expected) =>
        Assert.Equal(expected, Black76.UndiscountedPrice(type, forward, strike, total));

    [Fact, Trait("Criterion", "OPTN-005")]
    public void Sensitivities_are_numbers_at_every_edge()
    {
        double[] prices = [0, double.Epsilon, 1e-300, 1, 100, 100.00000000000001, 1e300];
        double[] volatilities = [0, double.Epsilon, 1e-200, 1e-8, 0.5, 1e3, 1e200];
        double[] times = [0, double.Epsilon, 1e-200, 1e-6, 1, 1e3];

        foreach (var forward in prices)
        foreach (var strike in prices)
        foreach (var volatility in volatilities)
        foreach (var years in times)
        foreach (var type in (OptionType[])[OptionType.Call, OptionType.Put])
        {
            var greeks = Black76.Greeks(type, forward, strike, volatility, years, 0.9);
            Assert.False(
                double.IsNaN(greeks.Price + greeks.Delta + greeks.Rho)
                    || double.IsNaN(greeks.Gamma)
                    || double.IsNaN(greeks.Vega)
                    || double.IsNaN(greeks.Theta)
                    || double.IsNaN(greeks.Vanna)
                    || double.IsNaN(greeks.Volga),
                $"{type} F={forward} K={strike} σ={volatility} T={years}: {greeks}"
            );
        }
    }

    [Fact, Trait("Criterion", "OPTN-005")]
    public void At_the_kink_the_limits_are_finite()
    {
        var atExpiry = Black76.Greeks(OptionType.Call, 100, 100, volatility: 0.5, years: 0, discountFactor: 1);
        var still = Black76.Greeks(OptionType.Call, 100, 100, volatility: 0, years: 4, discountFactor: 1);

        Assert.Equal(new(0, 0.5, 0, 0, 0, 0, 0, 0), atExpiry with { Rho = Math.Abs(atExpiry.Rho) });
        Assert.Equal(100 * 2 * 0.3989422804014327, still.Vega, 1e-13);
        Assert.Equal(0.3989422804014327, still.Vanna, 1e-15);
    }

    [Fact, Trait("Criterion", "OPTN-006")]
    public void Call_less_put_is_the_forward_less_the_strike() =>
        Prop.ForAll(
                DeterministicMathTests.Reals(-5, 5),
                DeterministicMathTests.Reals(0, 4),
                (moneyness, total) =>
                {
                    var strike = 100 * Math.Exp(moneyness);
                    var call = Black76.UndiscountedPrice(OptionType.Call, 100, strike, total);
                    var put = Black76.UndiscountedPrice(OptionType.Put, 100, strike, total);
                    return Math.Abs(call - put - (100 - strike)) <= 2.3e-16 * Math.Max(100, strike)
                        && call >= Math.Max(0, 100 - strike)
                        && call <= 100
                        && put <= strike;
                }
            )
            .Check(Exploration.Usual);

    [Fact, Trait("Criterion", "OPTN-007")]
    public void A_price_rises_with_volatility_and_falls_away_from_the_money() =>
        Prop.ForAll(
                DeterministicMathTests.Reals(-4, 4),
                DeterministicMathTests.Reals(1e-3, 3),
                (deviations, total) =>
                {
                    var strike = 100 * Math.Exp(deviations * total);
                    var call = Black76.UndiscountedPrice(OptionType.Call, 100, strike, total);
                    return Black76.UndiscountedPrice(OptionType.Call, 100, strike, total * 1.000001) >= call
                        && Black76.UndiscountedPrice(OptionType.Call, 100, strike * 1.000001, total) <= call;
                }
            )
            .Check(Exploration.Usual);

    [Fact, Trait("Criterion", "OPTN-007")]
    public void A_call_near_the_money_is_worth_two_fifths_of_its_total_volatility() =>
        Assert.Equal(7.965567455405804, Black76.Price(OptionType.Call, 100, 100, volatility: 0.2, years: 1, discountFactor: 1), 1e-13);

    private static double Decay(double[] x) => GreeksOf(x).Vega * x[3] / (2 * x[4]) + 1e-300;

    private static void AssertGreek(string name, Func<Black76Greeks, double> greek) =>
        Assert.InRange(References.WorstRelative("greek-" + name, x => greek(GreeksOf(x))), 0, 1e-14);

    private static Black76Greeks GreeksOf(double[] x) => Black76.Greeks(TypeOf(x[0]), x[1], x[2], x[3], x[4], x[5]);

    private static OptionType TypeOf(double flag) => flag == 1 ? OptionType.Call : OptionType.Put;
}
