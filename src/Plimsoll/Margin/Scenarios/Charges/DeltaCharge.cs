namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>A rate for the net delta and one for deltas that hedge each other: basis and liquidity between what is not quite the same.</summary>
/// <remarks>
/// hedged = (Σ |delta| − |Σ delta|) ÷ 2, which is the lesser of longs and shorts. Between positions one by one (Paradex minimum delta), or between expiries
/// (Deribit's older futures contingency, Bybit delta spread, SPAN inter-month charge).
/// </remarks>
/// <param name="Name">Its name.</param>
/// <param name="Stage">Where it enters.</param>
/// <param name="Levels">Which requirements it is part of.</param>
/// <param name="NetRate">Share of the index for each net delta, or an amount.</param>
/// <param name="HedgedRate">The same for each hedged delta.</param>
public sealed record DeltaCharge(string Name, ChargeStage Stage, ChargeLevels Levels, double NetRate, double HedgedRate)
    : PortfolioCharge(Name, Stage, Levels)
{
    /// <summary>Whether deltas of one expiry are netted first.</summary>
    public bool IsBetweenExpiries { get; init; }

    /// <summary>Whether rates are amounts for each underlying rather than shares of the index.</summary>
    public bool IsByPiece { get; init; }

    /// <inheritdoc/>
    public override double Amount(ChargeBasis basis, ICollection<ChargeInput>? inputs)
    {
        ArgumentNullException.ThrowIfNull(basis);
        var deltas = IsBetweenExpiries
            ? basis.DeltaByExpiry().Select(each => each.Delta)
            : basis.Positions.Select(position => position.Delta);
        var (net, _, hedged) = Measures(deltas);
        inputs?.Add(new("net delta", net));
        inputs?.Add(new("hedged delta", hedged));
        return Of(net, hedged) * (IsByPiece ? 1 : basis.Book.UnitValue);
    }

    /// <summary>The charge in underlyings.</summary>
    public double Of(double net, double hedged) => (NetRate * Math.Abs(net)) + (HedgedRate * hedged);

    /// <summary>Net, gross and hedged delta of some deltas.</summary>
    public static (double Net, double Gross, double Hedged) Measures(IEnumerable<double> deltas)
    {
        var (longs, shorts) = ChargeBasis.Sides(deltas);
        return (longs - shorts, longs + shorts, Math.Min(longs, shorts));
    }
}
