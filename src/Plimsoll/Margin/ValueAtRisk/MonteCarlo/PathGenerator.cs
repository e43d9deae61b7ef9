using Plimsoll.Numerics;

namespace Plimsoll.Margin.ValueAtRisk.MonteCarlo;

/// <summary>Draws the moves of risk factors on a path from its number alone.</summary>
/// <remarks>
/// <para>Path p under a seed takes blocks (p, block) of <see cref="Philox4x32"/>: two uniform numbers each, turned to normal ones by Φ⁻¹, correlated by Cholesky's factor.
/// Student: all divided by √(χ²/ν) of the same path, χ² from ν further normal numbers. Empirical margins: the probability of each number under its own margin, taken to the sample's quantile,
/// linear between neighbours.</para>
/// <para>docs/spec/0018-value-at-risk.md (VARR-030 … VARR-033). Pure; does not allocate.</para>
/// </remarks>
public sealed class PathGenerator
{
    private const ulong ChiSquaredStream = 1UL << 63;
    private readonly ulong _seed;
    private readonly PathLaw _law;
    private readonly double _scale;

    /// <summary>Under a seed and a law.</summary>
    /// <exception cref="ArgumentException">Lengths or degrees of freedom that do not fit.</exception>
    public PathGenerator(ulong seed, PathLaw law)
    {
        ArgumentNullException.ThrowIfNull(law);
        if (law.Deviations.Count != law.Factor.Size || (law.Samples is { } samples && samples.Count != law.Factor.Size))
            throw new ArgumentException($"Expected deviations and samples of {law.Factor.Size} factors.", nameof(law));

        if (law.Degrees is < 3 or > 100)
            throw new ArgumentException($"Expected 3 to 100 degrees of freedom; found {law.Degrees}.", nameof(law));

        (_seed, _law) = (seed, law);
        _scale = law.Degrees is { } degrees ? Math.Sqrt((degrees - 2.0) / degrees) : 1;
    }

    /// <summary>How many factors.</summary>
    public int Factors => _law.Factor.Size;

    /// <summary>The log moves of all factors on a path.</summary>
    /// <param name="path">Its number, not negative.</param>
    /// <param name="moves">Receives one move for each factor.</param>
    public void Draw(long path, Span<double> moves)
    {
        Normals((ulong)path, 0, moves[..Factors]);
        _law.Factor.Apply(moves);
        var stretch = 1.0;
        if (_law.Degrees is { } degrees)
        {
            Span<double> more = stackalloc double[degrees];
            Normals((ulong)path, ChiSquaredStream, more);
            var chiSquared = 0.0;
            foreach (var normal in more)
            {
                chiSquared += normal * normal;
            }

            stretch = Math.Sqrt(degrees / chiSquared);
        }

        for (var i = 0; i < Factors; i++)
        {
            moves[i] = _law.Samples is { } samples
                ? Quantile(samples[i], Probability(moves[i] * stretch))
                : moves[i] * stretch * _scale * _law.Deviations[i];
        }
    }

    private double Probability(double number) =>
        _law.Degrees is { } degrees ? StudentDistribution.Cumulative(number, degrees) : NormalDistribution.Cumulative(number);

    private void Normals(ulong path, ulong stream, Span<double> normals)
    {
        for (var i = 0; i < normals.Length; i += 2)
        {
            var (first, second) = Philox4x32.Block(path, stream | (uint)(i / 2), _seed);
            normals[i] = NormalDistribution.InverseCumulative(Philox4x32.Uniform(first));
            if (i + 1 < normals.Length)
                normals[i + 1] = NormalDistribution.InverseCumulative(Philox4x32.Uniform(second));
        }
    }

    private static double Quantile(double[] sorted, double probability)
    {
        var place = Math.Clamp((probability * sorted.Length) - 0.5, 0, sorted.Length - 1);
        var below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
