using System.Buffers.Binary;
using System.Security.Cryptography;
using Plimsoll.Margin.ValueAtRisk;
using Plimsoll.Margin.ValueAtRisk.Correlations;
using Plimsoll.Margin.ValueAtRisk.MonteCarlo;
using Plimsoll.Margin.ValueAtRisk.Volatility;
using Plimsoll.Numerics;
using Plimsoll.Pricing;
using Plimsoll.Tests.Numerics;

namespace Plimsoll.Tests.Margin.ValueAtRisk;

/// <summary>Risk figures have the same bits on every processor.</summary>
public sealed class RiskDeterminismTests
{
    /// <summary>Changes with any bit of any simulated loss, calibration or repaired correlation.</summary>
    private const string Committed = "890b942cc0b0b4e6716c0f3f0334dacc47b6aec2e568d5ab4efa7d49b915305d";

    [Fact, Trait("Criterion", "NUME-004"), Trait("Criterion", "VARR-031")]
    public void Risk_has_the_committed_bits()
    {
        InstructionSets.RequireOffWhereAsked();

        var hash = Hash();
        Assert.True(hash == Committed, $"The bits of risk have changed: {hash}");
    }

    [Theory, Trait("Criterion", "NUME-004")]
    [InlineData("EnableAVX512", "avx512")]
    [InlineData("EnableAVX2", "avx512 avx2")]
    [InlineData("EnableFMA EnableAVX2", "avx512 avx2 fma")]
    public void They_are_the_same_without_instruction_sets(string switches, string off) =>
        InstructionSets.RequirePassWithout(nameof(Risk_has_the_committed_bits), switches, off);

    private static string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var correlations = NearestCorrelation.Of(CorrelationTests.Of([1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1])).Matrix;
        RiskPosition[] book =
        [
            new(3, 0, 60_000),
            new(-40, 1, 3_000),
            new(-5, 0, 60_000, new(OptionType.Put, 55_000, 0.1, 0.6, VolatilityFactor: 2)),
        ];
        foreach (var degrees in new int?[] { null, 4 })
        {
            var losses = new LossMatrix(book, 3_000, 1 / 365.0);
            var law = new PathLaw(CholeskyFactor.Of(correlations), [0.03, 0.04, 0.08], degrees);
            SimulatedLosses.Fill(losses, new PathGenerator(7, law), 0, 3_000);
            Add(hash, losses.Totals);
            Add(hash, RiskContributions.OfShortfall(losses, book, 0.99).Select(part => part.Component).ToArray());
        }

        var moves = VolatilityTests.Normals(500, 0.03);
        var garch = GarchModel.Fit(moves);
        Add(hash, [garch.Omega, garch.Alpha, garch.Beta]);
        Add(hash, FilteredMoves.Of(moves, EwmaVolatility.Forecasts(moves, 0.94), 1e-6));
        for (var i = 1; i < 200; i++)
        {
            Add(
                hash,
                [
                    StudentDistribution.InverseCumulative(i / 200.0, 1 + (i % 30)),
                    ChiSquaredDistribution.Survival(i / 4.0, 1 + (i % 9)),
                    ChiSquaredDistribution.CriticalValue(i / 200.0, 1 + (i % 5)),
                ]
            );
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, ReadOnlySpan<double> values)
    {
        Span<byte> bytes = stackalloc byte[8];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
            hash.AppendData(bytes);
        }
    }
}
