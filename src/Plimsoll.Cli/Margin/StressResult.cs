using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Cli.Margin;

/// <summary>All that <c>plimsoll stress</c> found.</summary>
/// <param name="Model">The model.</param>
/// <param name="Portfolio">The portfolio.</param>
/// <param name="Stress">What it was asked of.</param>
/// <param name="Grid">A grid of moves.</param>
/// <param name="Break">The smallest move that breaks it, all prices alike; null for none.</param>
/// <param name="Apart">The smallest when prices part; null for none, or where that is no less.</param>
/// <param name="Days">The worst days.</param>
/// <param name="DaysOf">Of how many, the first and the last: null where none were looked at.</param>
/// <param name="Notes">What a reader would not expect.</param>
internal sealed record StressResult(
    Model Model,
    Portfolio Portfolio,
    PortfolioStress Stress,
    StressGrid Grid,
    StressCell? Break,
    StressCell? Apart,
    IReadOnlyList<StressDay> Days,
    (int Count, string First, string Last)? DaysOf,
    IReadOnlyList<string> Notes
)
{
    /// <summary>The asset in which amounts are.</summary>
    public string Unit => Stress.Unit;

    /// <summary>Every cell of the grid that is known.</summary>
    public IEnumerable<StressCell> Cells => Grid.Rows.SelectMany(row => row).OfType<StressCell>();
}
