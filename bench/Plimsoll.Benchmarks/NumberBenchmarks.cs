using System.Numerics;
using BenchmarkDotNet.Attributes;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Benchmarks;

/// <summary>What a margin engine does most, in each representation of numbers: the value of five positions, added up.</summary>
/// <remarks>
/// Quantities and prices are those of a usual account (0.001 … 25 contracts in millionths, prices with two decimals), so that even the
/// narrowest representation gives the right sum. Decision and reading of the numbers: docs/adr/0001-number-representation.md.
/// </remarks>
[MemoryDiagnoser, MinColumn]
public class NumberBenchmarks
{
    private const int Positions = 5;

    private readonly long[] _quantities = [1_500_000, -20_000, 25_000_000, 1_000, -7_777_000];
    private readonly long[] _prices = [793_012, 13_451, 4_100, 5_500_000, 21_733];
    private readonly decimal[] _decimalQuantities = new decimal[Positions];
    private readonly decimal[] _decimalPrices = new decimal[Positions];
    private readonly double[] _doubleQuantities = new double[Positions];
    private readonly double[] _doublePrices = new double[Positions];
    private readonly Contract _contract = new(
        new()
        {
            Id = new(0),
            Symbol = "BTC-PERP",
            Kind = InstrumentKind.Perpetual,
            Payoff = Payoff.Linear,
            SettlementAsset = new(0),
            Underlying = new(0),
            PriceDecimals = 2,
            QuantityDecimals = 6,
            TickSize = new(1),
            LotSize = new(1),
            Margin = RiskTierTable.Flat([(Money.Zero, Rate.FromPercent(2), Rate.FromPercent(1))], TierBoundary.FloorInclusive),
        },
        settlementDecimals: 8
    );

    [GlobalSetup]
    public void Scale()
    {
        for (var i = 0; i < Positions; i++)
        {
            _decimalQuantities[i] = _quantities[i] / 1_000_000m;
            _decimalPrices[i] = _prices[i] / 100m;
            _doubleQuantities[i] = _quantities[i] / 1_000_000d;
            _doublePrices[i] = _prices[i] / 100d;
        }
    }

    /// <summary>Inexact: the fastest that there is, for scale.</summary>
    [Benchmark]
    public double DoubleSum()
    {
        var sum = 0d;
        for (var i = 0; i < Positions; i++)
        {
            sum += _doubleQuantities[i] * _doublePrices[i];
        }

        return sum;
    }

    /// <summary>Wraps silently at 9.2 · 10^18.</summary>
    [Benchmark(Baseline = true)]
    public long LongUnchecked()
    {
        var sum = 0L;
        for (var i = 0; i < Positions; i++)
        {
            sum = unchecked(sum + (_quantities[i] * _prices[i]));
        }

        return sum;
    }

    [Benchmark]
    public long LongChecked()
    {
        var sum = 0L;
        for (var i = 0; i < Positions; i++)
        {
            sum = checked(sum + (_quantities[i] * _prices[i]));
        }

        return sum;
    }

    /// <summary>The bare type: checked sums of products that cannot overflow.</summary>
    [Benchmark]
    public Int128 Int128Sum()
    {
        Int128 sum = 0;
        for (var i = 0; i < Positions; i++)
        {
            sum = checked(sum + Math.BigMul(_quantities[i], _prices[i]));
        }

        return sum;
    }

    /// <summary>The bare type with its own multiplication, for what <see cref="Math.BigMul(long, long)"/> saves.</summary>
    [Benchmark]
    public Int128 Int128Multiplied()
    {
        Int128 sum = 0;
        for (var i = 0; i < Positions; i++)
        {
            sum = checked(sum + ((Int128)_quantities[i] * _prices[i]));
        }

        return sum;
    }

    /// <summary>As the engine does it: values of a contract, with its scale and its rounding, as money.</summary>
    [Benchmark]
    public Money ContractValues()
    {
        var sum = Money.Zero;
        for (var i = 0; i < Positions; i++)
        {
            sum += _contract.Value(new Quantity(_quantities[i]), new Price(_prices[i]), Rounding.Floor);
        }

        return sum;
    }

    /// <summary>Two words and a carry by hand, with the overflow check that Int128 makes.</summary>
    [Benchmark]
    public Int128 TwoWordsByHand()
    {
        var high = 0L;
        var low = 0UL;
        for (var i = 0; i < Positions; i++)
        {
            var productHigh = Math.BigMul(_quantities[i], _prices[i], out var productLow);
            low = unchecked(low + (ulong)productLow);
            var carry = low < unchecked((ulong)productLow) ? 1L : 0L;
            high = checked(high + productHigh + carry);
        }

        return new Int128(unchecked((ulong)high), low);
    }

    [Benchmark]
    public decimal DecimalSum()
    {
        var sum = 0m;
        for (var i = 0; i < Positions; i++)
        {
            sum += _decimalQuantities[i] * _decimalPrices[i];
        }

        return sum;
    }

    [Benchmark]
    public BigInteger BigIntegerSum()
    {
        var sum = BigInteger.Zero;
        for (var i = 0; i < Positions; i++)
        {
            sum += (BigInteger)_quantities[i] * _prices[i];
        }

        return sum;
    }
}
