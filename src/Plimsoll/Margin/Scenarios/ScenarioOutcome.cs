using Plimsoll.Margin.Scenarios.Shocks;

namespace Plimsoll.Margin.Scenarios;

/// <summary>What one scenario does to a book.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="Index">Its place in the table, from 0.</param>
/// <param name="Row">The scenario; null for one that is no row: forwards that move alone, or nothing at all.</param>
/// <param name="Profit">Profit, weighted and scaled; below zero is a loss.</param>
/// <param name="Counted">What of it counts, after dampening and the treatment of gains.</param>
/// <param name="Parts">Each position's part of what counts, in the order of the book's positions.</param>
public sealed record ScenarioOutcome(string Table, int Index, ScenarioRow? Row, double Profit, double Counted, IReadOnlyList<double> Parts)
{
    /// <summary>Whether the row says how far prices move, in points of price, rather than by which factor.</summary>
    public bool IsAbsolute { get; init; }
}
