using BenchmarkDotNet.Attributes;
using Plimsoll.Instruments;
using Plimsoll.Pricing;
using Plimsoll.Simulation.Options;
using Plimsoll.Surfaces;

namespace Plimsoll.Benchmarks;

/// <summary>Black-76 and its inverse over a thousand options, and the fit of a whole surface to a real chain.</summary>
[MemoryDiagnoser, MinColumn]
public class OptionBenchmarks
{
    private const int Options = 1_000;

    private readonly double[] _strikes = new double[Options];
    private readonly double[] _prices = new double[Options];
    private ChainSnapshot _chain = null!;
    private IReadOnlyList<OptionChain> _chains = [];

    [GlobalSetup]
    public void Prepare()
    {
        for (var i = 0; i < Options; i++)
        {
            // Strikes from a third to three times the forward, volatilities from thirty to ninety points, a month.
            _strikes[i] = 100 * Math.Exp((2.2 * i / Options) - 1.1);
            _prices[i] = Black76.Price(TypeOf(i), 100, _strikes[i], 0.3 + (0.6 * (i % 7) / 7), 1 / 12.0, 1);
        }

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Plimsoll.slnx")))
        {
            folder = folder.Parent!;
        }

        _chain = ChainFile
            .Read(Path.Combine(folder.FullName, "samples", "options", "deribit-btc-eth-2026-01-31.csv.gz"))
            .Single(chain => chain.Underlying == "BTC");
        _chains = _chain.Chains(Payoff.Inverse);
    }

    [Benchmark(OperationsPerInvoke = Options)]
    public double Prices()
    {
        var sum = 0.0;
        for (var i = 0; i < Options; i++)
        {
            sum += Black76.Price(TypeOf(i), 100, _strikes[i], 0.5, 1 / 12.0, 1);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Options)]
    public double AllGreeks()
    {
        var sum = 0.0;
        for (var i = 0; i < Options; i++)
        {
            sum += Black76.Greeks(TypeOf(i), 100, _strikes[i], 0.5, 1 / 12.0, 1).Vega;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Options)]
    public double ImpliedVolatilities()
    {
        var sum = 0.0;
        for (var i = 0; i < Options; i++)
        {
            sum += ImpliedVolatility.Of(TypeOf(i), _prices[i], 100, _strikes[i], 1 / 12.0, 1).Volatility;
        }

        return sum;
    }

    /// <summary>792 options of 13 expiries: read, fitted, marked, scanned for arbitrage.</summary>
    [Benchmark]
    public SurfaceFitResult SurfaceOfARealChain() => SurfaceFit.Of(_chain.At, _chain.IndexPrice, _chains);

    private OptionType TypeOf(int place) => _strikes[place] < 100 ? OptionType.Put : OptionType.Call;
}
