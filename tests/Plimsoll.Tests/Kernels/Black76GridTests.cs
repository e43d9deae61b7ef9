using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Kernels;
using Plimsoll.Kernels.Pricing;
using Plimsoll.Numerics;
using Plimsoll.Pricing;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Kernels;

/// <summary>Prices in bulk, against the pricer that is right to the last digits.</summary>
public sealed class Black76GridTests
{
    private static Gen<double> Shares => ArbMap.Default.GeneratorFor<DoNotSize<ulong>>().Select(x => (x.Item >> 11) / 9007199254740992.0);

    /// <summary>Near the money and far from it, total volatility over many decades.</summary>
    private static Gen<(OptionType Type, double Forward, double Strike, double Volatility)> Options =>
        from type in Gen.Elements(OptionType.Call, OptionType.Put)
        from shares in Shares.ArrayOf(4)
        let forward = Math.Exp((shares[0] * 40) - 20)
        let strike = forward * Math.Exp(((shares[1] * 2) - 1) * (shares[3] < 0.5 ? 0.7 : 12))
        let volatility = shares[3] < 0.8 ? 0.01 + (shares[2] * 2) : Math.Exp((shares[2] * 45) - 39)
        select (type, forward, strike, volatility);

    private static Gen<(double Forward, double Volatility)> Moves =>
        from shares in Shares.ArrayOf(2)
        from isWide in Gen.Elements(true, false, false)
        select isWide ? (Math.Exp((shares[0] * 8) - 4), Math.Exp((shares[1] * 8) - 4)) : (0.7 + (shares[0] * 0.6), 0.5 + shares[1]);

    [Fact, Trait("Criterion", "KERN-020"), Trait("Criterion", "KERN-021"), Trait("Criterion", "KERN-001")]
    public void Every_price_is_within_the_error_on_every_path_and_the_same_bits() =>
        Prop.ForAll(
                Options.ArrayOf(6).ToArbitrary(),
                Moves.NonEmptyListOf().ToArbitrary(),
                (options, moves) =>
                {
                    var scenarios = new GridScenarios([.. moves.Select(move => move.Forward)], [.. moves.Select(move => move.Volatility)]);
                    var columns = options.Select(o => GridOption.Of(o.Type, o.Forward, o.Strike, o.Volatility)).ToArray();
                    var scalar = new double[options.Length * moves.Count];
                    Black76Grid.Price(columns, scenarios, scalar, KernelPath.Scalar);
                    foreach (var path in KernelPaths.All)
                    {
                        var prices = new double[scalar.Length];
                        Black76Grid.Price(columns, scenarios, prices, path);
                        Assert.Equal(scalar.Select(BitConverter.DoubleToInt64Bits), prices.Select(BitConverter.DoubleToInt64Bits));
                    }

                    for (var i = 0; i < scalar.Length; i++)
                    {
                        var (option, move) = (options[i / moves.Count], moves[i % moves.Count]);
                        var forward = option.Forward * move.Forward;
                        var exact = Black76.UndiscountedPrice(option.Type, forward, option.Strike, option.Volatility * move.Volatility);
                        var error = Math.Abs(scalar[i] - exact) / Math.Max(forward, option.Strike);
                        Assert.True(scalar[i] >= 0);
                        Assert.True(error <= Black76Grid.Error, $"{option}, {move}: {scalar[i]:R}, exactly {exact:R}, off by {error}");
                    }
                }
            )
            .Check(Exploration.Of(1_000));

    /// <summary>Logarithms taken apart lose what a difference of large numbers loses.</summary>
    [Fact, Trait("Criterion", "KERN-020")]
    public void Logarithms_at_hand_cost_little() =>
        Prop.ForAll(
                Options.ToArbitrary(),
                option =>
                {
                    var (forward, strike) = (option.Forward, option.Strike);
                    var grid = GridOption.Of(
                        option.Type,
                        forward,
                        DeterministicMath.Log(forward),
                        strike,
                        DeterministicMath.Log(strike),
                        option.Volatility
                    );
                    var price = Single(grid);
                    var exact = Black76.UndiscountedPrice(option.Type, forward, strike, option.Volatility);
                    var allowed =
                        Black76Grid.Error
                        + (Math.Abs(Math.Log(strike)) * Math.ScaleB(1, -53))
                        + Math.ScaleB(Math.Abs(Math.Log(forward)), -53);
                    Assert.True(Math.Abs(price - exact) <= allowed * Math.Max(forward, strike), $"{option}: {price:R}, exactly {exact:R}");
                }
            )
            .Check(Exploration.Of(2_000));

    [Theory, Trait("Criterion", "KERN-022")]
    [InlineData(OptionType.Call, 100, 80, 0, 20)]
    [InlineData(OptionType.Put, 100, 80, 0, 0)]
    [InlineData(OptionType.Put, 80, 100, 0, 20)]
    [InlineData(OptionType.Call, 100, 100, 0, 0)]
    [InlineData(OptionType.Call, 100, 80, double.PositiveInfinity, 100)]
    [InlineData(OptionType.Put, 100, 80, double.PositiveInfinity, 80)]
    [InlineData(OptionType.Call, 1e30, 1e-30, 1, 1e30)]
    [InlineData(OptionType.Call, 1e-30, 1e30, 1, 0)]
    [InlineData(OptionType.Put, 1e-30, 1e30, 1e-300, 1e30)]
    public void Both_ends_of_volatility(OptionType type, double forward, double strike, double volatility, double price) =>
        Assert.Equal(price, Single(GridOption.Of(type, forward, strike, volatility)), Black76Grid.Error * Math.Max(forward, strike));

    [Fact, Trait("Criterion", "KERN-020")]
    public void At_the_money_it_is_the_number_of_the_specification() =>
        Assert.Equal(7.965567455405804, Single(GridOption.Of(OptionType.Call, 100, 100, 0.2)), 4e-13);

    [Theory, Trait("Criterion", "KERN-023")]
    [InlineData(0, 100, 0.2)]
    [InlineData(100, 0, 0.2)]
    [InlineData(-1, 100, 0.2)]
    [InlineData(1e31, 100, 0.2)]
    [InlineData(100, 1e-31, 0.2)]
    [InlineData(double.NaN, 100, 0.2)]
    [InlineData(100, double.PositiveInfinity, 0.2)]
    [InlineData(100, 100, -0.1)]
    [InlineData(100, 100, double.NaN)]
    public void Out_of_range_is_no_number_on_every_path(double forward, double strike, double volatility)
    {
        foreach (var path in KernelPaths.All)
        {
            var prices = new double[19];
            var ones = Enumerable.Repeat(1.0, 19).ToArray();
            Black76Grid.Price([GridOption.Of(OptionType.Put, forward, strike, volatility)], new(ones, ones), prices, path);
            Assert.All(prices, price => Assert.True(double.IsNaN(price)));
        }
    }

    [Theory, Trait("Criterion", "KERN-023")]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(64.1)]
    [InlineData(0.0156)]
    [InlineData(double.NaN)]
    public void A_factor_out_of_range_is_refused(double factor)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new GridScenarios([1, factor], [1, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GridScenarios([1, 1], [1, factor]));
    }

    [Fact, Trait("Criterion", "KERN-023")]
    public void Columns_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new GridScenarios([], []));
        Assert.Throws<ArgumentException>(() => new GridScenarios([1, 1], [1]));
        Assert.Throws<ArgumentException>(() => Black76Grid.Price(new GridOption[2], new([1], [1]), new double[3], KernelPath.Scalar));
    }

    private static double Single(GridOption option)
    {
        var prices = new double[1];
        Black76Grid.Price([option], new([1], [1]), prices, KernelPath.Scalar);
        return prices[0];
    }
}
