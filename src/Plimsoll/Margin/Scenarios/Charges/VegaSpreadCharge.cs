using Plimsoll.Margin.Scenarios.Books;

namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>Vega of one expiry hedges that of another only in part: a rate of the vega that does so, by itself or for each day between them.</summary>
/// <remarks>
/// Expiries with vega long are matched with those short, the nearest in time first. Source: Deribit's older vega contingency (a share of the offset);
/// Bybit vega spread (days apart · hedged vega · factor).
/// </remarks>
/// <param name="Name">Its name.</param>
/// <param name="Stage">Where it enters.</param>
/// <param name="Levels">Which requirements it is part of.</param>
/// <param name="Rate">Share of the hedged vega.</param>
public sealed record VegaSpreadCharge(string Name, ChargeStage Stage, ChargeLevels Levels, double Rate)
    : PortfolioCharge(Name, Stage, Levels)
{
    /// <summary>Whether the rate is for each day between the two expiries.</summary>
    public bool IsPerDay { get; init; }

    /// <inheritdoc/>
    public override double Amount(ChargeBasis basis, ICollection<ChargeInput>? inputs)
    {
        ArgumentNullException.ThrowIfNull(basis);
        var expiries = basis
            .Positions.Where(position => position.Kind == PositionKind.Option)
            .GroupBy(position => position.Seconds!.Value)
            .Select(group => (Seconds: group.Key, Vega: group.Sum(position => position.Vega)))
            .OrderBy(expiry => expiry.Seconds)
            .ToArray();
        var sum = 0.0;
        foreach (var (hedged, seconds) in ExpiryPairs.Nearest(expiries))
        {
            var days = seconds / RiskBook.SecondsOfDay;
            inputs?.Add(new("hedged vega", hedged));
            inputs?.Add(new("days apart", days));
            sum += hedged * Rate * (IsPerDay ? days : 1);
        }

        return basis.Book.IsInCoin ? sum / basis.Book.Spot : sum;
    }
}
