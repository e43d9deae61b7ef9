namespace Plimsoll.Margin.Scenarios.Shocks;

/// <summary>What one underlying's gain may offset of another's loss in the same scenario.</summary>
/// <remarks>Source: Deribit pnl_offset and max_offsetable_pnl; offset percentages of product groups (OCC). Losses count in full.</remarks>
/// <param name="Weight">Share of a gain that counts, 0 to 1.</param>
/// <param name="Most">The most that counts, in the quote currency; infinite for no bound.</param>
public sealed record GainTreatment(double Weight, double Most)
{
    /// <summary>Gains count in full.</summary>
    public static GainTreatment Full { get; } = new(1, double.PositiveInfinity);

    /// <summary>A profit as it counts.</summary>
    /// <param name="profit">In the book's unit.</param>
    /// <param name="unitPrice">What that unit is worth in the quote currency.</param>
    public double Counted(double profit, double unitPrice) => profit > 0 ? Math.Min(profit * Weight, Most / unitPrice) : profit;
}
