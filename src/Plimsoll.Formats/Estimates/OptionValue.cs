using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Numerics;
using Plimsoll.Pricing;

namespace Plimsoll.Formats.Estimates;

/// <summary>One option as a model of portfolio margin values it, by Black-76, and back from its price to its volatility.</summary>
/// <param name="Right">Call or put.</param>
/// <param name="Strike">Strike, above 0.</param>
/// <param name="Forward">Forward of the expiry, above 0.</param>
/// <param name="Years">Years to the expiry, not negative.</param>
/// <param name="Discount">What money at the expiry is worth today; 1 where the model does not discount.</param>
/// <param name="IsInCoin">Whether its price is in the coin, as a share of the forward.</param>
internal sealed record OptionValue(OptionType Right, double Strike, double Forward, double Years, double Discount, bool IsInCoin)
{
    private const int Decimals = 12;

    /// <summary>The option behind a symbol; null where the portfolio lacks its expiry, its time or a price, or the expiry has passed.</summary>
    public static OptionValue? Of(MarginSection margin, Portfolio portfolio, string symbol)
    {
        if (margin.Find(symbol) is not { Option: { } option, Expiry: { } expiry } listing || portfolio.At is not { } at)
        {
            return null;
        }

        var quote = portfolio.Market.GetValueOrDefault(symbol);
        var forward = quote?.Forward ?? OptionForward.Of(margin, portfolio, listing) ?? quote?.Index;
        var years = OptionTime.Years(margin, expiry, at);
        if (years < 0 || forward is not > 0)
        {
            return null;
        }

        var isDiscounted = margin.Portfolio?.Of(listing.Underlying).IsInterestDiscounted == true;
        var rate = Math.Max(0, (double)(quote?.Rate ?? 0));
        var discount = isDiscounted ? DeterministicMath.Exp(-(rate * years)) : 1;
        return new(option.Right, (double)option.Strike, (double)forward.Value, years, discount, option.IsInverse);
    }

    /// <summary>The price at a volatility, as it is quoted.</summary>
    public decimal At(decimal volatility)
    {
        var value = Black76.Price(Right, Forward, Strike, (double)volatility, Years, Discount);
        return decimal.Round(RealDecimals.Of(IsInCoin ? value / Forward : value), Decimals);
    }

    /// <summary>The volatility at which it is worth a price; null where none is.</summary>
    public decimal? Implied(decimal price)
    {
        var answer = ImpliedVolatility.Of(Right, (double)price * (IsInCoin ? Forward : 1), Forward, Strike, Years, Discount);
        return answer.IsFound ? RealDecimals.Of(answer.Volatility) : null;
    }

    /// <summary>
    /// The portfolio after a change, where options that state both a mark and a volatility keep what the mark has beyond its volatility's worth, so that nothing
    /// moves where nothing is moved.
    /// </summary>
    public static Portfolio Revalued(MarginSection margin, Portfolio before, Portfolio after) =>
        after with
        {
            Market = after.Market.ToDictionary(
                entry => entry.Key,
                entry => Revalued(margin, before, after, entry.Key),
                StringComparer.Ordinal
            ),
        };

    private static Quote Revalued(MarginSection margin, Portfolio before, Portfolio after, string symbol)
    {
        var quote = after.Market[symbol];
        return
            before.Market.GetValueOrDefault(symbol) is { Mark: { } mark, Volatility: { } old }
            && quote.Volatility is { } volatility
            && Of(margin, before, symbol) is { } was
            && Of(margin, after, symbol) is { } becomes
            ? quote with
            {
                Mark = Math.Max(0, mark + becomes.At(volatility) - was.At(old)),
            }
            : quote;
    }
}
