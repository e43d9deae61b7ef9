namespace Plimsoll.Simulation.Audit;

/// <summary>How the margin ratios of all accounts with positions are spread at one moment.</summary>
/// <param name="AtNs">When, in nanoseconds since the epoch.</param>
/// <param name="Accounts">Accounts per band of <see cref="BandsPercent"/>: below the first bound, … , above the last.</param>
public sealed record MarginSample(long AtNs, int[] Accounts)
{
    /// <summary>Bounds between the bands: equity ÷ maintenance margin in percent.</summary>
    public static IReadOnlyList<int> BandsPercent { get; } = [100, 110, 125, 150, 200, 300, 500, 1_000, 2_000, 5_000];

    internal static int BandOf(Int128 equity, Int128 maintenance)
    {
        var band = 0;
        while (band < BandsPercent.Count && equity * 100 >= maintenance * BandsPercent[band])
        {
            band++;
        }

        return band;
    }
}
