using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Portfolios;

/// <summary>The nearest move of an underlying, with all that is on it, at which an account under portfolio margin is below its line.</summary>
/// <remarks>An estimate in floating point, for display; it decides nothing. Source: docs/spec/0022-portfolio-accounts.md (PACC-040).</remarks>
internal sealed class PortfolioLine(PortfolioScheme scheme, ScenarioAccount account, Money equity, int decimals)
{
    private const double Lowest = 0.05;
    private const double Highest = 10;
    private const double Step = 1.01;
    private const int Halvings = 40;

    private static readonly PortfolioMarginModel Values = new([]);

    /// <summary>The mark of an instrument there; null where neither a fall to a twentieth nor a rise to the tenfold of its underlying does it.</summary>
    public Price? Nearest(IndexParameters index, Price mark)
    {
        if (Nearest(PortfolioBooks.NameOf(scheme, index)) is not { } factor)
        {
            return null;
        }

        var units = mark.Units * factor;
        return new(units < Price.MaxUnits ? Math.Max(1, (long)units) : Price.MaxUnits);
    }

    private double? Nearest(string underlying)
    {
        if (IsBelow(underlying, 1))
        {
            return 1;
        }

        var (fall, rise) = (First(underlying, 1 / Step), First(underlying, Step));
        return fall is null ? rise
            : rise is null || 1 / fall <= rise ? fall
            : rise;
    }

    private double? First(string underlying, double step)
    {
        var (above, next) = (1.0, step);
        while (!IsBelow(underlying, next))
        {
            if (next is < Lowest or > Highest)
            {
                return null;
            }

            (above, next) = (next, next * step);
        }

        for (var i = 0; i < Halvings; i++)
        {
            var middle = (above + next) / 2;
            if (IsBelow(underlying, middle))
            {
                next = middle;
            }
            else
            {
                above = middle;
            }
        }

        return next;
    }

    private bool IsBelow(string underlying, double factor)
    {
        var moved = account with { Books = [.. account.Books.Select(book => Moved(book, underlying, factor))] };
        var change = Worth(moved) - Worth(account);
        var unit = (double)ExactMath.PowerOfTen(decimals);
        var needed = scheme.Rule.Of(moved).At(MarginLevelKind.Maintenance);
        return ((double)equity.Units / unit) + change < needed;
    }

    private static RiskBook Moved(RiskBook book, string underlying, double factor) =>
        string.Equals(book.Underlying, underlying, StringComparison.Ordinal) ? MovedBook.Of(book, factor) : book;

    private static double Worth(ScenarioAccount of) => ScenarioMargin.Evaluate(Values, of).Value;
}
