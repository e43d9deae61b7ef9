using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Formats.Estimates;

/// <summary>The least deposit, and the least close of each position, that bring every unit of margin to a target.</summary>
/// <remarks>Found on the margin function itself: every amount is tried by estimating the portfolio as it would be.</remarks>
public static class CheapestCure
{
    private const int Halvings = 200;
    private const int MostDecimals = 8;
    private const decimal UsualLot = 0.001m;

    /// <summary>The cures of the cross account, then those of each isolated position.</summary>
    /// <param name="model">The model.</param>
    /// <param name="portfolio">The portfolio.</param>
    /// <param name="target">What is to be reached, by each unit for itself.</param>
    public static IReadOnlyList<UnitCures> Of(Model model, Portfolio portfolio, CureTarget target)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(target);
        var isolated = portfolio.Positions.Where(position => position is { IsIsolated: true, Quantity: not 0 });
        return [Cross(model, portfolio, target), .. isolated.Select(position => Alone(model, portfolio, target, position))];
    }

    private static UnitCures Cross(Model model, Portfolio portfolio, CureTarget target)
    {
        var figures = Estimate.Figures(model, portfolio);
        if (target.IsReachedBy(figures))
        {
            return new(null, figures, IsReached: true, []);
        }

        var unit = new Unit(model, portfolio, target, figures, changed => Estimate.Figures(model, changed));
        var numeraire = model.Margin!.Numeraire;
        var assets = portfolio.Balances.Select(balance => balance.Asset).Prepend(numeraire).Distinct(StringComparer.Ordinal);
        var closes = portfolio
            .Positions.Where(position => position is { IsIsolated: false, Quantity: not 0 })
            .Select(position => Close(unit, position))
            .ToArray();
        var deposits = assets.Select(asset => Deposit(unit, asset, amount => PortfolioChange.Deposit(portfolio, asset, amount)));
        var isNoneEnough = closes.Length > 0 && closes.All(close => close.Amount is null);
        return new(null, figures, IsReached: false, [.. deposits, .. closes, .. isNoneEnough ? CloseAll(unit) : []]);
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

        var unit = new Unit(model, alone, target, figures, FiguresOf);
        var asset = model.Margin!.Find(position.Instrument)!.Settlement;
        var deposit = Deposit(unit, asset, amount => PortfolioChange.AddMargin(alone, position, amount));
        return new(position, figures, IsReached: false, [deposit, Close(unit, position)]);
    }

    private static Cure Deposit(Unit unit, string asset, Func<decimal, Portfolio> after)
    {
        var margin = unit.Model.Margin!;
        var index = asset == margin.Numeraire ? 1 : unit.Portfolio.Market[asset].Index ?? unit.Portfolio.Market[asset].Mark!.Value;
        var step = StepOf(margin, asset);

        // Far beyond what any shortfall can be, whatever the haircut: if that is not enough, nothing is.
        var most = decimal.Ceiling((Math.Abs(unit.Before.Equity) + unit.Before.Notional + 1) * 1000 / index / step);
        return Least(most, steps => unit.IsEnough(after(steps * step))) is { } steps
            ? new(CureAction.Deposit, asset, steps * step, step, unit.FiguresOf(after(steps * step))) { Deposited = steps * step * index }
            : new(CureAction.Deposit, asset, null, step, null);
    }

    private static Cure Close(Unit unit, HeldPosition position)
    {
        var (symbol, held) = (position.Instrument, Math.Abs(position.Quantity));
        var stated = unit.Model.Margin!.Find(symbol)!.Lot;
        var lot = stated ?? LotOf(held);
        decimal Closed(decimal lots) => Math.Min(held, lots * lot);
        Portfolio After(decimal lots) =>
            PortfolioChange.Trade(unit.Model, unit.Portfolio, position, -Math.Sign(position.Quantity) * Closed(lots));
        if (Least(decimal.Ceiling(held / lot), lots => unit.IsEnough(After(lots))) is not { } least)
        {
            return new(CureAction.Close, symbol, null, lot, null) { IsStepStated = stated is not null };
        }

        var figures = unit.FiguresOf(After(least));
        return new(CureAction.Close, symbol, Closed(least), lot, figures)
        {
            Closed = unit.Before.Notional - figures.Notional,
            IsStepStated = stated is not null,
        };
    }

    /// <summary>Where no single close is enough, all of them together; and where that is not enough either, a deposit besides.</summary>
    private static IEnumerable<Cure> CloseAll(Unit unit)
    {
        var flat = unit
            .Portfolio.Positions.Where(position => position is { IsIsolated: false, Quantity: not 0 })
            .Aggregate(unit.Portfolio, (changed, position) => PortfolioChange.Trade(unit.Model, changed, position, -position.Quantity));
        var numeraire = unit.Model.Margin!.Numeraire;
        var step = StepOf(unit.Model.Margin, numeraire);
        var most = decimal.Ceiling((Math.Abs(unit.Before.Equity) + unit.Before.Notional + 1) * 1000 / step);
        Portfolio After(decimal steps) => steps == 0 ? flat : PortfolioChange.Deposit(flat, numeraire, steps * step);
        if (unit.IsEnough(flat) || unit.IsEnough(After(most)))
        {
            var steps = unit.IsEnough(flat) ? 0 : Least(most, each => unit.IsEnough(After(each)))!.Value;
            var figures = unit.FiguresOf(After(steps));
            yield return new(CureAction.CloseAll, "", null, step, figures)
            {
                Deposited = steps * step,
                Closed = unit.Before.Notional - figures.Notional,
            };
        }
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

    /// <summary>Dollars by the cent; other assets by their own smallest unit, or the eighth digit.</summary>
    private static decimal StepOf(MarginSection margin, string asset)
    {
        var decimals = Math.Min(margin.Assets[asset].Decimals, MarginSection.IsDollar(asset) ? 2 : MostDecimals);
        return new decimal(1, 0, 0, false, (byte)decimals);
    }

    /// <summary>Where a venue states no lot: a thousandth, or one in the last digit of the position.</summary>
    private static decimal LotOf(decimal quantity)
    {
        var lot = 1m;
        while (quantity / lot != decimal.Truncate(quantity / lot))
        {
            lot /= 10;
        }

        return Math.Min(lot, UsualLot);
    }

    /// <summary>What is to be cured.</summary>
    private sealed record Unit(
        Model Model,
        Portfolio Portfolio,
        CureTarget Target,
        AccountFigures Before,
        Func<Portfolio, AccountFigures> FiguresOf
    )
    {
        public bool IsEnough(Portfolio changed) => Target.IsReachedBy(FiguresOf(changed));
    }
}
