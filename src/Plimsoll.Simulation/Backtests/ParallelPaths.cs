using Plimsoll.Margin.ValueAtRisk;
using Plimsoll.Margin.ValueAtRisk.MonteCarlo;

namespace Plimsoll.Simulation.Backtests;

/// <summary>Simulated paths on several threads.</summary>
/// <remarks>A path depends on its number alone and fills its own row, so the table is the same to the bit with any number of threads. docs/spec/0018-value-at-risk.md (VARR-031).</remarks>
public static class ParallelPaths
{
    private const int Part = 256;

    /// <summary>Fills the whole table.</summary>
    /// <param name="losses">The table.</param>
    /// <param name="paths">Where its paths come from.</param>
    /// <param name="threads">At least one.</param>
    public static void Fill(LossMatrix losses, PathGenerator paths, int threads)
    {
        ArgumentNullException.ThrowIfNull(losses);
        var parts = (losses.Scenarios + Part - 1) / Part;
        Parallel.For(
            0,
            parts,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            part => SimulatedLosses.Fill(losses, paths, part * Part, Math.Min(losses.Scenarios, (part + 1) * Part))
        );
    }
}
