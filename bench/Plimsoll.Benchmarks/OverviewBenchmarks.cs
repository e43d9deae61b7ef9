using BenchmarkDotNet.Attributes;
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Solvency.Overview;
using Plimsoll.Engine.Trading;
using Plimsoll.Values;

namespace Plimsoll.Benchmarks;

/// <summary>What a dashboard asks of a venue, with everybody looked at since the latest price.</summary>
[MemoryDiagnoser]
public class OverviewBenchmarks
{
    private static readonly Rate[] Bounds = [.. new long[] { 100, 110, 125, 150, 200, 300, 500, 1_000 }.Select(Rate.FromPercent)];
    private MarginEngine _engine = null!;
    private static readonly Rate[] Near = [Rate.FromPercent(-1)];
    private static readonly Rate[] Far = [Rate.FromPercent(-20)];

    /// <summary>How many users. Their slack over notional is lognormal: median 15 %, sigma 1.2.</summary>
    [Params(10_000, 100_000)]
    public int Accounts { get; set; }

    /// <summary>Builds the venue.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        var at = Timestamp.FromMilliseconds(1_584_000_000_000);
        var world = BenchmarkWorld.Create(at, Accounts);
        _engine = world.Engine;
        var dice = new Random(1);
        var maker = new AccountId(world.FirstAccount.Value - 1);
        for (var i = 0; i < Accounts; i++)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - dice.NextDouble())) * Math.Cos(2 * Math.PI * dice.NextDouble());
            var notional = 2_720 / ((0.15 * Math.Exp(1.2 * normal)) + 0.01);
            var quantity = Math.Max(1, (long)(notional / 8));
            var account = new AccountId(world.FirstAccount.Value + i);
            _engine.Apply(
                new RecordTrades(
                    at,
                    new TradeLeg[]
                    {
                        new(
                            (2L * Accounts) + i + 1,
                            new(0),
                            new(i % 2 == 0 ? quantity : -quantity),
                            new(8_000_00),
                            account,
                            default,
                            maker,
                            default
                        ),
                    }
                )
            );
        }

        _engine.RefreshRatios(_engine.AccountCount);
        var (near, far, figures) = (
            _engine.LiquidationMapOf(new(0), Near)[0],
            _engine.LiquidationMapOf(new(0), Far)[0],
            _engine.SolvencyFigures
        );
        Console.WriteLine(
            $"{figures.Certified} certified, {figures.Hot} hot; examined at {near.Move}: {near.Examined}, at {far.Move}: {far.Examined}"
        );
    }

    /// <summary>A hundred accounts nearest to their line.</summary>
    [Benchmark]
    public IReadOnlyList<AccountRisk> Nearest() => _engine.NearestToLiquidation(100);

    /// <summary>How ratios lie.</summary>
    [Benchmark]
    public RatioDistribution Distribution() => _engine.MarginRatioDistribution(Bounds);

    /// <summary>What is open.</summary>
    [Benchmark]
    public UnderlyingExposure Exposure() => _engine.ExposureOf(new(0));

    /// <summary>The map at a fall of one percent.</summary>
    [Benchmark]
    public IReadOnlyList<LiquidationStep> MapNear() => _engine.LiquidationMapOf(new(0), Near);

    /// <summary>The map at a fall of twenty percent.</summary>
    [Benchmark]
    public IReadOnlyList<LiquidationStep> MapFar() => _engine.LiquidationMapOf(new(0), Far);

    /// <summary>A thousand accounts of the rotation.</summary>
    [Benchmark]
    public void Refresh() => _engine.RefreshRatios(1_000);
}
