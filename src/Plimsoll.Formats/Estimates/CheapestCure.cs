using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Formats.Estimates;

/// <summary>
/// The least deposit, the least close of each position, and the least share of all that is held on one underlying, or of everything, that bring
/// every unit of margin to a target.
/// </summary>
/// <remarks>
/// Found on the margin function itself: every amount is tried by estimating the portfolio as it would be. Deposits come first, from the least cash on;
/// then what closes, from the least notional on. The two are not weighed against each other: cash that is brought is still one's own, and what a close
/// costs, no model says.
/// </remarks>
public static class CheapestCure
{
    private const int MostDecimals = 8;

    /// <summary>The cures of the cross account, then those of each isolated position.</summary>
    /// <param name="model">The model.</param>
    /// <param name="portfolio">The portfolio.</param>
    /// <param name="target">What is to be reached, by each unit for itself.</param>
    /// <exception cref="DocumentException">The portfolio does not fit the model, or its amounts are too large.</exception>
    public static IReadOnlyList<UnitCures> Of(Model model, Portfolio portfolio, CureTarget target)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(target);
        var isolated = portfolio.Positions.Where(position => position is { IsIsolated: true, Quantity: not 0 });
        try
        {
            return [Cross(model, portfolio, target), .. isolated.Select(position => Alone(model, portfolio, target, position))];
        }
        catch (OverflowException)
        {
            throw Estimate.TooLarge(portfolio);
        }
    }

    private static UnitCures Cross(Model model, Portfolio portfolio, CureTarget target)
    {
        var figures = Estimate.Figures(model, portfolio);
        if (target.IsReachedBy(figures))
        {
            return new(null, figures, IsReached: true, []);
        }

        var unit = new CureUnit(model, portfolio, target, figures, changed => Estimate.Figures(model, changed));
        var numeraire = model.Margin!.Numeraire;
        var assets = portfolio.Balances.Select(balance => balance.Asset).Prepend(numeraire).Distinct(StringComparer.Ordinal);
        var deposits = assets.Select(asset => Deposit(unit, asset, amount => PortfolioChange.Deposit(portfolio, asset, amount)));
        Cure[] closes = [.. unit.CrossPositions.Select(position => Close(unit, position)), .. ProportionalCures.Of(unit)];
        var isNoneEnough = closes.Length > 0 && closes.All(close => close.Amount is null);
        return new(null, figures, IsReached: false, [.. Ranked(deposits), .. Ranked(closes), .. isNoneEnough ? CloseAll(unit) : []]);
    }

    /// <summary>An isolated position stands alone: neither its collateral nor its line has to do with anything else.</summary>
    private static UnitCures Alone(Model model, Portfolio portfolio, CureTarget target, HeldPosition position)
    {
        var alone = portfolio with { Balances = [], Orders = [], Positions = [position] };
        AccountFigures FiguresOf(Portfolio changed) =>
            changed.Positions.Count > 0 ? Estimate.IsolatedFigures(model, changed)[0] : Estimate.Figures(model, changed);
        var figures = FiguresOf(alone);
        if (target.IsReachedBy(figures))
        {
            return new(position, figures, IsReached: true, []);
        }

        var unit = new CureUnit(model, alone, target, figures, FiguresOf);
        var asset = model.Margin!.Find(position.Instrument)!.Settlement;
        var deposit = Deposit(unit, asset, amount => PortfolioChange.AddMargin(alone, position, amount));
        return new(position, figures, IsReached: false, [deposit, Close(unit, position)]);
    }

    /// <summary>The least cash, or the least notional, first; what no amount of is enough, last. Equal ones stay in the portfolio's order.</summary>
    private static IOrderedEnumerable<Cure> Ranked(IEnumerable<Cure> cures) =>
        cures.OrderBy(cure => cure.After is null).ThenBy(cure => cure.Deposited + cure.Closed);

    private static Cure Deposit(CureUnit unit, string asset, Func<decimal, Portfolio> after)
    {
        var margin = unit.Model.Margin!;
        var index = asset == margin.Numeraire ? 1 : unit.Portfolio.Market[asset].Index ?? unit.Portfolio.Market[asset].Mark!.Value;
        var step = StepOf(margin, asset);

        // Far beyond what any shortfall can be, whatever the haircut: if that is not enough, nothing is.
        var most = decimal.Ceiling((Math.Abs(unit.Before.Equity) + unit.Before.Notional + 1) * 1000 / index / step);
        return CureSearch.Least(most, steps => unit.IsEnough(after(steps * step))) is { } steps
            ? new(CureAction.Deposit, asset, steps * step, step, unit.FiguresOf(after(steps * step))) { Deposited = steps * step * index }
            : new(CureAction.Deposit, asset, null, step, null);
    }

    private static Cure Close(CureUnit unit, HeldPosition position)
    {
        var lots = ClosingLots.Of(unit.Model, position);
        Portfolio After(decimal count) => lots.Close(unit.Model, unit.Portfolio, count);
        if (CureSearch.First(lots.Count, count => unit.IsEnough(After(count))) is not { } least)
        {
            return new(CureAction.Close, position.Instrument, null, lots.Lot, null) { IsStepStated = lots.IsStated };
        }

        var figures = unit.FiguresOf(After(least));
        return new(CureAction.Close, position.Instrument, lots.Quantity(least), lots.Lot, figures)
        {
            Closed = unit.Before.Notional - figures.Notional,
            IsStepStated = lots.IsStated,
        };
    }

    /// <summary>Where no close is enough, everything closed, and a deposit besides.</summary>
    private static IEnumerable<Cure> CloseAll(CureUnit unit)
    {
        var flat = unit.CrossPositions.Aggregate(
            unit.Portfolio,
            (changed, position) => PortfolioChange.Trade(unit.Model, changed, position, -position.Quantity)
        );
        var numeraire = unit.Model.Margin!.Numeraire;
        var step = StepOf(unit.Model.Margin, numeraire);
        var most = decimal.Ceiling((Math.Abs(unit.Before.Equity) + unit.Before.Notional + 1) * 1000 / step);
        Portfolio After(decimal steps) => steps == 0 ? flat : PortfolioChange.Deposit(flat, numeraire, steps * step);
        if (unit.IsEnough(flat) || unit.IsEnough(After(most)))
        {
            var steps = unit.IsEnough(flat) ? 0 : CureSearch.Least(most, each => unit.IsEnough(After(each)))!.Value;
            var figures = unit.FiguresOf(After(steps));
            yield return new(CureAction.CloseAll, "", null, step, figures)
            {
                Deposited = steps * step,
                Closed = unit.Before.Notional - figures.Notional,
            };
        }
    }

    /// <summary>Dollars by the cent; other assets by their own smallest unit, or the eighth digit.</summary>
    private static decimal StepOf(MarginSection margin, string asset)
    {
        var decimals = Math.Min(margin.Assets[asset].Decimals, MarginSection.IsDollar(asset) ? 2 : MostDecimals);
        return new decimal(1, 0, 0, false, (byte)decimals);
    }
}
