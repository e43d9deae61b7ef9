using Plimsoll.Instruments;
using Plimsoll.Pricing;
using Plimsoll.Simulation.Options;
using Plimsoll.Simulation.Reports.Surfaces;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Simulation.Tests.Options;

/// <summary>Two moments of Deribit's chains: a calm evening, and the evening of the fall of 31 January 2026.</summary>
public sealed class RealChainTests
{
    public static readonly string Calm = RepositoryFiles.PathOf("samples", "options", "deribit-btc-eth-2026-07-31.csv.gz");
    public static readonly string Fall = RepositoryFiles.PathOf("samples", "options", "deribit-btc-eth-2026-01-31.csv.gz");

    public static TheoryData<string, string> Chains =>
        new()
        {
            { Calm, "BTC" },
            { Calm, "ETH" },
            { Fall, "BTC" },
            { Fall, "ETH" },
        };

    [Theory, Trait("Criterion", "SURF-005")]
    [MemberData(nameof(Chains))]
    public void No_expiry_has_arbitrage_left(string file, string coin)
    {
        var fit = Fitted(file, coin).Fit;

        Assert.True(fit.QuotedArbitrage.Butterflies > 0);
        Assert.Equal(default, fit.FittedArbitrage);
        Assert.True(fit.LeastDensity >= 0);
        Assert.True(fit.LeastCalendar >= 0);
        Assert.All(fit.Slices, slice => Assert.True(slice.HasSmile));
        Assert.All(fit.Slices, slice => Assert.True(Enumerable.Range(-300, 601).All(i => slice.Smile.Density(i * 0.01) >= 0)));
        Assert.All(
            fit.Slices.Zip(fit.Slices.Skip(1)),
            pair =>
                Assert.True(
                    Enumerable
                        .Range(-300, 601)
                        .All(i => pair.First.Smile.TotalVariance(i * 0.01) <= pair.Second.Smile.TotalVariance(i * 0.01))
                )
        );
    }

    [Theory, Trait("Criterion", "SURF-012")]
    [MemberData(nameof(Chains))]
    public void The_fit_is_within_a_point_and_mostly_between_bid_and_ask(string file, string coin)
    {
        var summary = Fitted(file, coin);

        Assert.InRange(summary.Rms, 0, 0.01);
        Assert.True(summary.WithinSpread > 0.9 * summary.Quotes, $"{summary.WithinSpread} of {summary.Quotes}");
        Assert.All(summary.Expiries, expiry => Assert.InRange(expiry.ForwardBasis, -0.001, 0.001));
    }

    [Theory, Trait("Criterion", "SURF-011")]
    [MemberData(nameof(Chains))]
    public void Every_mark_lies_between_bid_and_ask(string file, string coin)
    {
        var readings = Fitted(file, coin).Fit.Slices.SelectMany(slice => slice.Readings).ToArray();

        Assert.All(
            readings.Where(reading => reading.Quote.IsTwoSided),
            reading => Assert.InRange(reading.Mark, reading.Quote.Bid, reading.Quote.Ask)
        );
        Assert.All(readings, reading => Assert.True(reading.Mark >= 0));
    }

    [Theory, Trait("Criterion", "OPTN-020")]
    [MemberData(nameof(Chains))]
    public void The_venues_delta_and_mark_are_those_of_black_76(string file, string coin)
    {
        var chain = ChainFile.Read(file).Single(chain => chain.Underlying == coin);
        var away = new List<double>();
        foreach (var option in chain.Options.Where(option => option is { MarkVolatility: > 0, Mark: > 0 }))
        {
            var years = (option.ExpiryMs - chain.AtMs) / (365 * 86_400e3);
            var price = Black76.Price(option.Type, option.Forward, option.Strike, option.MarkVolatility, years, 1) / option.Forward;
            away.Add(Math.Abs(price - option.Mark));
        }

        away.Sort();
        Assert.InRange(away[away.Count / 2], 0, 5e-5);
        Assert.InRange(away[away.Count * 99 / 100], 0, 1e-3);
    }

    [Fact, Trait("Criterion", "SURF-014")]
    public void The_report_holds_every_expiry_and_needs_no_other_file()
    {
        using var page = new StringWriter();

        SurfaceReport.Write([Fitted(Fall, "BTC")], page);

        var html = page.ToString();
        Assert.Contains("25 Dec 2026", html, StringComparison.Ordinal);
        Assert.Equal(17, html.Split("<svg").Length - 1); // thirteen smiles, four in time
        Assert.DoesNotContain("http", html, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
    }

    private static SurfaceSummary Fitted(string file, string coin) =>
        SurfaceSummary.Of(ChainFile.Read(file).Single(chain => chain.Underlying == coin), Payoff.Inverse);
}
