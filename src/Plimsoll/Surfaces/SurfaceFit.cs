using Plimsoll.Numerics;
using Plimsoll.Surfaces.Calibration;
using Plimsoll.Values;

namespace Plimsoll.Surfaces;

/// <summary>Fits a volatility surface to the option chains of one underlying.</summary>
/// <remarks>
/// <para>Expiries with enough quotes are fitted from the last to the first, each below the smile after it; a multiple at most one of that smile is always a
/// way out that breaks nothing. Expiries with few quotes are multiples of a neighbour's smile, between both neighbours.</para>
/// <para>Deterministic: bounded loops, the project's own functions, nothing drawn by lot. Source: docs/spec/0016-surfaces.md (criteria SURF-001 … SURF-012).</para>
/// </remarks>
public static class SurfaceFit
{
    /// <summary>Strikes quoted on both sides that a fit of five parameters needs.</summary>
    public const int QuotesMin = 6;

    /// <summary>Strikes that a fit of level and wings needs.</summary>
    public const int QuotesForWings = 3;

    private const int OutlierRounds = 2;
    private const double FloorMargin = 1.002;
    private const double OutlierMin = 0.02;
    private const double OutlierDeviations = 5;

    /// <summary>Fits all expiries.</summary>
    /// <param name="at">The moment of the quotes.</param>
    /// <param name="spot">The index; NaN for none.</param>
    /// <param name="chains">One for each expiry, in any order. Expired ones come back without a smile.</param>
    public static SurfaceFitResult Of(Timestamp at, double spot, IReadOnlyList<OptionChain> chains)
    {
        ArgumentNullException.ThrowIfNull(chains);
        var readings = chains.OrderBy(chain => chain.Expiry.Nanoseconds).Select(chain => new ChainReading(chain, at)).ToArray();
        var shapes = new (SliceStatus Status, SviShape Shape)[readings.Length];
        if (!FitQuoted(readings, shapes))
        {
            FitOneOfFew(readings, shapes);
        }

        FitSparse(readings, shapes);
        return Result(at, spot, readings, shapes);
    }

    private static bool FitQuoted(ChainReading[] readings, (SliceStatus Status, SviShape Shape)[] shapes)
    {
        SviShape? ceiling = null;
        for (var i = readings.Length - 1; i >= 0; i--)
        {
            if (readings[i].TwoSided < QuotesMin)
                continue;

            var floor = Floor(readings, i);
            var shape = Fit(readings[i], floor, ceiling);
            for (var round = 0; round < OutlierRounds && DropOutliers(readings[i], shape); round++)
            {
                shape = Fit(readings[i], floor, ceiling);
            }

            // What leaves is what was rounded, and the next expiry must stay below that.
            shape = shape.Rounded().Shape;
            DropContradictions(readings[i], shape);
            shapes[i] = (SliceStatus.Fitted, shape);
            ceiling = shape;
        }

        return ceiling is not null;
    }

    /// <summary>
    /// Quotes of earlier expiries at strikes beyond this one's own, as bids for this one: where nobody quotes, its wings must leave room for what is quoted
    /// before it, or its ceiling would bend those smiles instead.
    /// </summary>
    private static List<SmilePoint> Floor(ChainReading[] readings, int place)
    {
        var own = readings[place].Points.Where(each => each.Point.IsTwoSided).Select(each => each.Point.LogMoneyness).ToArray();
        var (low, high) = (own.Min(), own.Max());
        var floor = new List<SmilePoint>();
        for (var i = 0; i < place; i++)
        {
            if (readings[i].TwoSided < QuotesMin)
                continue;

            var share = Math.Sqrt(readings[i].Years / readings[place].Years) * FloorMargin;
            foreach (var (point, _) in readings[i].Points)
            {
                if (point.IsTwoSided && (point.LogMoneyness < low || point.LogMoneyness > high))
                {
                    floor.Add(new(point.LogMoneyness, point.Mid * share, double.NaN, IsLeftOut: false));
                }
            }
        }

        return floor;
    }

    private static SviShape Fit(ChainReading reading, List<SmilePoint> floor, SviShape? ceiling)
    {
        var calibration = new SmileCalibration(new([.. reading.Smile, .. floor], reading.Years), ceiling);
        return calibration.Fit(calibration.FitScale(ceiling ?? Flat(1), ceiling is null ? 25 * reading.Years : 0.9999));
    }

    /// <summary>No expiry has enough quotes: the best of them gets what its quotes carry, and the others follow it.</summary>
    private static void FitOneOfFew(ChainReading[] readings, (SliceStatus Status, SviShape Shape)[] shapes)
    {
        var best = -1;
        for (var i = 0; i < readings.Length; i++)
        {
            if (readings[i].TwoSided > (best < 0 ? 0 : readings[best].TwoSided))
            {
                best = i;
            }
        }

        if (best < 0)
            return;

        var calibration = new SmileCalibration(new(readings[best].Smile, readings[best].Years), ceiling: null);
        var flat = calibration.FitScale(Flat(1), 25 * readings[best].Years);
        shapes[best] =
            readings[best].TwoSided >= QuotesForWings
                ? (SliceStatus.WingsOnly, calibration.FitWings(flat).Rounded().Shape)
                : (SliceStatus.Flat, flat.Rounded().Shape);
    }

    /// <summary>Level and wings for the first; multiples of the later neighbour, no lower than the earlier, for others; beyond the last, multiples of the earlier as far as they stay sound.</summary>
    private static void FitSparse(ChainReading[] readings, (SliceStatus Status, SviShape Shape)[] shapes)
    {
        for (var i = readings.Length - 1; i >= 0; i--)
        {
            if (shapes[i].Status != SliceStatus.NoQuotes || readings[i].TwoSided == 0)
                continue;

            SviShape? later = Nearest(shapes, i, 1);
            SviShape? earlier = Nearest(shapes, i, -1);
            var objective = new SmileObjective(readings[i].Smile, readings[i].Years);
            if (later is { } next && earlier is null && readings[i].TwoSided >= QuotesForWings)
            {
                // The first of all has nothing below it to respect, and hours from expiry it is shaped like no other.
                var calibration = new SmileCalibration(objective, next);
                shapes[i] = (SliceStatus.WingsOnly, calibration.FitWings(calibration.FitScale(next, 0.9999)).Rounded().Shape);
            }
            else if (later is { } above)
            {
                var least = earlier is { } below ? 1 - SmileScan.Calendar(below, above).Least : 0;
                var factor = Math.Clamp(Multiple(objective, above, 1e-3, 0.9999), Math.Min(least, 1), 1);
                shapes[i] = (SliceStatus.Scaled, Sound(above, factor, above, earlier));
            }
            else if (earlier is { } below)
            {
                shapes[i] = (SliceStatus.Scaled, Raised(below, Multiple(objective, below, 1, 25)));
            }
        }
    }

    private static double Multiple(SmileObjective objective, SviShape shape, double least, double most) =>
        Math.Max(least, new SmileCalibration(objective, ceiling: null).FitMultiple(shape, most));

    /// <summary>After rounding, a multiple that just clears a neighbour may no longer do so: then the neighbour itself is taken.</summary>
    private static SviShape Sound(SviShape shape, double factor, SviShape above, SviShape? below)
    {
        var scaled = shape.Scaled(factor).Rounded().Shape;
        var isSound =
            SmileScan.Density(scaled).Least >= 0
            && SmileScan.Calendar(scaled, above).Least >= 0
            && (below is not { } floor || SmileScan.Calendar(floor, scaled).Least >= 0);
        return isSound ? scaled : above;
    }

    /// <summary>A multiple above one may break the density: it is halved towards one until it does not.</summary>
    private static SviShape Raised(SviShape shape, double factor)
    {
        for (var halving = 0; halving < 40; halving++)
        {
            var raised = shape.Scaled(factor).Rounded().Shape;
            if (SmileScan.Density(raised).Least >= 0 && SmileScan.Calendar(shape, raised).Least >= 0)
                return raised;

            factor = 1 + (0.5 * (factor - 1));
        }

        return shape;
    }

    private static SviShape? Nearest((SliceStatus Status, SviShape Shape)[] shapes, int from, int step)
    {
        for (var i = from + step; i >= 0 && i < shapes.Length; i += step)
        {
            if (shapes[i].Status != SliceStatus.NoQuotes)
                return shapes[i].Shape;
        }

        return null;
    }

    private static SviShape Flat(double variance) => new(variance, 0, 0, 0, 1);

    /// <summary>Quotes whose spread, widened, the smile misses by far more than it misses the others.</summary>
    private static bool DropOutliers(ChainReading reading, SviShape shape)
    {
        var away = Distances(reading, shape);
        var usual = away[away.Count / 2].Away;
        var dropped = false;
        var left = away.Count;
        foreach (var (far, place) in Enumerable.Reverse(away))
        {
            if (left <= QuotesMin || !IsTooFar(far, usual, reading.Points[place].Point))
                break;

            reading.LeaveOut(place);
            (dropped, left) = (true, left - 1);
        }

        return dropped;
    }

    /// <summary>Quotes in the money that took no part are held against the fit by the same measure, so that none of them bounds a mark wrongly.</summary>
    private static void DropContradictions(ChainReading reading, SviShape shape)
    {
        var away = Distances(reading, shape);
        var usual = away[away.Count / 2].Away;
        reading.DropContradictions(point => IsTooFar(Distance(point, reading, shape), usual, point));
    }

    /// <summary>How far the strikes that are fitted are from the fit, in scales, nearest first.</summary>
    private static List<(double Away, int Place)> Distances(ChainReading reading, SviShape shape)
    {
        var away = new List<(double Away, int Place)>();
        for (var i = 0; i < reading.Points.Count; i++)
        {
            var point = reading.Points[i].Point;
            if (point.IsTwoSided && !point.IsLeftOut)
            {
                away.Add((Distance(point, reading, shape), i));
            }
        }

        away.Sort();
        return away;
    }

    private static double Distance(SmilePoint point, ChainReading reading, SviShape shape) =>
        Math.Abs(Math.Sqrt(shape.Variance(point.LogMoneyness) / reading.Years) - point.Mid) / point.Scale;

    private static bool IsTooFar(double far, double usual, SmilePoint point) =>
        far > OutlierDeviations * Math.Max(1, usual) && far * point.Scale > OutlierMin;

    private static SurfaceFitResult Result(
        Timestamp at,
        double spot,
        ChainReading[] readings,
        (SliceStatus Status, SviShape Shape)[] shapes
    )
    {
        var slices = new SliceFit[readings.Length];
        for (var i = 0; i < slices.Length; i++)
        {
            var (status, shape) = shapes[i];
            SviParameters? smile = status == SliceStatus.NoQuotes ? null : shape.Rounded();
            var all = readings[i].Readings(smile);
            slices[i] = new(readings[i].Expiry, readings[i].Years, readings[i].Forward, status, smile ?? default, all, Quality(all));
        }

        var whole = slices.Where(slice => slice.HasSmile).ToArray();
        var (quoted, fitted) = (default(ArbitrageCount), default(ArbitrageCount));
        var (density, calendar) = (double.NaN, double.NaN);
        for (var i = 0; i < slices.Length; i++)
        {
            quoted += StaticArbitrage.Count(slices[i], i + 1 < slices.Length ? slices[i + 1] : null, isFitted: false);
        }

        for (var i = 0; i < whole.Length; i++)
        {
            var next = i + 1 < whole.Length ? whole[i + 1] : null;
            fitted += StaticArbitrage.Count(whole[i], next, isFitted: true);
            density = Lesser(density, SmileScan.Density(whole[i].Smile.Shape).Least);
            calendar = next is null ? calendar : Lesser(calendar, SmileScan.Calendar(whole[i].Smile.Shape, next.Smile.Shape).Least);
        }

        var forwards = new ForwardCurve(spot, slices.Select(slice => (slice.Years, slice.Forward.Forward)));
        var surface = whole.Length == 0 ? null : new VolatilitySurface(at, [.. whole.Select(Slice)]);
        return new(surface, forwards, slices, quoted, fitted, density, calendar);
    }

    private static double Lesser(double least, double value) => double.IsNaN(least) || value < least ? value : least;

    private static SurfaceSlice Slice(SliceFit fit) =>
        new(fit.Expiry, RealRounding.ToUnits(fit.Forward.Forward, SurfaceSlice.UnitsPerWhole, Rounding.Floor), fit.Smile);

    private static FitQuality Quality(IReadOnlyList<QuoteReading> readings)
    {
        var (count, within, sum, most) = (0, 0, 0.0, 0.0);
        foreach (var reading in readings)
        {
            if (reading.Use != QuoteUse.Used || double.IsNaN(reading.Volatility) || double.IsNaN(reading.MidVolatility))
                continue;

            var away = Math.Abs(reading.Volatility - reading.MidVolatility);
            (count, sum, most) = (count + 1, sum + (away * away), Math.Max(most, away));
            within += reading.Volatility >= reading.BidVolatility && reading.Volatility <= reading.AskVolatility ? 1 : 0;
        }

        return new(count, count > 0 ? Math.Sqrt(sum / count) : 0, most, within);
    }
}
