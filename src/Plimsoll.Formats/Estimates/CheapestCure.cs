using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Formats.Estimates;

/// <summary>The least deposit, and the least close of each position, that bring a cross account to a target.</summary>
/// <remarks>Found on the margin function itself: every amount is tried by estimating the portfolio as it would be.</remarks>
public static class CheapestCure
{
    private const int Halvings = 200;

    /// <summary>All single cures, the deposits first; empty when the target is reached already.</summary>
    /// <param name="model">The model.</param>
    /// <param name="portfolio">The portfolio.</param>
    /// <param name="target">What is to be reached.</param>
    /// <param name="step">Deposits are told in whole multiples of this.</param>
    public static IReadOnlyList<Cure> Of(Model model, Portfolio portfolio, CureTarget target, decimal step = 0.01m)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(target);
        if (target.IsReachedBy(Estimate.Figures(model, portfolio)))
        {
            return [];
        }

        var numeraire = model.Margin!.Numeraire;
        var assets = portfolio.Balances.Select(balance => balance.Asset).Prepend(numeraire).Distinct(StringComparer.Ordinal);
        var positions = portfolio.Positions.Where(position => !position.IsIsolated && position.Quantity != 0);
        return
        [
            .. assets.Select(asset => Deposit(model, portfolio, target, asset, step)),
            .. positions.Select(position => Close(model, portfolio, target, position)),
        ];
    }

    private static Cure Deposit(Model model, Portfolio portfolio, CureTarget target, string asset, decimal step)
    {
        var index = asset == model.Margin!.Numeraire ? 1 : portfolio.Market[asset].Index ?? portfolio.Market[asset].Mark!.Value;
        bool Reaches(decimal steps) => target.IsReachedBy(Estimate.Figures(model, PortfolioChange.Deposit(portfolio, asset, steps * step)));

        // Far beyond what any shortfall can be, whatever the haircut: if that is not enough, nothing is.
        var figures = Estimate.Figures(model, portfolio);
        var most = decimal.Ceiling((Math.Abs(figures.Equity) + figures.Notional + 1) * 1000 / index / step);
        return Least(most, Reaches) is { } steps
            ? new(CureAction.Deposit, asset, steps * step, steps * step * index)
            : new(CureAction.Deposit, asset, null, null);
    }

    private static Cure Close(Model model, Portfolio portfolio, CureTarget target, HeldPosition position)
    {
        var lot = model.Margin!.Find(position.Instrument)!.Lot ?? LotOf(position.Quantity);
        var most = decimal.Ceiling(Math.Abs(position.Quantity) / lot);
        decimal Closed(decimal lots) => Math.Min(Math.Abs(position.Quantity), lots * lot);
        Portfolio After(decimal lots) =>
            PortfolioChange.Trade(model, portfolio, position.Instrument, -Math.Sign(position.Quantity) * Closed(lots));
        bool Reaches(decimal lots) => target.IsReachedBy(Estimate.Figures(model, After(lots)));

        if (Least(most, Reaches) is not { } least)
        {
            return new(CureAction.Close, position.Instrument, null, null);
        }

        var notional = Estimate.Figures(model, portfolio).Notional - Estimate.Figures(model, After(least)).Notional;
        return new(CureAction.Close, position.Instrument, Closed(least), notional);
    }

    /// <summary>The least whole number that is enough; null when the most is not.</summary>
    private static decimal? Least(decimal most, Func<decimal, bool> isEnough)
    {
        if (!isEnough(most))
        {
            return null;
        }

        var (below, enough) = (0m, most);
        for (var i = 0; i < Halvings && enough - below > 1; i++)
        {
            var middle = decimal.Floor((below + enough) / 2);
            (below, enough) = isEnough(middle) ? (below, middle) : (middle, enough);
        }

        return enough;
    }

    /// <summary>Where a venue states no lot, one in the last digit of the position.</summary>
    private static decimal LotOf(decimal quantity)
    {
        var lot = 1m;
        while (quantity / lot != decimal.Truncate(quantity / lot))
        {
            lot /= 10;
        }

        return Math.Min(lot, 0.001m);
    }
}
