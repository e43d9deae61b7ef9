using Plimsoll.Instruments;
using Plimsoll.Surfaces;

namespace Plimsoll.Simulation.Options;

/// <summary>A chain, the surface fitted to it, and how the two compare.</summary>
/// <param name="Chain">What was read.</param>
/// <param name="Premium">Inverse for premiums in coin.</param>
/// <param name="Fit">What was fitted.</param>
/// <param name="Expiries">By time.</param>
public sealed record SurfaceSummary(ChainSnapshot Chain, Payoff Premium, SurfaceFitResult Fit, IReadOnlyList<ExpirySummary> Expiries)
{
    /// <summary>Strikes fitted.</summary>
    public int Quotes => Expiries.Sum(expiry => expiry.Fit.Quality.Quotes);

    /// <summary>Of those, how many have the fit between bid and ask.</summary>
    public int WithinSpread => Expiries.Sum(expiry => expiry.Fit.Quality.WithinSpread);

    /// <summary>Root of the mean square of fit less mid volatility over all strikes; zero of none.</summary>
    public double Rms =>
        Quotes == 0
            ? 0
            : Math.Sqrt(Expiries.Sum(expiry => expiry.Fit.Quality.Quotes * expiry.Fit.Quality.Rms * expiry.Fit.Quality.Rms) / Quotes);

    /// <summary>The largest distance.</summary>
    public double Most => Expiries.Max(expiry => expiry.Fit.Quality.Most);

    /// <summary>Fits a chain.</summary>
    public static SurfaceSummary Of(ChainSnapshot chain, Payoff premium)
    {
        ArgumentNullException.ThrowIfNull(chain);
        var fit = SurfaceFit.Of(chain.At, chain.IndexPrice, chain.Chains(premium));
        var options = chain.Expiries;
        return new(
            chain,
            premium,
            fit,
            [
                .. fit.Slices.Select(
                    (slice, i) =>
                        ExpirySummary.Of(slice, i + 1 < fit.Slices.Count ? fit.Slices[i + 1] : null, options[i]) with
                        {
                            ForwardToNeighbours = ToNeighbours(chain.IndexPrice, fit.Slices, i),
                        }
                ),
            ]
        );
    }

    /// <summary>The forward against the curve through the index, the expiry before it and the one after it. The last has nobody after it to be held against.</summary>
    private static double ToNeighbours(double index, IReadOnlyList<SliceFit> slices, int place)
    {
        if (place + 1 >= slices.Count || (place == 0 && !(index > 0)))
            return double.NaN;

        SliceFit[] beside = place == 0 ? [slices[1]] : [slices[place - 1], slices[place + 1]];
        var curve = new ForwardCurve(place == 0 ? index : double.NaN, beside.Select(slice => (slice.Years, slice.Forward.Forward)));
        return beside.All(slice => slice.Forward.Forward > 0)
            ? (slices[place].Forward.Forward / curve.At(slices[place].Years)) - 1
            : double.NaN;
    }
}
