using BenchmarkDotNet.Attributes;
using Plimsoll.Margin.ValueAtRisk;
using Plimsoll.Margin.ValueAtRisk.Correlations;
using Plimsoll.Margin.ValueAtRisk.MonteCarlo;
using Plimsoll.Margin.ValueAtRisk.Volatility;
using Plimsoll.Numerics;
using Plimsoll.Pricing;

namespace Plimsoll.Benchmarks;

/// <summary>Value at risk of a large account: 100 positions, ten coins and their volatilities, 10,000 paths, options valued in full.</summary>
[MemoryDiagnoser]
public class RiskBenchmarks
{
    private const int Paths = 10_000;
    private const int Coins = 10;
    private const double Day = 1 / 365.0;
    private RiskPosition[] _linear = [];
    private RiskPosition[] _options = [];
    private PathGenerator _paths = null!;
    private LossMatrix _filled = null!;
    private double[] _moves = [];

    /// <summary>How many positions.</summary>
    [Params(100)]
    public int Positions { get; set; }

    /// <summary>Makes books and the law of their factors.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _linear = [.. Enumerable.Range(0, Positions).Select(i => new RiskPosition(i % 2 == 0 ? 1 : -1, i % Coins, 100))];
        _options =
        [
            .. _linear.Select(
                (position, i) =>
                    position with
                    {
                        Option = new(i % 4 < 2 ? OptionType.Call : OptionType.Put, 80 + (i % 5 * 10), 0.1, 0.7, Coins + (i % Coins)),
                    }
            ),
        ];
        var correlations = SymmetricMatrix.From(
            2 * Coins,
            (row, column) =>
                row == column ? 1
                : row < Coins == column < Coins ? 0.7
                : -0.3
        );
        var deviations = Enumerable.Range(0, 2 * Coins).Select(i => i < Coins ? 0.04 : 0.06).ToArray();
        _paths = new(1, new PathLaw(CholeskyFactor.Of(NearestCorrelation.Of(correlations).Matrix), deviations, 4));
        _filled = Fill(_linear);
        _moves = [.. Enumerable.Range(0, 500).Select(i => 0.03 * NormalDistribution.InverseCumulative((i + 0.5) / 500))];
    }

    /// <summary>Paths, revaluation and quantile of a book of perpetuals.</summary>
    [Benchmark]
    public double SimulatedPerpetuals() => Fill(_linear).Figures(0.99).ValueAtRisk;

    /// <summary>The same of options, each valued by Black-76 on every path.</summary>
    [Benchmark]
    public double SimulatedOptions() => Fill(_options).Figures(0.99).ValueAtRisk;

    /// <summary>The part of every position in expected shortfall, from a table that is there.</summary>
    [Benchmark]
    public double Contributions() => RiskContributions.OfShortfall(_filled, _linear, 0.99)[0].Component;

    /// <summary>One calibration of GARCH(1,1) to 500 moves.</summary>
    [Benchmark]
    public double GarchCalibration() => GarchModel.Fit(_moves).Alpha;

    private LossMatrix Fill(RiskPosition[] book)
    {
        var losses = new LossMatrix(book, Paths, Day);
        SimulatedLosses.Fill(losses, _paths, 0, Paths);
        return losses;
    }
}
