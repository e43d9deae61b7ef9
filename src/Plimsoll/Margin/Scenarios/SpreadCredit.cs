namespace Plimsoll.Margin.Scenarios;

/// <summary>A credit for opposite deltas of two underlyings that move together.</summary>
/// <remarks>
/// Spreads = min(|delta A| ÷ ratio A, |delta B| ÷ ratio B) where the deltas have opposite signs; on each leg the credit is rate · spreads · ratio · what one
/// delta of the leg risks. Deltas once used are not used again. Source: SPAN inter-commodity credit.
/// </remarks>
/// <param name="LegA">An underlying.</param>
/// <param name="RatioA">Deltas of it in one spread, above zero.</param>
/// <param name="LegB">Another underlying.</param>
/// <param name="RatioB">Deltas of it in one spread, above zero.</param>
/// <param name="Rate">Share of the risk that is credited, 0 to 1.</param>
public sealed record SpreadCredit(string LegA, double RatioA, string LegB, double RatioB, double Rate)
{
    /// <summary>What one delta is taken to risk.</summary>
    public PriceRiskMethod PriceRisk { get; init; }
}
