using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Kernels;
using Plimsoll.Kernels.Pricing;
using Plimsoll.Pricing;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Kernels;

/// <summary>Rounding outward, against exact rationals.</summary>
public sealed class OutwardRowsTests
{
    /// <summary>Doubles of all sorts as multiples of 2^-80, so that big integers hold them exactly.</summary>
    private const int Places = 80;

    private static Gen<double> Values =>
        from whole in Gen.OneOf(Gen.Choose(-100, 100), Gen.Choose(-2_000_000, 2_000_000))
        from part in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, int.MaxValue), Gen.Choose(0, 9).Select(x => x << 28))
        select whole + (part / (double)(1L << 31));

    private static Gen<double> Scales => Gen.Elements(1, 10, 100, 1_000, 0.5, 7.3);

    private static Gen<double> Allowances => Gen.Elements(0, 1e-12, 3e-7, 0.001, 2.5);

    [Fact, Trait("Criterion", "KERN-030"), Trait("Criterion", "KERN-031"), Trait("Criterion", "KERN-001")]
    public void Rows_lie_outward_and_close_on_every_path() =>
        Prop.ForAll(
                Values.NonEmptyListOf().ToArbitrary(),
                (from offset in Values from scale in Scales from allowance in Allowances select (offset, scale, allowance)).ToArbitrary(),
                (list, terms) =>
                {
                    double[] values = [.. list];
                    var (offset, scale, allowance) = terms;
                    var (first, second) = (new int[values.Length], new int[values.Length]);
                    var isFit = OutwardRows.Round(values, offset, scale, allowance, first, second, KernelPath.Scalar);
                    foreach (var path in KernelPaths.All)
                    {
                        var (longs, shorts) = (new int[values.Length], new int[values.Length]);
                        Assert.Equal(isFit, OutwardRows.Round(values, offset, scale, allowance, longs, shorts, path));
                        Assert.True(!isFit || (first.SequenceEqual(longs) && second.SequenceEqual(shorts)));
                    }

                    var (wideLongs, wideShorts) = (new long[values.Length], new long[values.Length]);
                    Assert.True(OutwardRows.RoundWide(values, offset, scale, allowance, wideLongs, wideShorts));
                    for (var i = 0; i < values.Length; i++)
                    {
                        RequireOutward(values[i], offset, scale, allowance, wideLongs[i], wideShorts[i]);
                        if (isFit)
                            RequireOutward(values[i], offset, scale, allowance, first[i], second[i]);
                    }
                }
            )
            .Check(Exploration.Of(1_000));

    /// <summary>From options to rows: what is held counts for no more than the exact pricer says, what is owed for no less.</summary>
    [Fact, Trait("Criterion", "KERN-030")]
    public void Rows_of_options_lie_outward_of_the_exact_prices() =>
        Prop.ForAll(
                Gen.Choose(1, 1_000_000).ArrayOf(5).ToArbitrary(),
                Gen.Elements(OptionType.Call, OptionType.Put).ToArbitrary(),
                (numbers, type) =>
                {
                    var (forward, strike) = (numbers[0] / 10.0, numbers[0] / 10.0 * (0.5 + (numbers[1] / 1e6)));
                    var volatility = numbers[2] / 5e5;
                    double[] factors = [.. Enumerable.Range(0, 19).Select(j => 0.7 + (j * numbers[3] / 3e7))];
                    double[] moves = [.. Enumerable.Range(0, 19).Select(j => 0.6 + (j % 3 * numbers[4] / 2e6))];
                    var scenarios = new GridScenarios(factors, moves);
                    var (prices, longs, shorts) = (new double[19], new int[19], new int[19]);
                    var scale = 1e9 / Math.Max(forward * scenarios.ForwardMax, strike);

                    Black76Grid.Price([GridOption.Of(type, forward, strike, volatility)], scenarios, prices, KernelPaths.Widest);
                    var allowance = Black76Grid.Allowance(forward, strike, scenarios);
                    Assert.True(OutwardRows.Round(prices, 0, scale, allowance, longs, shorts, KernelPaths.Widest));

                    for (var j = 0; j < 19; j++)
                    {
                        var exact = Black76.UndiscountedPrice(type, forward * factors[j], strike, volatility * moves[j]) * scale;
                        Assert.True(
                            longs[j] <= exact && exact <= shorts[j] && shorts[j] - longs[j] <= 2,
                            $"{longs[j]} {exact:R} {shorts[j]}"
                        );
                    }
                }
            )
            .Check(Exploration.Of(1_000));

    private static void RequireOutward(double value, double offset, double scale, double allowance, long down, long up)
    {
        // All exact, in units of 2^-160: scale is a double as well.
        var unit = BigInteger.One << (2 * Places);
        var number = (Exact(value) - Exact(offset)) * Exact(scale);
        var margin = Exact(allowance) * Exact(scale);
        Assert.True(down * unit <= number - margin, $"({value:R} - {offset:R}) * {scale} less {allowance * scale}: {down}");
        Assert.True(up * unit >= number + margin, $"({value:R} - {offset:R}) * {scale} and {allowance * scale}: {up}");

        var most = unit + (2 * margin) + (unit >> 18);
        Assert.True(number - (down * unit) <= most && (up * unit) - number <= most);
    }

    private static BigInteger Exact(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)((bits >> 52) & 0x7FF);
        if (exponent == 0)
            return 0; // zero: there are no subnormal numbers here

        var mantissa = (BigInteger)((bits & 0xFFFFFFFFFFFFF) | 0x10000000000000);
        var power = exponent - 1075 + Places;
        var size = power >= 0 ? mantissa << power : mantissa >> -power;
        Assert.True(power >= 0 || (mantissa & ((BigInteger.One << -power) - 1)).IsZero || number < 1e-6);
        return number < 0 ? -size : size;
    }

    /// <summary>Products that round to a whole number from one side or the other.</summary>
    [Theory, Trait("Criterion", "KERN-030")]
    [InlineData(0.1, 0, 2)] // the double nearest to a tenth lies above it
    [InlineData(0.3, 2, 4)] // that nearest to three tenths below
    [InlineData(-0.1, -2, 0)]
    public void What_the_arithmetic_rounds_away_is_outward_too(double value, int down, int up)
    {
        foreach (var path in KernelPaths.All)
        {
            var (longs, shorts) = (new int[9], new int[9]);
            Assert.True(OutwardRows.Round(Enumerable.Repeat(value, 9).ToArray(), 0, 10, 0, longs, shorts, path));
            Assert.All(longs, unit => Assert.Equal(down, unit));
            Assert.All(shorts, unit => Assert.Equal(up, unit));
        }
    }

    [Theory, Trait("Criterion", "KERN-032")]
    [InlineData(2147483646.0, true)]
    [InlineData(2147483647.5, false)]
    [InlineData(-2147483647.0, true)]
    [InlineData(-2147483648.5, false)]
    [InlineData(1e300, false)]
    [InlineData(double.NaN, false)]
    [InlineData(double.PositiveInfinity, false)]
    public void What_does_not_fit_is_said_at_every_place(double number, bool isFit)
    {
        for (var place = 0; place < 19; place++)
        {
            var values = new double[19];
            values[place] = number;
            foreach (var path in KernelPaths.All)
            {
                Assert.Equal(isFit, OutwardRows.Round(values, 0, 1, 0, new int[19], new int[19], path));
            }
        }
    }

    [Fact, Trait("Criterion", "KERN-032")]
    public void Wide_rows_reach_to_2_to_the_62()
    {
        var (down, up) = (new long[1], new long[1]);

        Assert.True(OutwardRows.RoundWide([4.6e18], 0, 1, 0, down, up));
        Assert.InRange(4_600_000_000_000_000_000, down[0], up[0]);
        Assert.False(OutwardRows.RoundWide([4.7e18], 0, 1, 0, down, up));
        Assert.False(OutwardRows.RoundWide([double.NaN], 0, 1, 0, down, up));
    }

    [Fact, Trait("Criterion", "KERN-032")]
    public void Terms_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => OutwardRows.Round([1], 0, 0, 0, new int[1], new int[1], KernelPath.Scalar));
        Assert.Throws<ArgumentOutOfRangeException>(() => OutwardRows.Round([1], 0, 1, -1, new int[1], new int[1], KernelPath.Scalar));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            OutwardRows.Round([1], 0, double.NaN, 0, new int[1], new int[1], KernelPath.Scalar)
        );
        Assert.Throws<ArgumentException>(() => OutwardRows.Round([1], 0, 1, 0, new int[2], new int[1], KernelPath.Scalar));
    }
}
