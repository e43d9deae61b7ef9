using BenchmarkDotNet.Attributes;
using Plimsoll.Values;

namespace Plimsoll.Benchmarks;

/// <summary>A product divided and rounded once, by how wide its parts are: each line is a path of <see cref="ExactMath"/>.</summary>
[MemoryDiagnoser, MinColumn]
public class DivisionBenchmarks
{
    private Int128 _short = 264_000_000_000; // 264,000 with six decimals
    private Int128 _wide = (Int128)264_000 * 1_000_000_000_000_000_000; // the same with eighteen
    private long _unit = 1;
    private long _rate = 10_000_000; // 1 %
    private long _nano = Rate.NanoPerOne;
    private long _large = 1_000_000_000_000_000_000;

    [Benchmark]
    public Int128 NothingToDivide() => ExactMath.MulDiv(_short, _rate, _unit, Rounding.Ceiling);

    [Benchmark(Baseline = true)]
    public Int128 ProductOf64Bits() => ExactMath.MulDiv(_short, _rate, _nano, Rounding.Ceiling);

    [Benchmark]
    public Int128 ProductOf128Bits() => ExactMath.MulDiv(_short, _large, _nano, Rounding.Ceiling);

    [Benchmark]
    public Int128 ValueOf128Bits() => ExactMath.MulDiv(_wide, _rate, _nano, Rounding.Ceiling);

    [Benchmark]
    public Int128 ValueAndDivisorBeyond32Bits() => ExactMath.MulDiv(_wide, _rate, _large, Rounding.Ceiling);

    [Benchmark]
    public Int128 AnySize() => ExactMath.MulDivWide(_wide, _rate, _nano, Rounding.Ceiling);

    /// <summary>What the type itself would do for a product of 128 bits, without a rounding named.</summary>
    [Benchmark]
    public Int128 Int128Operators() => _short * _large / _nano;

    [Benchmark]
    public decimal DecimalOperators() => decimal.Ceiling(264_000_000_000m * _rate / _nano);
}
