namespace Plimsoll.Surfaces.Calibration;

/// <summary>What keeps a smile free of arbitrage, at a set of places that grows where the scan finds a breach.</summary>
internal sealed class SmileConstraints
{
    /// <summary>Room kept for what rounding and the places between take away.</summary>
    private const double DensityMargin = 2e-3;

    private const double CalendarMargin = 1e-4;
    private const double SlopeMargin = 1e-3;
    private const int Uniform = 36;

    private readonly SviShape? _ceiling;
    private readonly List<double> _places = [];
    private readonly double _variance;
    private readonly (double Low, double High) _vertex;
    private readonly (double Low, double High) _width;

    /// <param name="low">The lowest quoted log-moneyness.</param>
    /// <param name="high">The highest.</param>
    /// <param name="variance">Total variance at the money, roughly.</param>
    /// <param name="ceiling">The next expiry's smile, which this one may not cross; null for none.</param>
    public SmileConstraints(double low, double high, double variance, SviShape? ceiling)
    {
        (_variance, _ceiling) = (variance, ceiling);
        var deviation = Math.Sqrt(variance);
        (low, high) = (Math.Min(low, -deviation), Math.Max(high, deviation));
        var span = high - low;
        _vertex = (low - span, high + span);
        _width = (0.02 * deviation, 4 * Math.Max(span, deviation));
        for (var i = 0; i <= Uniform; i++)
        {
            _places.Add(low - (0.25 * span) + (1.5 * span * i / Uniform));
        }

        _places.Add(-SmileScan.CalendarRange);
        _places.Add(SmileScan.CalendarRange);
        for (var far = 1.0; far <= 64; far *= 2)
        {
            _places.Add(low - (far * span));
            _places.Add(high + (far * span));
        }
    }

    /// <summary>Looks closer at a place from now on.</summary>
    public void Watch(double place)
    {
        if (double.IsFinite(place) && !_places.Contains(place))
        {
            _places.Add(place);
        }
    }

    /// <summary>By how much the smile breaks them, in a common measure; zero when all hold.</summary>
    public double Breach(SviShape shape)
    {
        var sum = Below(shape.Left, 0) + Below(shape.Right, 0) + Below(SlopeMax, shape.Left) + Below(SlopeMax, shape.Right);
        sum += Below(shape.Width, _width.Low) + Below(_width.High, shape.Width);
        sum += Below(shape.Vertex, _vertex.Low) + Below(_vertex.High, shape.Vertex);
        foreach (var k in _places)
        {
            var variance = shape.Variance(k);
            var floor = Floor;
            sum += Below(variance, floor) / floor;
            if (variance > 0.1 * floor)
            {
                sum += Below(shape.Density(k), DensityMargin);
            }

            if (_ceiling is { } ceiling && Math.Abs(k) <= SmileScan.CalendarRange)
            {
                sum += Below(Cap(ceiling, k), variance) / _variance;
            }
        }

        return sum;
    }

    /// <summary>The constraints around a smile as the step sees them; a breach is asked to shrink to <paramref name="left"/> of itself.</summary>
    public void Linearise(SviShape shape, ReadOnlySpan<bool> free, QuadraticProgram program, ReadOnlySpan<double> scales, double left)
    {
        program.Clear();
        Span<double> gradient = stackalloc double[SviShape.Parameters];
        Bound(program, free, scales, 1, 1, shape.Left, left);
        Bound(program, free, scales, 2, 1, shape.Right, left);
        Bound(program, free, scales, 1, -1, SlopeMax - shape.Left, left);
        Bound(program, free, scales, 2, -1, SlopeMax - shape.Right, left);
        Bound(program, free, scales, 3, 1, shape.Vertex - _vertex.Low, left);
        Bound(program, free, scales, 3, -1, _vertex.High - shape.Vertex, left);
        Bound(program, free, scales, 4, 1, Math.Min(shape.Width - _width.Low, 0.7 * shape.Width), left);
        Bound(program, free, scales, 4, -1, _width.High - shape.Width, left);
        foreach (var k in _places)
        {
            var variance = shape.Variance(k);
            shape.VarianceGradient(k, gradient);
            Add(program, free, scales, gradient, 1, variance - Floor, left);
            if (_ceiling is { } ceiling && Math.Abs(k) <= SmileScan.CalendarRange)
            {
                Add(program, free, scales, gradient, -1, Cap(ceiling, k) - variance, left);
            }

            // Only where it is near: far from the limit its curvature would mislead.
            var density = variance > 0.1 * Floor ? shape.Density(k) : 1;
            if (density < 0.5)
            {
                shape.DensityGradient(k, gradient);
                Add(program, free, scales, gradient, 1, density - DensityMargin, left);
            }
        }
    }

    private double Floor => 1e-3 * _variance;

    private static double SlopeMax => SmileScan.SlopeMax - SlopeMargin;

    private static double Cap(SviShape ceiling, double k) => ceiling.Variance(k) * (1 - CalendarMargin);

    private static double Below(double value, double bound) => Math.Max(0, bound - value);

    private static void Bound(
        QuadraticProgram program,
        ReadOnlySpan<bool> free,
        ReadOnlySpan<double> scales,
        int parameter,
        double sign,
        double room,
        double left
    )
    {
        Span<double> gradient = stackalloc double[SviShape.Parameters];
        gradient.Clear();
        gradient[parameter] = 1;
        Add(program, free, scales, gradient, sign, room, left);
    }

    private static void Add(
        QuadraticProgram program,
        ReadOnlySpan<bool> free,
        ReadOnlySpan<double> scales,
        ReadOnlySpan<double> gradient,
        double sign,
        double room,
        double left
    )
    {
        Span<double> row = stackalloc double[SviShape.Parameters];
        var count = 0;
        for (var i = 0; i < SviShape.Parameters; i++)
        {
            if (free[i])
            {
                row[count] = sign * gradient[i] * scales[count];
                count++;
            }
        }

        program.Add(row[..count], room >= 0 ? -room : -room * (1 - left));
    }
}
