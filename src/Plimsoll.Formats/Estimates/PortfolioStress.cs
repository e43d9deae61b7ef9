using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Margin.Stress;

namespace Plimsoll.Formats.Estimates;

/// <summary>What moves of prices and volatilities do to a portfolio under any model of margin, and which break it.</summary>
/// <remarks>
/// The portfolio is moved and its margin asked again, by the function that answers every estimate. An account is broken when any unit of margin, the cross account or
/// an isolated position, would be liquidated. docs/spec/0018-value-at-risk.md (VARR-080 … VARR-086).
/// </remarks>
public sealed class PortfolioStress
{
    private const int Steps = 4;
    private const int EdgeDecimals = 8;

    /// <summary>To a twentieth of its price and to the twentyfold.</summary>
    private const double Farthest = 20;

    /// <summary>Each step moves prices by a twentieth.</summary>
    private const int EdgeSteps = 60;

    private readonly Model _model;
    private readonly ShockedPortfolio _shocked;
    private readonly decimal _value;

    /// <summary>Prepares a portfolio.</summary>
    /// <param name="model">A model that margins portfolios.</param>
    /// <param name="portfolio">The portfolio.</param>
    /// <exception cref="DocumentException">The portfolio does not fit the model, or an option cannot be valued after a move.</exception>
    public PortfolioStress(Model model, Portfolio portfolio)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(portfolio);
        _model = model;
        var held = PortfolioChange.AtTheMark(model, portfolio);
        _value = Estimate.Units(model, held).Sum(unit => unit.NetLiquidationValue);
        _shocked = new(model.Margin!, held);
    }

    /// <summary>What can be moved: the underlyings of positions and orders, and coins held.</summary>
    public IReadOnlyList<string> Underlyings => _shocked.Underlyings;

    /// <summary>Whether options are held or ordered, so that volatilities matter.</summary>
    public bool HasOptions => _shocked.HasOptions;

    /// <summary>Whether a move was met after which the model does not say what a position of that size needs.</summary>
    public bool HasUnknown { get; private set; }

    /// <summary>The asset in which amounts are.</summary>
    public string Unit => _model.Margin!.Numeraire;

    /// <summary>The portfolio after a shock; null where prices have made a position larger than any that the model's tiers are known for.</summary>
    /// <param name="shock">A move for each of <see cref="Underlyings"/>.</param>
    /// <exception cref="DocumentException">Amounts have become too large to be carried.</exception>
    public StressCell? After(Shock shock)
    {
        if (Units(shock) is not { } units)
        {
            return null;
        }

        return new(
            [.. shock.Prices.Select(ShockedPortfolio.Share)],
            ShockedPortfolio.Share(shock.Volatility),
            units.Sum(unit => unit.NetLiquidationValue) - _value,
            units.Sum(unit => unit.Figures.Equity),
            units.All(unit => unit.Figures.InitialMargin is not null) ? units.Sum(unit => unit.Figures.InitialMargin) : null,
            units.Sum(unit => unit.Figures.MaintenanceMargin),
            [.. units.Where(unit => unit.IsLiquidated).Select(unit => unit.Name)]
        );
    }

    /// <summary>Every unit of margin after a shock, the cross account first; null where prices have made a position larger than any that the model's tiers are known for.</summary>
    /// <param name="shock">A move for each of <see cref="Underlyings"/>.</param>
    /// <exception cref="DocumentException">Amounts have become too large to be carried.</exception>
    public IReadOnlyList<UnitStanding>? Units(Shock shock)
    {
        ArgumentNullException.ThrowIfNull(shock);
        try
        {
            return Estimate.Units(_model, _shocked.After(shock));
        }
        catch (DocumentException exception) when (exception.Faults.All(fault => fault.Code is "beyond_limit" or "beyond_known_tiers"))
        {
            HasUnknown = true;
            return null;
        }
    }

    /// <summary>A move of one price, all others and volatilities standing still.</summary>
    /// <param name="underlying">Its place among <see cref="Underlyings"/>.</param>
    /// <param name="price">The move as a share, above −1.</param>
    public Shock Alone(int underlying, decimal price) => Alone(underlying, (double)price);

    /// <summary>Where one unit of margin is liquidated when one price moves and all others stand still: the nearest fall and rise.</summary>
    /// <param name="unit">Its place among <see cref="Units"/>.</param>
    /// <param name="underlying">Its place among <see cref="Underlyings"/>.</param>
    public StressEdge EdgeOf(int unit, int underlying)
    {
        ShockedAccount Moved(Shock shock) =>
            Units(Alone(underlying, shock.Prices[0])) is { } units
                ? new((double)units[unit].Figures.Equity, (double)units[unit].Figures.MaintenanceMargin)
                {
                    IsBroken = units[unit].IsLiquidated,
                }
                : Unknown;
        return Edge(0, ReverseStress.Surface(Moved, 1, [0], Farthest, EdgeSteps)[0]);
    }

    /// <summary>A grid of moves, all prices alike, and the edges of liquidation in it.</summary>
    /// <param name="price">Largest price move, above 0 and below 1; looked at on either side.</param>
    /// <param name="volatility">Largest volatility move upward, above 0; downward at most the whole of it.</param>
    public StressGrid Grid(decimal price, decimal volatility)
    {
        var steps = Enumerable.Range(-Steps, (2 * Steps) + 1).ToArray();
        decimal[] prices = [.. steps.Select(step => price * step / Steps)];
        decimal[] volatilities = HasOptions
            ? [.. steps.Select(step => Math.Max(-1, volatility * step / Steps)).Distinct().OrderDescending()]
            : [0];
        StressCell?[][] cells = [.. volatilities.Select(row => (StressCell?[])[.. prices.Select(move => After(Alike(move, row)))])];
        var edges = ReverseStress.Surface(Account, Underlyings.Count, [.. volatilities.Select(row => (double)row)], Farthest, EdgeSteps);
        return new(prices, volatilities, cells, [.. volatilities.Zip(edges, Edge)]);
    }

    /// <summary>The smallest move found that breaks the portfolio, all prices alike and volatilities with them; null when none within the largest does.</summary>
    /// <param name="price">Largest price move, above 0 and below 1.</param>
    /// <param name="volatility">Largest volatility move, above 0.</param>
    public StressCell? SmallestBreak(decimal price, decimal volatility)
    {
        if (!HasOptions)
        {
            return Smallest([Alike(-price, 0), Alike(price, 0)]);
        }

        Shock Direction(double place) => StressDirections.Alike(Underlyings.Count, (double)price, (double)volatility, place);
        var found = ReverseStress.SmallestAround(Account, Direction, StressDirections.FirstCount, 1, ReverseStress.UsualSteps);
        return found is { } smallest ? After(smallest.Shock) : null;
    }

    /// <summary>The smallest move found that breaks the portfolio when each price may rise, fall or stay, measured by the largest of them; null when none does.</summary>
    /// <param name="price">Largest price move, above 0 and below 1.</param>
    public StressCell? SmallestBreakApart(decimal price) =>
        Underlyings.Count > 1 ? Smallest(StressDirections.Apart(Account, Underlyings.Count, (double)price)) : null;

    /// <summary>Days that were, the worst first: those that leave the least equity beyond maintenance margin.</summary>
    /// <param name="days">Names of days.</param>
    /// <param name="moves">For each of <see cref="Underlyings"/> its moves on those days, as shares.</param>
    public IReadOnlyList<StressDay> Days(IReadOnlyList<string> days, IReadOnlyList<IReadOnlyList<double>> moves) =>
        [
            .. StressTest
                .Historical(days, moves)
                .Select(day => (day.Name, Cell: After(day.Shock)))
                .Where(day => day.Cell is not null)
                .Select(day => new StressDay(day.Name, day.Cell!))
                .OrderBy(day => day.Cell.Equity - day.Cell.MaintenanceMargin),
        ];

    private StressCell? Smallest(IEnumerable<Shock> directions) =>
        ReverseStress.Smallest(Account, directions, 1, ReverseStress.UsualSteps) is { } found ? After(found.Shock) : null;

    /// <summary>What is not known is not said to break.</summary>
    private static ShockedAccount Unknown => new(0, 0) { IsBroken = false };

    private ShockedAccount Account(Shock shock) =>
        After(shock) is { } cell ? new((double)cell.Equity, (double)cell.MaintenanceMargin) { IsBroken = cell.IsBroken } : Unknown;

    private Shock Alone(int underlying, double price)
    {
        var prices = new double[Underlyings.Count];
        prices[underlying] = price;
        return new(prices, 0);
    }

    private Shock Alike(decimal price, decimal volatility) => Shock.Alike(Underlyings.Count, (double)price, (double)volatility);

    /// <summary>Outward, so that something is liquidated there.</summary>
    private static StressEdge Edge(decimal volatility, LiquidationEdge edge) =>
        new(
            volatility,
            edge.Down is { } fall ? Rounded(fall, MidpointRounding.ToNegativeInfinity) : null,
            edge.Up is { } rise ? Rounded(rise, MidpointRounding.ToPositiveInfinity) : null
        );

    private static decimal Rounded(double move, MidpointRounding outward) => decimal.Round((decimal)move, EdgeDecimals, outward);
}
