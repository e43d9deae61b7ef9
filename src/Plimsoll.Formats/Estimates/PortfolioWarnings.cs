using System.Globalization;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Pricing;

namespace Plimsoll.Formats.Estimates;

/// <summary>Input that can be, and hardly is: a wrong digit, a percentage without its sign, a price of something else. It is used as it stands.</summary>
internal static class PortfolioWarnings
{
    /// <summary>How many times apart two prices of one thing may lie without a word.</summary>
    private const decimal Most = 3;

    /// <summary>An option's stated price and its volatility's worth may part where both are next to nothing: so much of the underlying's price.</summary>
    private const decimal Least = 0.005m;

    private const decimal MostRate = 1;
    private const decimal MostVolatility = 3;

    /// <summary>The warnings, each naming what is compared with what.</summary>
    public static IEnumerable<string> Of(Model model, Portfolio portfolio)
    {
        if (model.Margin is not { } margin)
        {
            yield break;
        }

        foreach (var (name, quote) in portfolio.Market)
        {
            var listing = margin.Find(name);
            var index = quote.Index ?? portfolio.Market.GetValueOrDefault(listing?.Underlying ?? name)?.Index;
            foreach (var warning in OfQuote(name, quote, listing, index).Concat(OfOption(margin, portfolio, name, quote, listing, index)))
            {
                yield return $"{warning}; it is used as it stands";
            }
        }
    }

    private static IEnumerable<string> OfQuote(string name, Quote quote, ModelInstrument? listing, decimal? index)
    {
        if (listing?.Option is null && AreApart(quote.Mark, index))
        {
            yield return $"{name}: its mark of {Text(quote.Mark)} is more than {Most} times from the index of {Text(index)}";
        }

        if (AreApart(quote.Forward, index))
        {
            yield return $"{name}: its forward of {Text(quote.Forward)} is more than {Most} times from the index of {Text(index)}";
        }

        if (Math.Abs(quote.Rate ?? 0) > MostRate)
        {
            yield return $"{name}: its interest rate is {Percent(quote.Rate)} a year";
        }

        if (quote.Volatility > MostVolatility)
        {
            yield return $"{name}: its volatility is {Percent(quote.Volatility)}";
        }
    }

    private static IEnumerable<string> OfOption(
        MarginSection margin,
        Portfolio portfolio,
        string name,
        Quote quote,
        ModelInstrument? listing,
        decimal? index
    )
    {
        if (listing?.Option is not { } option || quote.Mark is not { } mark || index is not > 0)
        {
            yield break;
        }

        // A call is worth no more than its underlying, a put no more than its strike.
        var most = option.Right == OptionType.Call ? index.Value : Math.Max(index.Value, option.Strike);
        var unit = option.IsInverse ? index.Value : 1;
        if (mark * unit > most)
        {
            yield return option.IsInverse
                ? $"{name}: its price of {Text(mark)} is in the coin, and {(option.Right == OptionType.Call ? "no call is worth a whole one" : "more than the put can pay")}"
                : $"{name}: its price of {Text(mark)} is more than the option can pay, {Text(most)}";
            yield break;
        }

        if (quote.Volatility is { } volatility && OptionValue.Of(margin, portfolio, name) is { Forward: < 1e15 } value)
        {
            var worth = value.At(volatility);
            if (Math.Abs(worth - mark) * unit > Least * index && (worth > mark * Most || mark > worth * Most))
            {
                yield return $"{name}: its price of {Text(mark)} is more than {Most} times from the {Text(worth)} that its volatility of {Percent(volatility)} makes it worth";
            }
        }
    }

    private static bool AreApart(decimal? left, decimal? right) =>
        left is > 0 && right is > 0 && (left / Most > right || right / Most > left);

    private static string Text(decimal? number) => string.Create(CultureInfo.InvariantCulture, $"{number:#,0.########}");

    private static string Percent(decimal? share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:#,0.##} %");
}
