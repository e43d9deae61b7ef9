using Plimsoll.Margin;

namespace Plimsoll.Formats.Estimates;

/// <summary>The trees behind an account's figures.</summary>
/// <param name="Equity">Equity.</param>
/// <param name="NetLiquidationValue">Equity with no haircut.</param>
/// <param name="InitialMargin">Initial margin.</param>
/// <param name="MaintenanceMargin">Maintenance margin.</param>
public sealed record ExplanationTrees(
    ExplanationNode Equity,
    ExplanationNode NetLiquidationValue,
    ExplanationNode InitialMargin,
    ExplanationNode MaintenanceMargin
)
{
    /// <summary>The trees of standard margin.</summary>
    public static ExplanationTrees Of(MarginExplanation explanation)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        return new(explanation.Equity, explanation.NetLiquidationValue, explanation.InitialMargin, explanation.MaintenanceMargin);
    }
}
