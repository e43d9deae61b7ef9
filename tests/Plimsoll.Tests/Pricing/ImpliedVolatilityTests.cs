using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Pricing;
using Plimsoll.Testing;
using Plimsoll.Tests.Numerics;

namespace Plimsoll.Tests.Pricing;

public sealed class ImpliedVolatilityTests
{
    private const int StepsSeen = 6;

    [Fact, Trait("Criterion", "OPTN-010")]
    public void Total_volatility_agrees_with_many_digits_in_the_wings_too() =>
        Assert.InRange(
            References.WorstRelative("implied", x => ImpliedVolatility.TotalOf(TypeOf(x[0]), x[3], x[1], x[2]).Volatility),
            0,
            4e-15
        );

    [Fact, Trait("Criterion", "OPTN-011")]
    public void A_price_comes_back_within_units_in_the_last_place_of_what_the_volatility_can_tell() =>
        Prop.ForAll(
                DeterministicMathTests.Reals(-30, 30),
                DeterministicMathTests.Reals(-7, 1),
                (deviations, magnitude) =>
                {
                    var total = Math.Pow(10, magnitude);
                    var strike = 100 * Math.Exp(Math.Clamp(deviations * total, -300, 300));
                    var type = deviations < 0 ? OptionType.Put : OptionType.Call;
                    var price = Black76.UndiscountedPrice(type, 100, strike, total);
                    var answer = ImpliedVolatility.TotalOf(type, price, 100, strike);
                    if (price < 1e-300 || !(price < Math.Min(100, strike)))
                        return true;

                    var again = Black76.UndiscountedPrice(type, 100, strike, answer.Volatility);
                    return answer.IsFound
                        && answer.Steps <= StepsSeen
                        && Math.Abs(again - price) <= price * 1e-15 * (12 + (4 * Condition(type, strike, total, price)));
                }
            )
            .Check(Exploration.Usual);

    [Fact, Trait("Criterion", "OPTN-012")]
    public void The_same_volatility_comes_from_a_call_and_from_the_put_at_its_side() =>
        Prop.ForAll(
                DeterministicMathTests.Reals(-3, 3),
                DeterministicMathTests.Reals(0.05, 2),
                DeterministicMathTests.Reals(0.5, 1.1),
                (deviations, volatility, discount) =>
                {
                    const double Years = 0.25;
                    var strike = 60_000 * Math.Exp(deviations * volatility * 0.5);
                    var call = Black76.Price(OptionType.Call, 60_000, strike, volatility, Years, discount);
                    var put = Black76.Price(OptionType.Put, 60_000, strike, volatility, Years, discount);
                    var vega = Black76.Greeks(OptionType.Call, 60_000, strike, volatility, Years, discount).Vega;
                    var ofCall = ImpliedVolatility.Of(OptionType.Call, call, 60_000, strike, Years, discount);
                    var ofPut = ImpliedVolatility.Of(OptionType.Put, put, 60_000, strike, Years, discount);
                    var seen = 4e-16 * Math.Max(call, put) / vega;
                    return ofCall.IsFound
                        && ofPut.IsFound
                        && Math.Abs(ofCall.Volatility - volatility) <= (4e-15 * volatility) + seen
                        && Math.Abs(ofPut.Volatility - volatility) <= (4e-15 * volatility) + seen;
                }
            )
            .Check(Exploration.Usual);

    [Fact, Trait("Criterion", "OPTN-012")]
    public void A_dearer_option_never_implies_less() =>
        Prop.ForAll(
                DeterministicMathTests.Reals(-6, 6),
                DeterministicMathTests.Reals(-200, -0.001),
                DeterministicMathTests.Reals(1, 1.01),
                (moneyness, logarithm, factor) =>
                {
                    var strike = Math.Exp(moneyness);
                    var type = strike < 1 ? OptionType.Put : OptionType.Call;
                    var price = Math.Min(1, strike) * Math.Exp(logarithm);
                    var dearer = Math.Min(price * factor, Math.BitDecrement(Math.Min(1, strike)));
                    var low = ImpliedVolatility.TotalOf(type, price, 1, strike).Volatility;
                    var high = ImpliedVolatility.TotalOf(type, Math.Max(price, dearer), 1, strike).Volatility;
                    return high >= low * (1 - 2e-15);
                }
            )
            .Check(Exploration.Usual);

    [Theory, Trait("Criterion", "OPTN-013")]
    [InlineData(OptionType.Call, 9.99, 100, 90, 1, ImpliedVolatilityStatus.BelowIntrinsic)]
    [InlineData(OptionType.Call, 10, 100, 90, 1, ImpliedVolatilityStatus.AtIntrinsic)]
    [InlineData(OptionType.Put, 0, 100, 90, 1, ImpliedVolatilityStatus.AtIntrinsic)]
    [InlineData(OptionType.Put, -1e-300, 100, 90, 1, ImpliedVolatilityStatus.BelowIntrinsic)]
    [InlineData(OptionType.Call, 100, 100, 90, 1, ImpliedVolatilityStatus.AtBound)]
    [InlineData(OptionType.Put, 90, 100, 90, 1, ImpliedVolatilityStatus.AtBound)]
    [InlineData(OptionType.Call, 100.5, 100, 90, 1, ImpliedVolatilityStatus.AboveBound)]
    [InlineData(OptionType.Put, 1e300, 100, 90, 1, ImpliedVolatilityStatus.AboveBound)]
    [InlineData(OptionType.Call, 11, 100, 90, 0, ImpliedVolatilityStatus.NoTime)]
    [InlineData(OptionType.Call, 11, 0, 90, 1, ImpliedVolatilityStatus.NoOptionality)]
    [InlineData(OptionType.Call, 11, 100, 0, 1, ImpliedVolatilityStatus.NoOptionality)]
    [InlineData(OptionType.Call, double.NaN, 100, 90, 1, ImpliedVolatilityStatus.NotAMarket)]
    [InlineData(OptionType.Call, 11, double.PositiveInfinity, 90, 1, ImpliedVolatilityStatus.NotAMarket)]
    [InlineData(OptionType.Call, 11, 100, -90, 1, ImpliedVolatilityStatus.NotAMarket)]
    [InlineData(OptionType.Call, 11, 100, 90, -1, ImpliedVolatilityStatus.NotAMarket)]
    [InlineData(OptionType.Call, 11, 100, 90, 1, ImpliedVolatilityStatus.Found)]
    public void Where_there_is_none_the_answer_says_why(
        OptionType type,
        double price,
        double forward,
        double strike,
        double years,
        ImpliedVolatilityStatus status
    )
    {
        var answer = ImpliedVolatility.Of(type, price, forward, strike, years, discountFactor: 1);

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == ImpliedVolatilityStatus.Found, answer.IsFound);
    }

    [Fact, Trait("Criterion", "OPTN-014")]
    public void Every_price_that_a_double_holds_is_answered_in_a_few_steps()
    {
        double[] strikes = [1, 1.0000000000000002, 1.000001, 1.1, 3, 100, 1e6, 1e50, 1e150, 1e290];
        var most = 0;
        foreach (var strike in strikes)
        {
            for (var power = -1070; power <= -1; power++)
            {
                foreach (var share in (double[])[1, 1.3, 1.999999])
                {
                    var lower = ImpliedVolatility.TotalOf(OptionType.Call, Math.ScaleB(share, power), 1, strike);
                    var upper = ImpliedVolatility.TotalOf(OptionType.Call, 1 - Math.ScaleB(share, Math.Max(power, -52)), 1, strike);
                    Assert.All(
                        (ImpliedVolatilityAnswer[])[lower, upper],
                        answer => Assert.True(answer is { IsFound: true, Volatility: > 0 and < 1e3 }, $"{strike} {power} {share} {answer}")
                    );
                    most = Math.Max(most, Math.Max(lower.Steps, upper.Steps));
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"most steps: {most}");
        Assert.InRange(most, 1, StepsSeen);
    }

    [Fact, Trait("Criterion", "OPTN-015")]
    public void Seconds_to_expiry_and_huge_volatilities_are_no_exception()
    {
        const double Second = 1 / (365.0 * 86_400);
        foreach (var volatility in (double[])[1e-6, 0.01, 0.5, 5, 500, 50_000])
        foreach (var years in (double[])[Second / 1000, Second, 3600 * Second, 1, 100])
        {
            var total = volatility * Math.Sqrt(years);
            if (total > 12)
                continue;

            var strike = 90_000 * Math.Exp(0.7 * total);
            var price = Black76.Price(OptionType.Call, 90_000, strike, volatility, years, discountFactor: 1);
            var answer = ImpliedVolatility.Of(OptionType.Call, price, 90_000, strike, years, discountFactor: 1);
            var condition = 90_000 * 2.2e-16 / Black76.Greeks(OptionType.Call, 90_000, strike, volatility, years, 1).Vega;
            Assert.InRange(answer.Volatility, volatility - (1e-14 * volatility) - condition, volatility + (1e-14 * volatility) + condition);
        }
    }

    /// <summary>How much a relative change of the volatility moves the price.</summary>
    private static double Condition(OptionType type, double strike, double total, double price) =>
        Black76.Greeks(type, 100, strike, total, 1, 1).Vega * total / price;

    private static OptionType TypeOf(double flag) => flag == 1 ? OptionType.Call : OptionType.Put;
}
