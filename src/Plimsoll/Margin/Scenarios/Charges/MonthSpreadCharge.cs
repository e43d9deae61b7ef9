using Plimsoll.Margin.Scenarios.Books;

namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>Months that hedge each other are charged by tier, since scenarios move them alike.</summary>
/// <remarks>
/// Each month's net delta counts as long or short in the tier that its time to expiry lies in; what has no expiry lies in the nearest. Spreads are formed in the order
/// stated, each taking what is left: within a tier min(longs, shorts), between two min(longs, shorts of the other) both ways. Source: SPAN inter-month spread charge.
/// </remarks>
/// <param name="Name">Its name.</param>
/// <param name="Stage">Where it enters.</param>
/// <param name="Levels">Which requirements it is part of.</param>
/// <param name="TierDays">Days up to which each tier but the last reaches, itself included, rising.</param>
/// <param name="Spreads">In order of priority.</param>
public sealed record MonthSpreadCharge(
    string Name,
    ChargeStage Stage,
    ChargeLevels Levels,
    IReadOnlyList<double> TierDays,
    IReadOnlyList<TierSpread> Spreads
) : PortfolioCharge(Name, Stage, Levels)
{
    /// <summary>Whether rates are amounts for each underlying rather than shares of the index.</summary>
    public bool IsByPiece { get; init; }

    /// <inheritdoc/>
    public override double Amount(ChargeBasis basis, ICollection<ChargeInput>? inputs)
    {
        ArgumentNullException.ThrowIfNull(basis);
        var (longs, shorts) = (new double[TierDays.Count + 1], new double[TierDays.Count + 1]);
        foreach (var (seconds, delta) in basis.DeltaByExpiry())
        {
            var tier = TierOf(seconds);
            longs[tier] += Math.Max(0, delta);
            shorts[tier] += Math.Max(0, -delta);
        }

        var sum = 0.0;
        foreach (var spread in Spreads)
        {
            var formed = Form(longs, shorts, spread.Near, spread.Far);
            if (spread.Near != spread.Far)
                formed += Form(longs, shorts, spread.Far, spread.Near);

            if (formed == 0)
                continue;

            inputs?.Add(new($"spreads of tiers {spread.Near + 1} and {spread.Far + 1}", formed));
            inputs?.Add(new(IsByPiece ? "amount a spread" : "rate", spread.Rate));
            sum += formed * spread.Rate;
        }

        return sum * (IsByPiece ? 1 : basis.Book.UnitValue);
    }

    private static double Form(double[] longs, double[] shorts, int near, int far)
    {
        var formed = Math.Min(longs[near], shorts[far]);
        longs[near] -= formed;
        shorts[far] -= formed;
        return formed;
    }

    private int TierOf(double? seconds)
    {
        for (var tier = 0; tier < TierDays.Count; tier++)
        {
            if (seconds is not { } time || time <= TierDays[tier] * RiskBook.SecondsOfDay)
                return tier;
        }

        return TierDays.Count;
    }
}
