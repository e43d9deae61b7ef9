namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>What closing a large net delta would cost beyond its scenario: a rate that grows with the delta above a threshold, up to a bound.</summary>
/// <remarks>
/// |delta| · min(most, slope · max(0, |delta| − threshold ÷ index)) · index. Deltas of long options may reduce the sum but never enlarge it.
/// Source: Deribit delta shock, by a third party's note (m_inc, max_delta_shock, delta_total_liq_shock_threshold).
/// </remarks>
/// <param name="Name">Its name.</param>
/// <param name="Stage">Where it enters.</param>
/// <param name="Levels">Which requirements it is part of.</param>
/// <param name="Threshold">In the quote currency.</param>
/// <param name="Slope">Share for each underlying above the threshold.</param>
/// <param name="Most">The most share.</param>
public sealed record DeltaThresholdCharge(string Name, ChargeStage Stage, ChargeLevels Levels, double Threshold, double Slope, double Most)
    : PortfolioCharge(Name, Stage, Levels)
{
    /// <inheritdoc/>
    public override double Amount(ChargeBasis basis, ICollection<ChargeInput>? inputs)
    {
        ArgumentNullException.ThrowIfNull(basis);
        var (rest, ofLongOptions) = (0.0, 0.0);
        foreach (var position in basis.Positions)
        {
            if (position is { Kind: PositionKind.Option, Quantity: > 0 })
                ofLongOptions += position.Delta;
            else
                rest += position.Delta;
        }

        var size = rest * ofLongOptions < 0 ? Math.Max(0, Math.Abs(rest) - Math.Abs(ofLongOptions)) : Math.Abs(rest);
        var share = Math.Min(Most, Slope * Math.Max(0, size - (Threshold / basis.Book.Spot)));
        inputs?.Add(new("directional delta", size));
        inputs?.Add(new("share", share));
        return size * share * basis.Book.UnitValue;
    }
}
