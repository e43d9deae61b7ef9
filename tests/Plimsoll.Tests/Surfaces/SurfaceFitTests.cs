using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Instruments;
using Plimsoll.Pricing;
using Plimsoll.Surfaces;
using Plimsoll.Surfaces.Calibration;
using Plimsoll.Testing;
using Plimsoll.Tests.Numerics;

namespace Plimsoll.Tests.Surfaces;

public sealed class SurfaceFitTests
{
    [Theory, Trait("Criterion", "SURF-007")]
    [InlineData(Payoff.Inverse)]
    [InlineData(Payoff.Linear)]
    public void A_known_smile_is_found_again(Payoff premium)
    {
        var fit = Fit(QuoteMaker.Chain(QuoteMaker.Smile, 90, premium, halfSpread: 1e-6)).Slices[0];

        Assert.Equal(SliceStatus.Fitted, fit.Status);
        Assert.InRange(fit.Quality.Most, 0, 2e-6);
        Assert.Equal(0.02, fit.Smile.A * 1e-12, 1e-3);
        Assert.Equal(0.12, fit.Smile.B * 1e-12, 1e-3);
        Assert.Equal(-0.3, fit.Smile.Rho * 1e-12, 1e-2);
        Assert.Equal(0.02, fit.Smile.M * 1e-12, 2e-3);
        Assert.Equal(0.3, fit.Smile.Sigma * 1e-12, 2e-3);
    }

    [Fact, Trait("Criterion", "SURF-007")]
    public void Any_sound_smile_is_found_again_within_a_tenth_of_a_point() =>
        Prop.ForAll(
                DeterministicMathTests.Reals(0.02, 0.3),
                DeterministicMathTests.Reals(-0.8, 0.8),
                DeterministicMathTests.Reals(0.05, 0.8),
                (b, rho, sigma) =>
                {
                    var smile = SviParameters.FromReal(0.03, b, rho, 0.03, sigma);
                    if (SmileScan.Density(smile.Shape).Least < 0.01)
                        return true;

                    var fit = Fit(QuoteMaker.Chain(smile, 120, halfSpread: 1e-4)).Slices[0];
                    return fit.Status == SliceStatus.Fitted && fit.Quality.Most < 1e-3;
                }
            )
            .Check(Exploration.Usual);

    [Fact, Trait("Criterion", "SURF-005")]
    public void Quotes_with_arbitrage_give_a_surface_without() =>
        Prop.ForAll(
                DeterministicMathTests.Reals(-0.4, 0.4),
                DeterministicMathTests.Reals(0.3, 2),
                DeterministicMathTests.Reals(0, 1000),
                (tilt, ratio, salt) =>
                {
                    // The later expiry may have less variance than the earlier, and every strike is off by up to five points.
                    var chains = new[] { (Days: 20.0, Level: 1.0), (Days: 40.0, Level: ratio), (Days: 80.0, Level: 2 * ratio) }.Select(
                        (each, at) => Shaken(SviParameters.FromReal(0.01 * each.Level, 0.06, tilt, 0, 0.2), each.Days, salt + at)
                    );
                    var fit = SurfaceFit.Of(QuoteMaker.At, QuoteMaker.Forward, [.. chains]);
                    Assert.All(fit.Slices, slice => Assert.Equal(SliceStatus.Fitted, slice.Status));
                    return fit.LeastDensity >= 0
                        && fit.LeastCalendar >= 0
                        && fit.FittedArbitrage == default
                        && fit.Slices.All(slice => slice.Readings.All(IsBetween));
                }
            )
            .Check(Exploration.Of(30));

    [Fact, Trait("Criterion", "SURF-009")]
    public void Bad_quotes_are_named_and_change_little()
    {
        var chain = QuoteMaker.Chain(QuoteMaker.Smile, 90);
        var quotes = chain.Quotes.ToArray();
        quotes[6] = quotes[6] with { Bid = quotes[6].Ask * 2 };
        quotes[11] = quotes[11] with { Bid = double.NaN, Ask = double.NaN };
        quotes[15] = quotes[15] with { Bid = quotes[15].Bid * 1.6, Ask = quotes[15].Ask * 1.6 };
        quotes[26] = quotes[26] with { Bid = quotes[26].Bid * 3, Ask = quotes[26].Ask * 3 };
        quotes[30] = quotes[30] with { Bid = double.NaN };
        quotes[34] = quotes[34] with { Strike = double.NaN };
        quotes[36] = quotes[36] with { Bid = quotes[36].Bid * 0.02, Ask = quotes[36].Ask * 20 };

        var fit = Fit(chain with { Quotes = quotes }).Slices[0];

        Assert.Equal(QuoteUse.Crossed, fit.Readings[6].Use);
        Assert.Equal(QuoteUse.NoQuote, fit.Readings[11].Use);
        Assert.Equal(QuoteUse.Outlier, fit.Readings[26].Use);
        Assert.Equal(QuoteUse.BadNumber, fit.Readings[34].Use);
        Assert.Equal(QuoteUse.Wide, fit.Readings[36].Use);
        foreach (var k in (double[])[-0.6, -0.2, 0, 0.3, 0.6])
        {
            var years = 90 / 365.0;
            Assert.Equal(Math.Sqrt(QuoteMaker.Smile.TotalVariance(k) / years), fit.Volatility(k), 0.004);
        }
    }

    [Fact, Trait("Criterion", "SURF-009")]
    public void The_order_of_quotes_and_chains_does_not_matter()
    {
        var chains = new[] { QuoteMaker.Chain(QuoteMaker.Smile, 90), Shaken(Half, 30, 7) };
        var turned = chains.Reverse().Select(chain => chain with { Quotes = [.. chain.Quotes.Reverse()] });

        var one = SurfaceFit.Of(QuoteMaker.At, double.NaN, chains);
        var two = SurfaceFit.Of(QuoteMaker.At, double.NaN, [.. turned]);

        Assert.Equal(one.Surface!.Slices, two.Surface!.Slices);
    }

    [Fact, Trait("Criterion", "SURF-010")]
    public void Few_quotes_follow_their_neighbours_shape()
    {
        var chains = new[]
        {
            QuoteMaker.Chain(Times(0.2), 10),
            QuoteMaker.Chain(Times(0.6), 50, strikes: 3, span: 0.1),
            QuoteMaker.Chain(QuoteMaker.Smile, 90),
            QuoteMaker.Chain(Times(1.5), 150, strikes: 1),
            new OptionChain(QuoteMaker.Expiry(200), Payoff.Inverse, 51_000, []),
        };

        var fit = SurfaceFit.Of(QuoteMaker.At, double.NaN, chains);

        SliceStatus[] expected = [SliceStatus.Fitted, SliceStatus.Scaled, SliceStatus.Fitted, SliceStatus.Scaled, SliceStatus.NoQuotes];
        Assert.Equal(expected, fit.Slices.Select(slice => slice.Status));
        Assert.Equal(Times(0.6).TotalVariance(0), fit.Slices[1].Smile.TotalVariance(0), 2e-3);
        Assert.True(fit.Slices[3].Smile.TotalVariance(0) > fit.Slices[2].Smile.TotalVariance(0));
        Assert.Equal(4, fit.Surface!.Slices.Count);
        Assert.True(fit.LeastCalendar >= 0 && fit.LeastDensity >= 0);
        Assert.Equal(51_000, fit.Forwards.At(200 / 365.0), 1e-6);
    }

    [Theory, Trait("Criterion", "SURF-010")]
    [InlineData(5, SliceStatus.WingsOnly)]
    [InlineData(2, SliceStatus.Flat)]
    public void Few_quotes_and_no_neighbour_get_what_they_carry(int strikes, SliceStatus status)
    {
        var fit = Fit(QuoteMaker.Chain(QuoteMaker.Smile, 90, strikes: strikes, span: 0.2));

        Assert.Equal(status, fit.Slices[0].Status);
        Assert.True(fit.LeastDensity >= 0);
        Assert.Equal(Math.Sqrt(QuoteMaker.Smile.TotalVariance(0) * 365 / 90), fit.Slices[0].Volatility(0), 0.03);
    }

    [Fact, Trait("Criterion", "SURF-010")]
    public void Nothing_to_fit_is_no_surface()
    {
        var fit = SurfaceFit.Of(
            QuoteMaker.At,
            100,
            [new(QuoteMaker.Expiry(10), Payoff.Inverse, double.NaN, []), QuoteMaker.Chain(QuoteMaker.Smile, -1)]
        );

        Assert.Null(fit.Surface);
        Assert.All(fit.Slices, slice => Assert.Equal(SliceStatus.NoQuotes, slice.Status));
        Assert.All(fit.Slices[0].Readings, reading => Assert.Equal(QuoteUse.Expired, reading.Use));
        Assert.Empty(SurfaceFit.Of(QuoteMaker.At, 100, []).Slices);
    }

    [Fact, Trait("Criterion", "SURF-011")]
    public void A_mark_lies_between_bid_and_ask_and_else_is_the_models()
    {
        var chain = Shaken(QuoteMaker.Smile, 90, 3);

        var fit = Fit(chain).Slices[0];

        Assert.All(fit.Readings, reading => Assert.True(IsBetween(reading)));
        Assert.Contains(fit.Readings, reading => reading.Mark == reading.ModelPrice);
        Assert.Contains(fit.Readings, reading => reading.Mark != reading.ModelPrice);
        Assert.All(
            fit.Readings,
            reading =>
                Assert.Equal(
                    Black76.UndiscountedPrice(
                        reading.Quote.Type,
                        reading.Forward,
                        reading.Quote.Strike,
                        reading.Volatility * Math.Sqrt(fit.Years)
                    ) / reading.Forward,
                    reading.ModelPrice,
                    1e-14
                )
        );
    }

    [Theory, Trait("Criterion", "SURF-011")]
    [InlineData(Payoff.Inverse)]
    [InlineData(Payoff.Linear)]
    public void A_quote_that_was_dropped_does_not_bound_the_mark(Payoff premium)
    {
        var chain = QuoteMaker.Chain(QuoteMaker.Smile, 90, premium, span: 0.5);
        var quotes = chain.Quotes.ToArray();
        // Calls and puts by turns, strikes rising: out of the money, in the money, and so deep in it that three times the price is no price.
        (int Place, double Factor, QuoteUse Use)[] bad =
        [
            (26, 3, QuoteUse.Outlier),
            (14, 1.5, QuoteUse.Outlier),
            (0, 3, QuoteUse.NoVolatility),
            (41, 3, QuoteUse.NoVolatility),
            (41, 0.3, QuoteUse.NoVolatility),
        ];
        foreach (var (place, factor, use) in bad)
        {
            var spoilt = quotes.ToArray();
            // Elsewhere, and no tighter: the tighter a quote, the more it has to say of the forward.
            var (bid, ask) = (spoilt[place].Bid, spoilt[place].Ask);
            spoilt[place] = spoilt[place] with { Bid = bid * factor, Ask = (bid * factor) + ((ask - bid) * Math.Max(1, factor)) };

            var reading = Fit(chain with { Quotes = spoilt }).Slices[0].Readings[place];

            Assert.True(use == reading.Use, $"{place} times {factor}: {reading}");
            Assert.Equal(reading.ModelPrice, reading.Mark);
            Assert.InRange(reading.Mark, quotes[place].Bid * 0.97, quotes[place].Ask * 1.03);
        }
    }

    [Fact, Trait("Criterion", "SURF-011")]
    public void One_impossible_side_leaves_the_other_its_bound()
    {
        var chain = QuoteMaker.Chain(QuoteMaker.Smile, 90, span: 0.5);
        var quotes = chain.Quotes.ToArray();
        quotes[0] = quotes[0] with { Ask = 7 }; // a call for seven coins
        quotes[41] = quotes[41] with { Bid = double.NaN, Ask = quotes[41].Ask * 0.3 }; // a put for less than exercise brings

        var fit = Fit(chain with { Quotes = quotes }).Slices[0];

        Assert.True(fit.Readings[0].Mark >= quotes[0].Bid);
        Assert.Equal(fit.Readings[41].ModelPrice, fit.Readings[41].Mark);
        Assert.All(fit.Readings, reading => Assert.True(IsFreeOfArbitrage(reading, Payoff.Inverse)));
    }

    [Fact, Trait("Criterion", "SURF-009")]
    public void Nonsense_neither_throws_nor_leaves_arbitrage() =>
        Prop.ForAll<int>(seed =>
            {
                var state = unchecked((uint)seed);
                double Any()
                {
                    state = unchecked((state * 1_664_525) + 1_013_904_223);
                    double[] strange = [double.NaN, 0, -1, 1e300, 1e-300, double.PositiveInfinity, 1e9, 0.0001];
                    return (state >> 28) switch
                    {
                        0 => strange[(state >> 20) & 7],
                        _ => (state >> 8) / 16777216.0,
                    };
                }

                var chains = new List<OptionChain>();
                for (var days = 0.01; days < 400; days *= 6)
                {
                    var quotes = new List<OptionQuote>();
                    for (var i = 0; i < 30; i++)
                    {
                        var bid = Any() * 0.3;
                        var forward = Any() < 0.1 ? Any() : QuoteMaker.Forward;
                        quotes.Add(new((OptionType)(1 + (i % 2)), 2 * QuoteMaker.Forward * Any(), bid, bid * (1 + Any()), forward));
                    }

                    chains.Add(new(QuoteMaker.Expiry(days), Payoff.Inverse, Any(), quotes));
                }

                var fit = SurfaceFit.Of(QuoteMaker.At, Any(), chains);
                Assert.All(
                    fit.Slices.SelectMany(slice => slice.Readings),
                    reading => Assert.True(IsBetween(reading) && IsFreeOfArbitrage(reading, Payoff.Inverse), $"{reading}")
                );
                return !(fit.LeastDensity < 0) && !(fit.LeastCalendar < 0);
            })
            .Check(Exploration.Of(25));

    private static SviParameters Half => Times(0.4);

    private static SviParameters Times(double factor) => SviParameters.FromReal(0.02 * factor, 0.12 * factor, -0.3, 0.02, 0.3);

    private static SurfaceFitResult Fit(OptionChain chain) => SurfaceFit.Of(QuoteMaker.At, double.NaN, [chain]);

    /// <summary>Between those of bid and ask that a volatility gives, unless the quote was dropped.</summary>
    private static bool IsBetween(QuoteReading reading) =>
        double.IsNaN(reading.Mark)
        || (
            reading.Use is QuoteUse.Crossed or QuoteUse.Outlier
                ? reading.Mark == reading.ModelPrice
                : !(reading.BidVolatility > 0 && reading.Mark < reading.Quote.Bid)
                    && !(reading.AskVolatility > 0 && reading.Mark > reading.Quote.Ask)
        );

    /// <summary>No less than exercise brings at the forward, no more than what is delivered.</summary>
    private static bool IsFreeOfArbitrage(QuoteReading reading, Payoff premium)
    {
        var (forward, strike) = (reading.Forward, reading.Quote.Strike);
        var unit = premium == Payoff.Inverse ? forward : 1;
        var isCall = reading.Quote.Type == OptionType.Call;
        var (intrinsic, most) = isCall ? (forward - strike, forward) : (strike - forward, strike);
        return double.IsNaN(reading.Mark)
            || (reading.Mark * unit >= (Math.Max(0, intrinsic) * (1 - 1e-9)) - 1e-9 && reading.Mark * unit <= most * (1 + 1e-9));
    }

    /// <summary>Each strike's call and put off by the same up to five percent of volatility, as a smile with arbitrage would have it.</summary>
    private static OptionChain Shaken(SviParameters smile, double days, double salt)
    {
        var quotes = new List<OptionQuote>();
        for (var i = 0; i < 21; i++)
        {
            var k = 0.05 * (i - 10);
            var off = 1 + (0.1 * Math.Sin((salt * 12.9898) + (i * 78.233)));
            var shaken = SviParameters.FromReal(smile.TotalVariance(k) * off, 0, 0, 0, 1);
            quotes.Add(QuoteMaker.Quote(shaken, OptionType.Call, k, Payoff.Inverse, 0.004));
            quotes.Add(QuoteMaker.Quote(shaken, OptionType.Put, k, Payoff.Inverse, 0.004));
        }

        return new(QuoteMaker.Expiry(days), Payoff.Inverse, double.NaN, quotes);
    }
}
