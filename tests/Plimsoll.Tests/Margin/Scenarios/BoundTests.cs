using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Margin.Scenarios.Bounds;
using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Margin.Scenarios.Shocks;
using Plimsoll.Margin.Scenarios.Vectors;
using Plimsoll.Pricing;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Margin.Scenarios;

/// <summary>Bounds of instruments over a window are on the right side of what they are worth anywhere in it, and not far from it.</summary>
public sealed class BoundTests
{
    private const double Noise = 1e-11;

    [Fact, Trait("Criterion", "CERT-022")]
    public void An_option_is_never_worth_less_to_its_owner_nor_more_to_its_debtor_than_its_bounds_say() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => OptionIsWithin(new Random(seed))).Check(Exploration.Of(2_000));

    [Fact, Trait("Criterion", "CERT-022")]
    public void Nor_is_a_future() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => FutureIsWithin(new Random(seed))).Check(Exploration.Of(500));

    [Fact, Trait("Criterion", "CERT-022")]
    public void A_narrow_window_costs_little()
    {
        var rows = new BoundRows(new(Model(new Random(1), isAbsolute: false)), 1);
        var (span, array, band) = (new BoundSpan(rows, 0.001), new BoundArray(rows), new InstrumentBand(rows.ClassCount));
        rows.TotalVolatilities(0.6, 30 * 86_400, band.TotalLow);
        rows.TotalVolatilities(0.6, 30 * 86_400, band.TotalHigh);
        (band.RatioLow, band.RatioHigh) = (1, 1);
        Assert.True(array.TryFill(span, OptionType.Call, 100, 100, band));

        // A tenth of a percent to each side: gamma over that is millionths of the price; the slopes of the lines are those of the option.
        for (var i = 0; i < rows.Length; i++)
        {
            Assert.InRange(array.High[i] - array.Low[i], 0, 0.0005);
            Assert.InRange(array.High[rows.Length + i] - array.Low[rows.Length + i], 0, 0.0005);
        }
    }

    [Fact, Trait("Criterion", "CERT-022")]
    public void The_line_lies_below_the_curve_right_beside_the_middle_too()
    {
        var rows = new BoundRows(new(Model(new Random(1), isAbsolute: false)), 1);
        var (span, array, band) = (new BoundSpan(rows, 0.032), new BoundArray(rows), new InstrumentBand(rows.ClassCount));
        rows.TotalVolatilities(0.3, 5 * 86_400, band.TotalLow);
        rows.TotalVolatilities(0.3, 5 * 86_400, band.TotalHigh);
        (band.RatioLow, band.RatioHigh) = (1, 1);
        Assert.True(array.TryFill(span, OptionType.Call, 100, 100, band));

        for (var share = -0.2; share <= 0.2; share += 0.01)
        {
            var index = 100 * (1 + (share * span.Half));
            HoldsAt(rows, array, share, index, new(OptionType.Call, index, 100, 0.3, 5 * 86_400, 1), new(0.3, 5 * 86_400, 1, 0));
        }
    }

    [Fact, Trait("Criterion", "CERT-022")]
    public void A_price_that_a_row_takes_to_nothing_has_no_bounds()
    {
        var rows = new BoundRows(new(new([new("points", [new(-99.5, VolatilityMove.None)]) { IsAbsolute = true }])), 1);
        var (array, band) = (new BoundArray(rows), new InstrumentBand(rows.ClassCount));
        (band.RatioLow, band.RatioHigh, band.TotalHigh[0]) = (1, 1, 0.1);

        Assert.True(array.TryFill(new(rows, 0.004), OptionType.Put, 100, 100, band));
        Assert.True(array.TryFill(new(rows, 0.004), 100, band));
        Assert.False(array.TryFill(new(rows, 0.006), OptionType.Put, 100, 100, band));
        Assert.False(array.TryFill(new(rows, 0.006), 100, band));
    }

    [Fact, Trait("Criterion", "CERT-021")]
    public void Rows_that_look_at_more_than_a_sum_over_positions_have_no_bounds()
    {
        var model = Model(new Random(2), isAbsolute: false);

        Assert.True(new BoundRows(new(model), 1).CanBound);
        Assert.False(new BoundRows(new(model with { Basis = new("forwards", 1.1, 0.9, 1, 0) }), 1).CanBound);
        Assert.False(new BoundRows(new(model with { Discount = new(new(0.95, 1, 0.08), null) }), 1).CanBound);
        var turned = new ScenarioTable("skew", [new(1, VolatilityMove.SkewTurned)]);
        Assert.False(new BoundRows(new(model with { Tables = [turned], Skew = new(0.1, 0, 0.1, 0, 0.01, 4, 0.6, 0) }), 1).CanBound);
    }

    [Fact, Trait("Criterion", "CERT-023"), Trait("Criterion", "CERT-026")]
    public void A_book_is_worth_at_least_the_sum_of_its_bounds_under_the_rule_itself() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => BookIsWithin(new Random(seed))).Check(Exploration.Of(500));

    private static void OptionIsWithin(Random dice)
    {
        var model = Model(dice, dice.Next(4) == 0);
        var rows = new BoundRows(new(model), 0.5 + dice.NextDouble());
        var (span, array) = (new BoundSpan(rows, AnyHalf(dice)), new BoundArray(rows));
        var option = Any(dice);
        var band = Band(dice, rows, option);
        if (!array.TryFill(span, option.Type, option.Strike, option.Index, band))
        {
            return;
        }

        for (var i = 0; i < 20; i++)
        {
            var share = Share(dice, i);
            if (Moved(dice, rows, option, band) is { } moved)
            {
                var index = option.Index * (1 + (share * span.Half));
                HoldsAt(rows, array, share, index, option, moved);
            }
        }
    }

    private static void HoldsAt(BoundRows rows, BoundArray array, double share, double index, AnyOption option, Point point)
    {
        var exact = new RiskArray(rows.Rows);
        var worth = new BookOption("", option.Type, option.Strike, 1, point.Volatility);
        exact.Fill(worth, new(point.Seconds, index * point.Ratio, []), isInCoin: false);
        for (var row = 0; row < rows.Length; row++)
        {
            var profit = row < rows.Rows.Count ? exact.UnitArray[row] - exact.Now : 0;
            var value = exact.Now + point.Deviation + (rows.Multiples[row] * profit);
            var allowed = Noise * array.Size;
            Assert.True(At(array.Low, row, share) <= value + allowed, $"row {row} at {share}: {value} below {At(array.Low, row, share)}");
            Assert.True(At(array.High, row, share) >= value - allowed, $"row {row} at {share}: {value} above {At(array.High, row, share)}");
        }
    }

    private static void FutureIsWithin(Random dice)
    {
        var rows = new BoundRows(new(Model(dice, dice.Next(4) == 0)), 0.5 + dice.NextDouble());
        var (span, array, band) = (new BoundSpan(rows, AnyHalf(dice)), new BoundArray(rows), new InstrumentBand(rows.ClassCount));
        (band.RatioLow, band.RatioHigh) = (0.99, 0.99 + (0.02 * dice.NextDouble()));
        if (!array.TryFill(span, 100, band))
        {
            return;
        }

        for (var i = 0; i < 20; i++)
        {
            var share = Share(dice, i);
            var mark = 100 * (1 + (share * span.Half)) * Between(dice, band.RatioLow, band.RatioHigh);
            var exact = new RiskArray(rows.Rows);
            exact.Fill(mark, isInCoin: false);
            for (var row = 0; row < rows.Length; row++)
            {
                var value = mark + (rows.Multiples[row] * (row < rows.Rows.Count ? exact.UnitArray[row] : 0));
                Assert.True(At(array.Low, row, share) <= value + (Noise * array.Size));
                Assert.True(At(array.High, row, share) >= value - (Noise * array.Size));
            }
        }
    }

    /// <summary>Several options and a future, what they are worth less the requirement as the rule says it.</summary>
    private static void BookIsWithin(Random dice)
    {
        var multiple = 1 + dice.NextDouble();
        var model = Model(dice, isAbsolute: false) with { Charges = Charges(dice) };
        var charges = ChargeBounds.Of(model, multiple, model.MaintenanceFactor)!;
        charges.Start();
        var rows = new BoundRows(new(model), multiple * model.MaintenanceFactor);
        var span = new BoundSpan(rows, AnyHalf(dice));
        var seconds = 86_400.0 * dice.Next(1, 100);
        var options = Enumerable
            .Range(0, dice.Next(1, 6))
            .Select(_ => (Option: Any(dice) with { Index = 100, Seconds = seconds }, Quantity: dice.Next(-9, 10)))
            .ToList();
        var sum = new BoundSum();
        sum.Start(isTogether: dice.Next(2) == 0);
        sum.StartBook();
        List<(AnyOption Option, int Quantity, InstrumentBand Band)> held = [];
        foreach (var (option, quantity) in options)
        {
            var (band, array) = (Band(dice, rows, option), new BoundArray(rows));
            (band.RatioLow, band.RatioHigh, band.DeviationLow, band.DeviationHigh) = (1, 1, 0, 0);
            if (!array.TryFill(span, option.Type, option.Strike, 100, band))
            {
                return;
            }

            sum.Add(array, quantity);
            charges.Add(PositionKind.Option, quantity, (long)seconds, option.Strike);
            held.Add((option, quantity, band));
        }

        var (future, perpetual) = (new BoundArray(rows), new InstrumentBand(rows.ClassCount) { RatioLow = 1, RatioHigh = 1 });
        Assert.True(future.TryFill(span, 100, perpetual));
        var futures = dice.Next(-9, 10);
        sum.Add(future, futures);
        var coins = dice.Next(-3, 4);
        sum.AddCoin(coins * 100 * (1 - span.Half), coins * 100 * (1 + span.Half));
        charges.Add(PositionKind.Perpetual, futures, 0, 0);
        sum.AddCharges(charges.At(100 * (1 - span.Half)), charges.At(100 * (1 + span.Half)));
        sum.EndBook();
        for (var i = 0; i < 10; i++)
        {
            var index = 100 * (1 + (Share(dice, i) * span.Half));
            List<BookOption> books =
            [
                .. held.Select(each => new BookOption(
                    "o",
                    each.Option.Type,
                    each.Option.Strike,
                    each.Quantity,
                    Moved(dice, rows, each.Option, each.Band, seconds)!.Value.Volatility
                )),
            ];
            var book = new RiskBook("eth", index) { Linear = [new("f", futures, index)], Expiries = [new(seconds, index, books)] };
            var margin = ScenarioMargin.Evaluate(model, new([book]));
            var left = margin.Value + ((futures + coins) * index) - (multiple * margin.Requirement(MarginLevelKind.Maintenance));
            Assert.True(left >= sum.Least - (Noise * sum.Gross), $"{left} below {sum.Least} at {index}");
        }
    }

    /// <summary>By size and for net short options, in any stage.</summary>
    private static PortfolioCharge[] Charges(Random dice) =>
        [
            new ShortOptionCharge("shorts", (ChargeStage)dice.Next(4), (ChargeLevels)dice.Next(3), 0.1 * dice.NextDouble())
            {
                Netting = (ShortNetting)dice.Next(4),
                IsByPiece = dice.Next(2) == 0,
            },
            new NotionalCharge("size", (ChargeStage)dice.Next(4), ChargeLevels.Both, 0.1 * dice.NextDouble())
            {
                Kinds = [PositionKind.Perpetual, PositionKind.Option],
                IsShortOptionsOnly = dice.Next(2) == 0,
            },
            new NotionalCharge("pieces", (ChargeStage)dice.Next(4), ChargeLevels.Maintenance, dice.NextDouble()) { IsByPiece = true },
        ];

    private static double At(double[] columns, int row, double share) =>
        ((1 - share) / 2 * columns[row]) + ((1 + share) / 2 * columns[(columns.Length / 2) + row]);

    /// <summary>The ends and the middle first.</summary>
    private static double Share(Random dice, int place) =>
        place switch
        {
            0 => -1,
            1 => 1,
            2 => 0,
            _ => Between(dice, -1, 1),
        };

    private static double Between(Random dice, double low, double high) => low + ((high - low) * dice.NextDouble());

    private static double AnyHalf(Random dice) => 0.001 * (1 << dice.Next(6));

    private static AnyOption Any(Random dice)
    {
        var index = 100 * Math.Exp(Between(dice, -5, 5));
        return new(
            dice.Next(2) == 0 ? OptionType.Call : OptionType.Put,
            index,
            index * Math.Exp(Between(dice, -0.7, 0.7)),
            Between(dice, 0.05, 2),
            dice.Next(10) == 0 ? 0 : Math.Exp(Between(dice, 3, 18)),
            Between(dice, 0.95, 1.05)
        );
    }

    private static InstrumentBand Band(Random dice, BoundRows rows, AnyOption option)
    {
        var band = new InstrumentBand(rows.ClassCount);
        rows.TotalVolatilities(option.Volatility, option.Seconds, band.TotalLow);
        rows.TotalVolatilities(option.Volatility, option.Seconds, band.TotalHigh);
        var width = 0.1 * dice.NextDouble();
        for (var i = 0; i < rows.ClassCount; i++)
        {
            band.TotalLow[i] *= 1 - width;
            band.TotalHigh[i] *= 1 + width;
        }

        (band.RatioLow, band.RatioHigh) = (option.Ratio * (1 - (width / 30)), option.Ratio * (1 + (width / 30)));
        (band.DeviationLow, band.DeviationHigh) = (-0.01 * option.Index * dice.NextDouble(), 0.01 * option.Index * dice.NextDouble());
        return band;
    }

    /// <summary>Somewhere in the band; null where nothing was found there.</summary>
    private static Point? Moved(Random dice, BoundRows rows, AnyOption option, InstrumentBand band, double? fixedSeconds = null)
    {
        var totals = new double[rows.ClassCount];
        for (var tries = 0; tries < 40; tries++)
        {
            // The last tries are hardly a move.
            var reach = 0.1 / (1 << (tries / 4));
            var volatility = tries == 39 ? option.Volatility : option.Volatility * (1 + Between(dice, -reach, reach));
            var seconds = fixedSeconds ?? (tries == 39 ? option.Seconds : option.Seconds * (1 - (reach * dice.NextDouble())));
            var (ratio, deviation) = (Between(dice, band.RatioLow, band.RatioHigh), Between(dice, band.DeviationLow, band.DeviationHigh));
            rows.TotalVolatilities(volatility, seconds, totals);
            if (band.Holds(ratio, deviation, totals))
            {
                return new(volatility, seconds, ratio, deviation);
            }
        }

        return null;
    }

    private static PortfolioMarginModel Model(Random dice, bool isAbsolute)
    {
        List<ScenarioRow> rows = [];
        for (var step = -2; step <= 2; step++)
        {
            var factor = isAbsolute ? 4 * step * dice.NextDouble() : 1 + (0.1 * step * dice.NextDouble());
            rows.Add(new(factor, VolatilityMove.Up, 1 - (0.5 * dice.Next(2)), dice.Next(2)));
            rows.Add(new(factor, VolatilityMove.Down));
            rows.Add(new(factor, VolatilityMove.None) { VolatilityFactor = 1 + (0.3 * dice.Next(2)) });
        }

        var tables = new List<ScenarioTable> { new("grid", rows) { IsAbsolute = isAbsolute } };
        if (!isAbsolute && dice.Next(2) == 0)
        {
            tables.Add(new("tails", [new(0.3, VolatilityMove.Up), new(3, VolatilityMove.None)]) { Scaling = new(0.15, 0.9, 5) });
        }

        return new(tables)
        {
            Volatility = new(0.6 * dice.NextDouble(), 0.5 * dice.NextDouble())
            {
                ShortPower = 0.3 * dice.Next(2),
                LongPower = 0.2 * dice.Next(2),
                FloorDays = dice.Next(2),
                LeastUp = 0.5 * dice.Next(2),
                LeastUpShock = 0.1 * dice.Next(2),
                IsInPoints = dice.Next(3) == 0,
            },
            MaintenanceFactor = 0.6 + (0.6 * dice.NextDouble()),
        };
    }

    private sealed record AnyOption(OptionType Type, double Index, double Strike, double Volatility, double Seconds, double Ratio);

    private readonly record struct Point(double Volatility, double Seconds, double Ratio, double Deviation);
}
