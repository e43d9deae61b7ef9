namespace Plimsoll.Margin.Scenarios.Shocks;

/// <summary>A named list of scenarios.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">The scenarios, at least one.</param>
public sealed record ScenarioTable(string Name, IReadOnlyList<ScenarioRow> Rows)
{
    /// <summary>Whether rows say by how much prices move rather than by which factor.</summary>
    public bool IsAbsolute { get; init; }

    /// <summary>How rows far out are scaled; null for not at all.</summary>
    public TailScaling? Scaling { get; init; }

    /// <summary>A price in a scenario; not below zero.</summary>
    public double Shocked(ScenarioRow row, double price)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Math.Max(0, IsAbsolute ? price + row.Factor : price * row.Factor);
    }
}
