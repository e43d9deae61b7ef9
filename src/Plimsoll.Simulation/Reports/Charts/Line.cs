namespace Plimsoll.Simulation.Reports.Charts;

/// <summary>One line of a chart.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Style">Its CSS class.</param>
/// <param name="TimesMs">Times, rising.</param>
/// <param name="Values">A value for each; NaN for none.</param>
internal sealed record Line(string Name, string Style, IReadOnlyList<long> TimesMs, IReadOnlyList<double> Values);
