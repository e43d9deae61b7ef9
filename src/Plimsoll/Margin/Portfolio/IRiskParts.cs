using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.ValueAtRisk;

namespace Plimsoll.Margin.Portfolio;

/// <summary>A requirement that is a figure of risk, which positions have parts in.</summary>
/// <remarks>Source: docs/spec/0018-value-at-risk.md (VARR-012, VARR-013, VARR-124).</remarks>
public interface IRiskParts
{
    /// <summary>Value at risk and shortfall at a level's α, before any factor.</summary>
    RiskFigures Figures(MarginLevelKind level);

    /// <summary>
    /// Each position's part in the figure that is asked for at a level, before any factor; components add up to it. Marginal is per underlying of the position's size, zero where that is none.
    /// </summary>
    IReadOnlyList<(string Name, RiskContribution Part)> Contributions(MarginLevelKind level);
}
