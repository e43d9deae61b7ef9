using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Instruments;
using Plimsoll.Pricing;
using Plimsoll.Simulation.Options;
using Plimsoll.Testing;

namespace Plimsoll.Simulation.Tests.Options;

public sealed class PremiumCheckTests
{
    private const double Index = 60_000;

    [Theory, Trait("Criterion", "SURF-015")]
    [InlineData(OptionType.Call, 30_000, 0.5, 0.51, "an ask of 0.51 for a call with strike 30,000 that brings 30,000 at 60,000")]
    [InlineData(OptionType.Put, 90_000, 0.49, 0.52, "an ask of 0.52 for a put with strike 90,000 that brings 30,000 at 60,000")]
    [InlineData(OptionType.Call, 60_000, 60_001, 60_010, "a bid of 60,001 for a call with strike 60,000, above its underlying at 60,000")]
    [InlineData(OptionType.Call, 60_000, 0.03, 0.031, "no price above 0.031, with strikes from 60,000 on")]
    public void What_cannot_be_money_is_told(OptionType type, double strike, double bid, double ask, string expected) =>
        Assert.Equal(expected, PremiumCheck.Contradiction(Chain(new Quote(type, strike, bid, ask)), Payoff.Linear));

    [Theory, Trait("Criterion", "SURF-015")]
    [InlineData(
        OptionType.Call,
        60_000,
        1_800,
        1_850,
        "a bid of 1,800 for a call with strike 60,000, above one coin, which is all that a call can bring"
    )]
    [InlineData(OptionType.Call, 30_000, 0.1, 0.11, "an ask of 0.11 for a call with strike 30,000 that brings 0.5 coins at 60,000")]
    public void What_cannot_be_the_coin_is_told(OptionType type, double strike, double bid, double ask, string expected) =>
        Assert.Equal(expected, PremiumCheck.Contradiction(Chain(new Quote(type, strike, bid, ask)), Payoff.Inverse));

    /// <summary>Without forward and index nothing is known but sizes.</summary>
    [Theory, Trait("Criterion", "SURF-015")]
    [InlineData(60_000, 0.03, false)]
    [InlineData(60_000, 1_800, true)]
    [InlineData(2, 0.03, true)]
    public void Without_a_price_of_the_underlying_only_sizes_tell(double strike, double ask, bool isPossible) =>
        Assert.Equal(
            isPossible,
            PremiumCheck.Contradiction(Chain(new Quote(OptionType.Call, strike, ask / 2, ask), double.NaN), Payoff.Linear) is null
        );

    /// <summary>One wild quote among good ones is the venue's slip, and no reason to refuse the chain.</summary>
    [Fact, Trait("Criterion", "SURF-015")]
    public void One_wild_quote_is_no_contradiction()
    {
        var good = Enumerable.Range(40, 40).Select(strike => Fair(OptionType.Call, strike * 1_000, 1, 0.5)).ToArray();

        Assert.Null(PremiumCheck.Contradiction(Chain([.. good, new Quote(OptionType.Call, 41_500, 70_000, 70_100)]), Payoff.Linear));
        Assert.Null(PremiumCheck.Contradiction(Chain([.. good, new Quote(OptionType.Call, 30_000, 10, 11)]), Payoff.Linear));
    }

    /// <summary>Two bids above one coin among forty calls are slips: left out and named, and the rest is a chain.</summary>
    [Fact, Trait("Criterion", "SURF-015")]
    public void A_few_calls_dearer_than_the_coin_are_left_out()
    {
        var good = Enumerable.Range(40, 40).Select(strike => Fair(OptionType.Call, strike * 1_000, 1 / Index, 0.5)).ToArray();
        var chain = Chain([.. good, new Quote(OptionType.Call, 41_500, 1.5, 1.6), new Quote(OptionType.Call, 42_500, 7, 8)]);

        var left = PremiumCheck.WithoutSlips(chain, Payoff.Inverse);

        Assert.Null(PremiumCheck.Contradiction(chain, Payoff.Inverse));
        Assert.Equal(40, left.Options.Count);
        Assert.Equal(2, left.Dropped.Count);
        Assert.Contains("a bid of 1.5 for a call with strike 41,500, above one coin", left.Dropped[0].Reason, StringComparison.Ordinal);
        Assert.Same(left, PremiumCheck.WithoutSlips(left, Payoff.Inverse));
    }

    /// <summary>Prices that are what they are said to be are never refused, at any volatility, strike and price of the underlying.</summary>
    [Fact, Trait("Criterion", "SURF-015")]
    public void Fair_prices_pass_in_their_own_unit()
    {
        var worlds =
            from index in Gen.Elements(0.02, 0.6, 3, 150, 2_500, 60_000.0)
            from volatility in Gen.Choose(5, 300)
            from shares in Gen.ListOf(Gen.Choose(20, 400), 12)
            from isMoney in Gen.Elements(true, false)
            select (index, volatility / 100.0, shares, isMoney);
        Prop.ForAll(
                worlds.ToArbitrary(),
                world =>
                {
                    var (index, volatility, shares, isMoney) = world;
                    var unit = isMoney ? 1 : 1 / index;
                    var quotes = shares.Select(
                        (share, i) => Fair(i % 2 == 0 ? OptionType.Call : OptionType.Put, index * share / 100, unit, volatility, index)
                    );
                    var isLarge = index >= 1_000 && isMoney && quotes.All(quote => quote.Ask < 1); // nothing but far out of the money
                    return isLarge
                        || PremiumCheck.Contradiction(Chain([.. quotes], index), isMoney ? Payoff.Linear : Payoff.Inverse) is null;
                }
            )
            .Check(Exploration.Of(500));
    }

    private static Quote Fair(OptionType type, double strike, double unit, double volatility, double index = Index)
    {
        var price = Black76.Price(type, index, strike, volatility, 0.25, 1) * unit;
        return new(type, strike, price * 0.95, price * 1.05);
    }

    private static ChainSnapshot Chain(Quote quote, double index = Index) => Chain([quote], index);

    private static ChainSnapshot Chain(Quote[] quotes, double index = Index) =>
        new(
            "venue",
            "BTC",
            0,
            [
                .. quotes.Select(quote => new QuotedOption(
                    "",
                    quote.Type,
                    quote.Strike,
                    1,
                    quote.Bid,
                    quote.Ask,
                    double.NaN,
                    double.NaN,
                    double.NaN,
                    index
                )),
            ]
        );

    private sealed record Quote(OptionType Type, double Strike, double Bid, double Ask);
}
