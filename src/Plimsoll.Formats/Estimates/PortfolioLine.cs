using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Formats.Estimates;

/// <summary>How far an underlying can move before an account under portfolio margin is liquidated, everything on it moving alike and volatilities staying.</summary>
/// <remarks>Found on the margin itself, in steps that are then halved: a stretch below the line that is narrower than a step can be passed over.</remarks>
internal static class PortfolioLine
{
    private const decimal Step = 0.05m;
    private const decimal Least = 0.05m;
    private const decimal Most = 20;
    private const int Halvings = 30;

    /// <summary>The nearest moves down and up, as shares; 0 when it is below already, null when none to a twentieth or the twentyfold does it, as far as a stress test looks.</summary>
    public static (decimal? Fall, decimal? Rise) Of(Model model, Portfolio portfolio, string underlying, Func<Portfolio, bool> isBelow)
    {
        bool At(decimal factor) => isBelow(PortfolioChange.Move(model, portfolio, underlying, factor - 1));
        return isBelow(portfolio) ? (0, 0) : (First(1 - Step, Least, At), First(1 + Step, Most, At));
    }

    private static decimal? First(decimal ratio, decimal to, Func<decimal, bool> isBelow)
    {
        var (above, below) = (1m, ratio);
        while (!isBelow(below))
        {
            (above, below) = (below, below * ratio);
            if (ratio < 1 ? below < to : below > to)
            {
                return null;
            }
        }

        for (var i = 0; i < Halvings; i++)
        {
            var middle = (above + below) / 2;
            (above, below) = isBelow(middle) ? (above, middle) : (middle, below);
        }

        // Outward, so that it is below there.
        return decimal.Round(below - 1, 8, ratio < 1 ? MidpointRounding.ToNegativeInfinity : MidpointRounding.ToPositiveInfinity);
    }
}
