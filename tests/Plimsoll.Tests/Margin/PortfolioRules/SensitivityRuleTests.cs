using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Pricing;

namespace Plimsoll.Tests.Margin.PortfolioRules;

public sealed class SensitivityRuleTests
{
    private const MarginLevelKind Initial = MarginLevelKind.Initial;

    [Fact, Trait("Criterion", "VARR-115")]
    public void A_future_needs_its_range_in_dollars_and_in_the_coin()
    {
        RiskBook book = new("x", 1_000) { Linear = [new("future", -3, 1_000)] };

        Assert.Equal(300, Asked(book), 1e-9);
        // Short in the coin: 3 · (0.1 − 0.1²) up, 3 · (0.1 + 0.1²) down, where it gains; long the other way round.
        Assert.Equal(0.3, Asked(book with { IsInCoin = true }), 1e-12);
        Assert.Equal(0.33, Asked(book with { IsInCoin = true, Linear = [new("future", 3, 1_000)] }), 1e-12);
    }

    [Fact, Trait("Criterion", "VARR-115")]
    public void A_short_option_needs_delta_gamma_and_vega_and_a_long_one_its_erosion()
    {
        OptionExpiryBook expiry = new(30 * RiskBook.SecondsOfDay, 1_000, [new("call", OptionType.Call, 1_000, -2, 0.6)]);
        var greeks = Black76.Greeks(OptionType.Call, 1_000, 1_000, 0.6, expiry.Years, 1);
        RiskBook sold = new("x", 1_000) { Expiries = [expiry] };
        RiskBook bought = new("x", 1_000) { Expiries = [expiry with { Options = [expiry.Options[0] with { Quantity = 2 }] }] };

        var both = (2 * greeks.Delta * 100) + (2 * greeks.Vega * 0.05);
        Assert.Equal(both + (2 * greeks.Gamma * 100 * 100 / 2), Asked(sold), 1e-9);
        Assert.Equal(both - (2 * greeks.Theta / 365), Asked(bought), 1e-9);
    }

    private static double Asked(RiskBook book) =>
        new SensitivityRule("greeks", new Dictionary<string, SensitivityTerms>(StringComparer.Ordinal) { ["x"] = new(0.1, 0.05, 1) })
            .Of(new([book]))
            .At(Initial);
}
