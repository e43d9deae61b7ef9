using System.Numerics;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Solvency;
using Plimsoll.Engine.Solvency.Overview;
using Plimsoll.Engine.State;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Testing.Adversary;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Solvency.Overview;

/// <summary>What the overview says is what a walk over everybody finds, on hostile venues, at any time.</summary>
public sealed class OverviewTests
{
    private static readonly Rate[] Bounds =
    [
        .. new[] { 50, 100, 101, 110, 125, 150, 200, 500, 1_000 }.Select(percent => Rate.FromPercent(percent)),
    ];
    private static readonly Rate[] Moves =
    [
        .. new[] { -90, -50, -20, -10, -5, -2, -1, 0, 1, 2, 5, 10, 20, 50, 300 }.Select(percent => Rate.FromPercent(percent)),
    ];

    [Fact, Trait("Criterion", "OVER-001"), Trait("Criterion", "OVER-002")]
    public void Exposure_is_that_of_all_positions_added_up() =>
        Walk(
            (engine, place) =>
            {
                foreach (var index in Indices(engine))
                {
                    var exposure = engine.ExposureOf(index);
                    var expected = Instruments(engine, index).Select(instrument => Exposure(engine, instrument)).ToList();

                    Assert.Equal(expected, exposure.Instruments);
                    Assert.Equal(expected.Aggregate((BigInteger)0, (sum, each) => sum + each.Notional.Units), exposure.Notional.Units);
                    Assert.True(exposure.UsersLong.Units >= 0 && exposure.UsersShort.Units >= 0, place);
                }
            }
        );

    [Fact, Trait("Criterion", "OVER-010"), Trait("Criterion", "OVER-011"), Trait("Criterion", "OVER-013")]
    public void Everybody_below_the_margin_call_multiple_is_named_and_counted_exactly()
    {
        var below = 0;
        Walk(
            (engine, place) =>
            {
                var multiple = engine.State.Venue.MarginCallMultiple;
                var expected = Risks(engine).Where(risk => risk.Ratio is null || risk.Ratio < multiple).ToList();
                below += expected.Count;

                // First, since naming the nearest looks at everybody in a venue this small.
                foreach (var bucket in engine.MarginRatioDistribution(Bounds).Buckets)
                {
                    Assert.True(bucket.IsExact || !(bucket.To <= multiple), place);
                    Assert.True(!bucket.IsExact || Count(Risks(engine), bucket) == bucket.Accounts, place);
                }

                Assert.Equal(expected, engine.NearestToLiquidation(engine.AccountCount).Take(expected.Count));
                Assert.Equal(expected.Take(3), engine.NearestToLiquidation(3).Take(expected.Count));
            }
        );
        Assert.True(below > 150, $"{below} below");
    }

    [Fact, Trait("Criterion", "OVER-012"), Trait("Criterion", "OVER-013")]
    public void When_all_were_looked_at_everything_is_exact() =>
        Walk(
            (engine, _) =>
            {
                engine.RefreshRatios(engine.AccountCount);
                var risks = Risks(engine);

                Assert.Equal(risks, engine.NearestToLiquidation(engine.AccountCount));
                Assert.Equal(risks.Take(4), engine.NearestToLiquidation(4));
                var distribution = engine.MarginRatioDistribution(Bounds);
                Assert.All(distribution.Buckets, bucket => Assert.Equal((Count(risks, bucket), true), (bucket.Accounts, bucket.IsExact)));
                Assert.Equal(engine.State.Accounts.Count(account => account.IsMargined) - risks.Count, distribution.WithoutRequirement);
            }
        );

    [Fact, Trait("Criterion", "OVER-012")]
    public void A_command_ends_that_all_is_exact_until_each_was_looked_at_again_in_turn()
    {
        var waited = 0;
        Walk(
            (engine, place) =>
            {
                bool IsExact() => engine.MarginRatioDistribution(Bounds).Buckets.All(bucket => bucket.IsExact);
                engine.RefreshRatios(engine.AccountCount);
                Assert.True(IsExact(), place);
                Assert.True(engine.Apply(new AdvanceTime(engine.Now)).IsAccepted);
                for (var left = engine.AccountCount; left > 0 && !IsExact(); left--)
                {
                    engine.RefreshRatios(1);
                    waited++;
                }

                Assert.True(IsExact(), place);
            },
            every: 100
        );

        Assert.True(waited > 100, $"{waited} looks");
    }

    [Fact, Trait("Criterion", "OVER-020")]
    public void A_move_out_of_range_is_told_in_percent()
    {
        var world = new AdversaryWorld(1);
        for (var step = 0; step < 50; step++)
        {
            world.Apply(world.Next());
        }

        var engine = world.Engine;
        var fault = Assert.Throws<ArgumentOutOfRangeException>(() =>
            engine.LiquidationMapOf(new(0), [Rate.FromPercent(-5), Rate.FromPercent(-100)])
        );
        var bounds = Assert.Throws<ArgumentException>(() =>
            engine.MarginRatioDistribution([Rate.FromBasisPoints(10_250), Rate.FromPercent(100)])
        );

        Assert.StartsWith("Move 2 is -100 %: a move is above -100 % and at most 10000 %.", fault.Message, StringComparison.Ordinal);
        Assert.StartsWith("Bound 2 is 100 %, not above 102.5 % before it.", bounds.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "OVER-020"), Trait("Criterion", "OVER-021"), Trait("Criterion", "OVER-022")]
    public void The_liquidation_map_is_what_a_walk_over_everybody_finds()
    {
        var (liquidated, examined, walked, leftOut) = (0L, 0L, 0L, 0L);
        Walk(
            (engine, place) =>
            {
                var full = MarginEngine.Restore(engine.Snapshot(), SolvencyScan.Full);
                foreach (var index in Indices(engine))
                {
                    var map = engine.LiquidationMapOf(index, Moves);
                    var reference = full.LiquidationMapOf(index, Moves);
                    var schemes = LeftOut(engine, index);
                    leftOut += schemes;
                    for (var i = 0; i < Moves.Length; i++)
                    {
                        var (accounts, longs, shorts) = Liquidated(engine, index, Moves[i]);
                        Assert.True(
                            (accounts, longs, shorts) == (map[i].Accounts, map[i].LongNotional.Units, map[i].ShortNotional.Units),
                            $"{place}: {map[i]}, not {accounts}, {longs}, {shorts}"
                        );
                        Assert.Equal(reference[i] with { Examined = 0 }, map[i] with { Examined = 0 });
                        Assert.Equal(schemes, map[i].AccountsLeftOut);
                        Assert.True(map[i].Examined <= reference[i].Examined, place);
                        liquidated += accounts;
                        (examined, walked) = (examined + map[i].Examined, walked + reference[i].Examined);
                    }
                }
            },
            every: 60
        );

        Assert.True(liquidated > 1_000 && examined < walked * 9 / 10, $"{liquidated} liquidated, {examined} of {walked} examined");
        Assert.True(leftOut > 0, "nobody left out");
    }

    private static void Walk(Action<MarginEngine, string> check, int every = 25)
    {
        for (ulong seed = 1; seed <= 16; seed++)
        {
            var world = new AdversaryWorld(seed);
            for (var step = 0; step < 500; step++)
            {
                world.Apply(world.Next());
                if (step % every == 0 && step > 50)
                {
                    check(world.Engine, $"seed {seed}, step {step}");
                }
            }
        }
    }

    private static IEnumerable<IndexId> Indices(MarginEngine engine) =>
        Enumerable.Range(0, engine.State.Indices.Count).Select(i => new IndexId((ushort)i));

    private static IEnumerable<InstrumentRow> Instruments(MarginEngine engine, IndexId index) =>
        engine.State.Instruments.Where(row =>
            row.Parameters.Underlying == index && !row.IsClosed && row.Parameters.Kind != InstrumentKind.Spot
        );

    private static InstrumentExposure Exposure(MarginEngine engine, InstrumentRow instrument)
    {
        var id = instrument.Parameters.Id;
        Int128 Net(Func<AccountRow, bool> which) =>
            engine.State.Accounts.Where(which).Aggregate((Int128)0, (sum, account) => sum + account.Position(id).Quantity.Units);

        var open = engine.State.Accounts.Aggregate((Int128)0, (sum, account) => sum + Math.Max(0, account.Position(id).Quantity.Units));
        var counted = Int128.Min(open, instrument.MaxPosition.Units);
        var settlement = engine.CopyMarket().Asset(instrument.Parameters.SettlementAsset);
        var value = settlement.ToNumeraire(instrument.Contract.Notional(new((long)counted), engine.MarkPrice(id)), Rounding.Ceiling).Units;
        var scaled = counted == 0 ? 0 : ((BigInteger)value * open + counted - 1) / counted;
        return new(
            id,
            open,
            new((Int128)scaled),
            Net(account => account.Kind is AccountKind.User or AccountKind.Isolated),
            Net(account => account.Kind == AccountKind.MarketMaker),
            Net(account => account.Kind == AccountKind.InsuranceFund)
        );
    }

    /// <summary>Everybody with a ratio, or without one below zero, in order.</summary>
    private static List<AccountRisk> Risks(MarginEngine engine)
    {
        var risks = new List<(BigInteger Key, AccountRisk Risk)>();
        foreach (var account in engine.State.Accounts.Where(account => account.IsMargined))
        {
            var margin = engine.MarginOf(account.Id);
            if (margin.MaintenanceMargin.IsZero && !margin.Equity.IsNegative)
            {
                continue;
            }

            var isWithout = margin.MaintenanceMargin.IsZero;
            var exact = isWithout ? 0 : Floor((BigInteger)margin.Equity.Units * Rate.NanoPerOne, margin.MaintenanceMargin.Units);
            var ratio = (long)BigInteger.Clamp(exact, long.MinValue + 2, long.MaxValue - 2);
            risks.Add(
                (
                    isWithout ? long.MinValue : ratio,
                    new(account.Id, account.Condition, margin.Equity, margin.MaintenanceMargin, isWithout ? null : new Rate(ratio))
                )
            );
        }

        return [.. risks.OrderBy(risk => risk.Key).ThenBy(risk => risk.Risk.Account).Select(risk => risk.Risk)];
    }

    private static BigInteger Floor(BigInteger dividend, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(dividend, divisor, out var remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }

    private static int Count(List<AccountRisk> risks, RatioBucket bucket) =>
        risks.Count(risk =>
            risk.Ratio is not { } ratio
                ? bucket.From is null
                : (bucket.From is null || ratio >= bucket.From) && (bucket.To is null || ratio < bucket.To)
        );

    /// <summary>Accounts under a scheme with a position on it or settled in what it values, or a balance that it values.</summary>
    private static int LeftOut(MarginEngine engine, IndexId index)
    {
        var market = engine.CopyMarket();
        bool IsValued(AssetId asset) => market.Asset(asset).Asset.Index == index;
        return engine.State.Accounts.Count(account =>
            account.IsMargined
            && account.Scheme != SchemeId.Standard
            && (
                account.Balances.ToArray().Any(line => !line.Amount.IsZero && IsValued(line.Asset))
                || account
                    .Positions.ToArray()
                    .Where(line => !line.Quantity.IsZero)
                    .Select(line => engine.State.Instrument(line.Instrument).Parameters)
                    .Any(held => held.Underlying == index || IsValued(held.SettlementAsset))
            )
        );
    }

    private static (int Accounts, Int128 Longs, Int128 Shorts) Liquidated(MarginEngine engine, IndexId index, Rate move)
    {
        var (state, market) = (engine.State, engine.CopyMarket());
        Price Moved(Price price, Price most) =>
            new((long)BigInteger.Clamp(Floor((BigInteger)price.Units * (Rate.NanoPerOne + move.Nano), Rate.NanoPerOne), 1, most.Units));

        foreach (var row in state.Instruments.Where(row => row.Parameters.Underlying == index && row.Mark.IsPositive))
        {
            var point = market.Point(row.Parameters.Id);
            market.Set(row.Parameters.Id, Moved(point.Mark, state.MaxPriceOf(row)));
            market.Set(row.Parameters.Id, Moved(point.Index, state.Index(index).MaxPrice), point.OpenInterest);
        }

        for (byte i = 0; i < market.AssetCount; i++)
        {
            if (market.Asset(new(i)).Asset.Index == index && market.Asset(new(i)).HasPrice)
            {
                market.Set(new AssetId(i), market.Asset(new(i)).At(Moved(market.Asset(new(i)).IndexPrice, state.Index(index).MaxPrice)));
            }
        }

        var (accounts, longs, shorts) = (0, (Int128)0, (Int128)0);
        foreach (var account in state.Accounts.Where(account => account.IsMargined && account.Scheme == SchemeId.Standard))
        {
            var held = account.Positions.ToArray().Where(line => !line.Quantity.IsZero).ToList();
            var on = held.FindAll(line => state.Instrument(line.Instrument).Parameters.Underlying == index);
            var isValuedByIt = account
                .Balances.ToArray()
                .Any(line =>
                    market.Asset(line.Asset).Asset.Index == index
                    && (
                        !line.Amount.IsZero
                        || held.Exists(each => market.Contract(each.Instrument).Parameters.SettlementAsset == line.Asset)
                    )
                );
            var silent = default(NoExplanation);
            var (equity, value) = StandardMargin.Equity(market, account.Balances, account.Positions, ref silent);
            var maintenance = StandardMargin.Maintenance(market, account.Positions, ref silent).Margin;
            var isBelow =
                SolvencyLine.IsBelow(equity, maintenance, state.Venue.LiquidatesAtLine)
                || (account.Kind == AccountKind.InsuranceFund && value.IsNegative);
            if (!isBelow || (on.Count == 0 && !isValuedByIt))
            {
                continue;
            }

            accounts++;
            foreach (var line in on)
            {
                var contract = market.Contract(line.Instrument);
                var notional = market
                    .Asset(contract.Parameters.SettlementAsset)
                    .ToNumeraire(contract.Notional(line.Quantity, market.Mark(line.Instrument)), Rounding.Ceiling);
                (longs, shorts) = line.Quantity.Sign > 0 ? (longs + notional.Units, shorts) : (longs, shorts + notional.Units);
            }
        }

        return (accounts, longs, shorts);
    }
}
