using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Instruments;
using Plimsoll.Numerics;
using Plimsoll.Pricing;

namespace Plimsoll.Formats.Estimates;

/// <summary>The Greeks of a portfolio's positions and coins, as Deribit shows them and in cash of the numeraire.</summary>
/// <remarks>
/// What settles in the numeraire's own coin is counted in that coin. A contract that settles in another coin is counted with that coin's own move, and so are coins held, where an
/// instrument of the portfolio is on them or the model lets them hedge. Source: docs/spec/0013-options.md (OPTN-020 … OPTN-026).
/// </remarks>
internal sealed class GreekEstimate(MarginSection margin, Portfolio portfolio)
{
    /// <summary>A position's figures, its quantity included; or why there are none.</summary>
    public GreekLine Of(HeldPosition position)
    {
        var listing = margin.Find(position.Instrument)!;
        var quote = portfolio.Market.GetValueOrDefault(position.Instrument);
        var contracts = (double)(position.Quantity * listing.Multiplier);
        var line = listing.Option is { } option
            ? OfOption(listing, option, quote, contracts)
            : OfFuture(position, listing, quote, contracts);
        return line with { Name = position.Instrument, Underlying = listing.Underlying };
    }

    /// <summary>Coins held that move as an underlying does; none of the numeraire, in which is counted.</summary>
    public IEnumerable<GreekLine> Coins()
    {
        var underlyings = portfolio
            .Positions.Select(position => margin.Find(position.Instrument)?.Underlying)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (asset, amount) in portfolio.Balances.Where(balance => balance.Asset != margin.Numeraire && balance.Amount != 0))
        {
            var followed = margin.Portfolio?.Hedges.GetValueOrDefault(asset) ?? (underlyings.Contains(asset) ? asset : null);
            if (followed is null || InNumeraire(asset) is not { } price)
            {
                continue;
            }

            var value = (double)(amount * price);
            var underlying = (double?)portfolio.Market.GetValueOrDefault(followed)?.Index;
            yield return new(
                DisplayedGreeks.OfUnderlyings(underlying is > 0 ? value / underlying.Value : (double)amount),
                new(value, value, 0, 0, 0, 0, 0, 0)
            )
            {
                Name = asset,
                Underlying = followed,
            };
        }
    }

    private decimal? InNumeraire(string asset) =>
        asset == margin.Numeraire ? 1
        : portfolio.Market.GetValueOrDefault(asset) is { } quote && (quote.Index ?? quote.Mark) is { } price
            ? price / (portfolio.Market.GetValueOrDefault(margin.Numeraire)?.Index ?? 1)
        : null;

    private GreekLine OfFuture(HeldPosition position, ModelInstrument listing, Quote? quote, double contracts)
    {
        if (quote?.Mark is not > 0 || InNumeraire(listing.Settlement) is not { } settlement)
        {
            return GreekLine.None("there is no price of it");
        }

        var mark = (double)quote.Mark.Value;
        var entry = position.Entry is > 0 ? (double)position.Entry.Value : mark;
        return listing.Payoff == Payoff.Inverse
            ? new(
                DisplayedGreeks.OfUnderlyings(contracts / mark),
                OfCoin(CashGreeks.OfInverseFuture(mark, entry), listing, (double)settlement) * contracts
            )
            : new(DisplayedGreeks.OfUnderlyings(contracts), CashGreeks.OfLinearFuture(mark, entry).At((double)settlement) * contracts);
    }

    private GreekLine OfOption(ModelInstrument listing, OptionTerms option, Quote? quote, double contracts)
    {
        if (quote?.Volatility is not { } volatility)
        {
            return GreekLine.None("no volatility of it is stated under market");
        }

        if (listing.Expiry is not { } expiry || portfolio.At is not { } at)
        {
            return GreekLine.None(
                "the time to its expiry is not known; give the portfolio the time it is looked at, such as at: 2026-11-01"
            );
        }

        var years = OptionTime.Years(margin, expiry, at);
        if (
            years < 0
            || (double?)(quote.Forward ?? OptionForward.Of(margin, portfolio, listing) ?? quote.Index) is not ({ } forward and > 0)
            || InNumeraire(listing.Settlement) is not { } settlement
        )
        {
            return GreekLine.None(years < 0 ? "it has expired" : $"there is no price of {listing.Underlying} or {listing.Settlement}");
        }

        var rate = Math.Max(0, (double)(quote.Rate ?? 0));
        var isDiscounted = margin.Portfolio?.Of(listing.Underlying).IsInterestDiscounted == true;
        var discount = isDiscounted ? DeterministicMath.Exp(-(rate * years)) : 1;
        var greeks = Black76.Greeks(option.Right, forward, (double)option.Strike, (double)volatility, years, discount);
        var cash = option.IsInverse
            ? OfCoin(CashGreeks.OfInverse(greeks, forward, years), listing, (double)settlement)
            : CashGreeks.OfLinear(greeks, forward, years).At((double)settlement);
        return new(DisplayedGreeks.Of(greeks, forward, years) * contracts, cash * contracts)
        {
            Forward = forward,
            Volatility = (double)volatility,
            Years = years,
        };
    }

    /// <summary>In its own coin, or in the numeraire with that coin's move.</summary>
    private CashGreeks OfCoin(CashGreeks greeks, ModelInstrument listing, double price) =>
        listing.Settlement == margin.Numeraire ? greeks : greeks.WithCoin(price);
}
