using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Instruments;
using Plimsoll.Pricing;
using Plimsoll.Surfaces;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Surfaces;

public sealed class ForwardTests
{
    [Theory, Trait("Criterion", "SURF-002")]
    [InlineData(Payoff.Inverse)]
    [InlineData(Payoff.Linear)]
    public void Calls_and_puts_agree_on_the_forward(Payoff premium)
    {
        var chain = QuoteMaker.Chain(QuoteMaker.Smile, 90, premium);
        var unstated = chain with { Quotes = [.. chain.Quotes.Select(quote => quote with { Forward = double.NaN })] };

        var estimate = ParityForward.Of(unstated);

        Assert.Equal(ForwardSource.Parity, estimate.Source);
        Assert.Equal(21, estimate.Strikes);
        Assert.Equal(QuoteMaker.Forward, estimate.Forward, 0.001 * QuoteMaker.Forward);
        Assert.Equal(1, ParityForward.Of(chain).Ratio, 1e-3);
    }

    [Fact, Trait("Criterion", "SURF-003")]
    public void A_third_of_the_strikes_cannot_drag_it_away()
    {
        var chain = QuoteMaker.Chain(QuoteMaker.Smile, 90, halfSpread: 0.002);
        var honest = ParityForward.Of(chain).Forward;
        var liars = chain.Quotes.Select(
            (quote, i) => quote.Type == OptionType.Call && i % 6 == 0 ? quote with { Bid = quote.Bid * 1.5, Ask = quote.Ask * 1.5 } : quote
        );

        var estimate = ParityForward.Of(chain with { Quotes = [.. liars] });

        Assert.Equal(honest, estimate.Forward, 0.002 * honest);
    }

    /// <summary>What is quoted at a fifth of its worth has a fifth of the spread, and would weigh twenty-five times as much.</summary>
    [Fact, Trait("Criterion", "SURF-003")]
    public void Quotes_far_off_with_narrow_spreads_cannot_drag_it_away() =>
        Prop.ForAll(
                Gen.Choose(0, int.MaxValue).ToArbitrary(),
                Gen.Elements(Payoff.Inverse, Payoff.Linear).ToArbitrary(),
                (seed, premium) =>
                {
                    var chain = QuoteMaker.Chain(QuoteMaker.Smile, 90, premium, halfSpread: 0.01);
                    var wild = new OptionQuote[chain.Quotes.Count];
                    for (var i = 0; i < wild.Length; i++)
                    {
                        seed = unchecked((seed * 1_103_515_245) + 12_345) & int.MaxValue;
                        var factor = seed / 65_536 % 20 < 3 ? 0.2 * Math.Pow(25, seed / 1_310_720.0 % 1) : 1;
                        wild[i] = chain.Quotes[i] with { Bid = chain.Quotes[i].Bid * factor, Ask = chain.Quotes[i].Ask * factor };
                    }

                    return Math.Abs((ParityForward.Of(chain with { Quotes = wild }).Forward / QuoteMaker.Forward) - 1) < 0.01;
                }
            )
            .Check(Exploration.Of(300));

    [Fact, Trait("Criterion", "SURF-003")]
    public void Without_three_strikes_the_future_speaks_and_then_the_venue()
    {
        var chain = QuoteMaker.Chain(QuoteMaker.Smile, 90, strikes: 2);
        var bare = chain with { Quotes = [.. chain.Quotes.Select(quote => quote with { Forward = double.NaN })] };

        Assert.Equal((50_123, ForwardSource.Future), Read(ParityForward.Of(chain with { Future = 50_123 })));
        Assert.Equal((QuoteMaker.Forward, ForwardSource.Venue), Read(ParityForward.Of(chain)));
        Assert.Equal((50_123, ForwardSource.Future), Read(ParityForward.Of(bare with { Future = 50_123 })));
        Assert.Equal(ForwardSource.Unknown, ParityForward.Of(bare).Source);

        static (double, ForwardSource) Read(ForwardEstimate estimate) => (estimate.Forward, estimate.Source);
    }

    [Fact, Trait("Criterion", "SURF-003")]
    public void Prices_that_move_while_the_chain_is_read_do_not_matter()
    {
        // The second half was read one percent higher, and says so.
        var chain = QuoteMaker.Chain(QuoteMaker.Smile, 90, halfSpread: 0.002);
        var moved = chain.Quotes.Select(
            (quote, i) => i < 20 ? quote : quote with { Strike = quote.Strike * 1.01, Forward = quote.Forward * 1.01 }
        );

        Assert.Equal(1, ParityForward.Of(chain with { Quotes = [.. moved] }).Ratio, 1e-3);
    }

    [Fact, Trait("Criterion", "SURF-004")]
    public void Between_expiries_carry_is_constant()
    {
        var curve = new ForwardCurve(100, [(1, 110), (0.5, 104), (0, 3), (2, double.NaN)]);

        Assert.Equal(100, curve.At(0), 1e-12);
        Assert.Equal(Math.Sqrt(100 * 104), curve.At(0.25), 1e-10);
        Assert.Equal(Math.Sqrt(104 * 110), curve.At(0.75), 1e-10);
        Assert.Equal(110, curve.At(5), 1e-12);
        Assert.Equal(104, new ForwardCurve(double.NaN, [(0.5, 104)]).At(0.1), 1e-12);
        Assert.True(double.IsNaN(new ForwardCurve(double.NaN, []).At(1)));
    }
}
