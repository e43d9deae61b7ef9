using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Margin.Stress;
using Plimsoll.Numerics;
using Plimsoll.Pricing;

namespace Plimsoll.Formats.Estimates;

/// <summary>A portfolio whose prices and volatilities can be moved: futures with their underlying, options valued anew by Black-76.</summary>
/// <remarks>
/// An option keeps what its mark has beyond Black-76, so that nothing moves where nothing is moved. Its volatility is the one stated or, without one, the one
/// that its mark implies. Dollars of whatever kind stand still; every other asset that is held moves by its own name.
/// </remarks>
internal sealed class ShockedPortfolio
{
    private const int MoveDecimals = 12;
    private const int ValueDecimals = 12;

    private readonly MarginSection _margin;
    private readonly Portfolio _portfolio;
    private readonly FaultList _faults;
    private readonly string[] _underlyings;
    private readonly Dictionary<string, Follower> _followers = new(StringComparer.Ordinal);

    public ShockedPortfolio(MarginSection margin, Portfolio portfolio)
    {
        (_margin, _portfolio, _faults) = (margin, portfolio, new(portfolio.FileName));
        var symbols = portfolio
            .Positions.Select(position => position.Instrument)
            .Concat(portfolio.Orders.Select(order => order.Instrument))
            .ToHashSet(StringComparer.Ordinal);
        var coins = portfolio.Balances.Where(balance => balance.Amount != 0).Select(balance => balance.Asset);
        _underlyings =
        [
            .. symbols
                .Select(symbol => margin.Find(symbol)?.Underlying)
                .OfType<string>()
                .Concat(coins.Where(coin => !MarginSection.IsDollar(coin)))
                .Distinct(StringComparer.Ordinal),
        ];
        foreach (var (name, quote) in portfolio.Market)
        {
            var listing = margin.Find(name);
            var place = Array.IndexOf(_underlyings, listing?.Underlying ?? name);
            if (place >= 0)
            {
                var option = listing?.Option is not null && symbols.Contains(name) ? Option(name, listing, quote) : null;
                _followers.Add(name, new(place, listing?.Option is not null, option));
            }
        }

        HasOptions = symbols.Any(symbol => margin.Find(symbol)?.Option is not null);
        _faults.ThrowIfAny();
    }

    /// <summary>What can be moved, in the order in which shocks state it.</summary>
    public IReadOnlyList<string> Underlyings => _underlyings;

    /// <summary>Whether options are held or ordered, so that volatilities matter.</summary>
    public bool HasOptions { get; }

    /// <summary>The move of each price as a shock states it, in decimals.</summary>
    public static decimal Share(double move) => decimal.Round(RealDecimals.Of(move), MoveDecimals);

    /// <summary>The portfolio after a shock.</summary>
    public Portfolio After(Shock shock)
    {
        var factors = shock.Prices.Select(move => 1 + Share(move)).ToArray();
        var volatility = 1 + Share(shock.Volatility);
        return _portfolio with
        {
            Market = _portfolio.Market.ToDictionary(
                entry => entry.Key,
                entry =>
                    _followers.TryGetValue(entry.Key, out var follower)
                        ? Moved(entry.Value, follower, factors[follower.Underlying], volatility)
                        : entry.Value,
                StringComparer.Ordinal
            ),
        };
    }

    private static Quote Moved(Quote quote, Follower follower, decimal factor, decimal volatility) =>
        quote with
        {
            Mark = !follower.IsOption ? quote.Mark * factor : follower.Option?.Mark((double)factor, (double)volatility) ?? quote.Mark,
            Index = quote.Index * factor,
            Forward = quote.Forward * factor,
            Volatility = quote.Volatility * volatility,
        };

    /// <summary>How an option's mark is moved; null where the model values it by its volatility and no mark stands in the way.</summary>
    private ShockedOption? Option(string name, ModelInstrument listing, Quote quote)
    {
        if (quote.Mark is not { } mark)
        {
            return null;
        }

        var place = _portfolio.Positions.FirstOrDefault(held => held.Instrument == name)?.Fields.Node ?? _portfolio.Fields.Node;
        if (listing.Expiry is not { } expiry || _portfolio.At is not { } at)
        {
            _faults.Add(
                place,
                "missing_field",
                $"{name} cannot be valued after a move: the time to its expiry is not known.",
                "Give the portfolio the time it is looked at, such as at: 2026-11-01, and the option an expiry."
            );
            return null;
        }

        var years = OptionTime.Years(_margin, expiry, at);
        var forward = (double?)(quote.Forward ?? OptionForward.Of(_margin, _portfolio, listing));
        if (years < 0 || forward is not > 0)
        {
            var (code, message, advice) =
                years < 0
                    ? ("expired", $"{name} has expired by {at:yyyy-MM-dd}.", "Leave it out.")
                    : (
                        "missing_price",
                        $"there is no index price of {listing.Underlying} under market.",
                        $"Add market.{listing.Underlying}.index."
                    );
            _faults.Add(place, code, message, advice);
            return null;
        }

        var option = new ShockedOption(listing.Option!.Right, (double)listing.Option.Strike, forward.Value, years, listing.Option.IsInverse)
        {
            Stated = (double)mark,
        };
        var implied = (double?)quote.Volatility ?? option.Implied();
        if (implied is { } volatility)
        {
            return option with { Volatility = volatility };
        }

        _faults.Add(
            place,
            "missing_price",
            $"{name} cannot be valued after a move: no volatility gives the mark that is stated.",
            $"Add market.{name}.volatility, or mend its mark or forward."
        );
        return null;
    }

    private sealed record Follower(int Underlying, bool IsOption, ShockedOption? Option);

    private sealed record ShockedOption(OptionType Right, double Strike, double Forward, double Years, bool IsInCoin)
    {
        /// <summary>The mark that the portfolio states.</summary>
        public double Stated { get; init; }

        public double Volatility { get; init; }

        public double? Implied()
        {
            // At expiry, or worth its payoff and no more, an option feels no volatility.
            var price = IsInCoin ? Stated * Forward : Stated;
            var answer = ImpliedVolatility.Of(Right, price, Forward, Strike, Years, 1);
            return answer.IsFound ? answer.Volatility
                : answer.Status is ImpliedVolatilityStatus.AtIntrinsic or ImpliedVolatilityStatus.NoTime ? 0
                : null;
        }

        public decimal Mark(double factor, double volatility) =>
            Math.Max(0, decimal.Round(RealDecimals.Of(Stated + Value(factor, volatility) - Value(1, 1)), ValueDecimals));

        private double Value(double factor, double volatility)
        {
            var value = Black76.Price(Right, Forward * factor, Strike, Volatility * volatility, Years, 1);
            return IsInCoin ? value / (Forward * factor) : value;
        }
    }
}
