namespace Plimsoll.Surfaces.Calibration;

/// <summary>Fits one smile to quotes under all constraints: a search for a start, then steps of Gauss and Newton with the constraints made straight.</summary>
/// <remarks>
/// The start is quasi-explicit after S. De Marco and C. Martini, Quasi-explicit calibration of Gatheral's SVI model (Zeliade 2009): for each vertex and width of a
/// grid the other three parameters are the solution of a small quadratic program. Each later step is one more of those, in all five. A step is taken only when
/// loss plus breach falls; at the end the whole line is scanned, and a place where the scan finds a breach becomes a constraint of the next round.
/// All loops are bounded, and nothing is drawn by lot.
/// </remarks>
internal sealed class SmileCalibration
{
    private const int StepsMax = 40;
    private const int RoundsMax = 8;
    private const double BreachPrice = 1e3;
    private static readonly double[] Vertices = [-2, -1, -0.5, 0, 0.5, 1, 2];
    private static readonly double[] Widths = [0.1, 0.25, 0.5, 1, 2, 4];
    private static readonly bool[] All = [true, true, true, true, true];
    private static readonly bool[] Linear = [true, true, true, false, false];

    private readonly SmileObjective _objective;
    private readonly SmileConstraints _constraints;
    private readonly SviShape? _ceiling;
    private readonly double _deviation;

    public SmileCalibration(SmileObjective objective, SviShape? ceiling)
    {
        (_objective, _ceiling) = (objective, ceiling);
        var (low, high) = (0.0, 0.0);
        foreach (var point in objective.Points)
        {
            (low, high) = (Math.Min(low, point.LogMoneyness), Math.Max(high, point.LogMoneyness));
        }

        var variance = AtTheMoney(objective);
        _deviation = Math.Sqrt(variance);
        _constraints = new(low, high, variance, ceiling);
    }

    /// <summary>All five parameters.</summary>
    /// <param name="safe">A smile that breaks nothing, for a start if the search finds none that ends well.</param>
    public SviShape Fit(SviShape safe)
    {
        var (best, bestMerit) = (safe, double.PositiveInfinity);
        foreach (var vertex in Vertices)
        {
            foreach (var width in Widths)
            {
                var start = new SviShape(_deviation * _deviation, 0, 0, vertex * _deviation, width * _deviation);
                var shape = Descend(start, Linear, steps: 2);
                var merit = Merit(shape);
                if (merit < bestMerit)
                {
                    (best, bestMerit) = (shape, merit);
                }
            }
        }

        return Better(Settled(best, All), Settled(safe, All), safe);
    }

    /// <summary>Level and wings alone, round a vertex at the money: for few quotes.</summary>
    public SviShape FitWings(SviShape safe)
    {
        var start = new SviShape(_deviation * _deviation, 0, 0, 0, _deviation);
        return Better(Settled(start, Linear), Settled(safe, Linear), safe);
    }

    /// <summary>A multiple at most one of a smile that breaks nothing, which then breaks nothing either (docs/spec/0016-surfaces.md, SURF-006).</summary>
    public SviShape FitScale(SviShape shape, double most) => shape.Scaled(FitMultiple(shape, most));

    /// <summary>The multiple of a smile, above zero and at most <paramref name="most"/>, that lies nearest to the quotes.</summary>
    public double FitMultiple(SviShape shape, double most)
    {
        // The loss is one valley in the multiple: golden section.
        var (left, right) = (1e-6 * most, most);
        const double Ratio = 0.381966011250105;
        for (var step = 0; step < 60; step++)
        {
            var (one, two) = (left + (Ratio * (right - left)), right - (Ratio * (right - left)));
            if (_objective.Loss(shape.Scaled(one)) <= _objective.Loss(shape.Scaled(two)))
            {
                right = two;
            }
            else
            {
                left = one;
            }
        }

        return 0.5 * (left + right);
    }

    /// <summary>Whether the whole line is free of arbitrage, in the units that leave the fit.</summary>
    public bool IsSound(SviShape shape)
    {
        var rounded = shape.Rounded().Shape;
        return SmileScan.Density(rounded).Least >= 0 && (_ceiling is not { } ceiling || SmileScan.Calendar(rounded, ceiling).Least >= 0);
    }

    private SviShape Better(SviShape? one, SviShape? two, SviShape safe)
    {
        var best = safe;
        foreach (var candidate in (SviShape?[])[one, two])
        {
            if (candidate is { } shape && _objective.Loss(shape) < _objective.Loss(best))
            {
                best = shape;
            }
        }

        return best;
    }

    /// <summary>Descends until the scan of the whole line finds nothing more; null when it always does.</summary>
    private SviShape? Settled(SviShape start, bool[] free)
    {
        var shape = start;
        for (var round = 0; round < RoundsMax; round++)
        {
            shape = Descend(shape, free, StepsMax);
            if (IsSound(shape))
                return shape;

            _constraints.Watch(SmileScan.Density(shape).At);
            if (_ceiling is { } ceiling)
            {
                _constraints.Watch(SmileScan.Calendar(shape, ceiling).At);
            }
        }

        return null;
    }

    private SviShape Descend(SviShape shape, bool[] free, int steps)
    {
        var count = free.Count(each => each);
        var program = new QuadraticProgram(count);
        var matrix = new double[count, count];
        Span<double> linear = stackalloc double[count];
        Span<double> scales = stackalloc double[count];
        Span<double> move = stackalloc double[count];
        Span<double> whole = stackalloc double[SviShape.Parameters];
        var damping = 1e-6;
        var merit = Merit(shape);
        for (var step = 0; step < steps; step++)
        {
            _objective.Quadratic(shape, free, matrix, linear);
            Scale(free, matrix, linear, scales, damping);
            if (!Solved(shape, free, program, matrix, linear, scales, move))
                return shape;

            Spread(move, scales, free, whole);
            var (next, nextMerit) = Searched(shape, whole, merit);
            if (nextMerit < merit)
            {
                var isSmall = merit - nextMerit < 1e-9 * (1 + Math.Abs(merit));
                (shape, merit) = (next, nextMerit);
                damping = Math.Max(damping * 0.2, 1e-9);
                if (isSmall)
                    return shape;
            }
            else if (damping > 1e3)
            {
                return shape;
            }
            else
            {
                damping *= 30;
            }
        }

        return shape;
    }

    private (SviShape Shape, double Merit) Searched(SviShape shape, ReadOnlySpan<double> move, double merit)
    {
        var share = 1.0;
        for (var halving = 0; halving < 8; halving++, share *= 0.5)
        {
            var next = shape.Plus(move, share);
            var nextMerit = Merit(next);
            if (nextMerit < merit)
                return (next, nextMerit);
        }

        return (shape, merit);
    }

    /// <summary>When the straightened constraints leave no room, a breach need not be mended at once.</summary>
    private bool Solved(
        SviShape shape,
        bool[] free,
        QuadraticProgram program,
        double[,] matrix,
        ReadOnlySpan<double> linear,
        ReadOnlySpan<double> scales,
        Span<double> move
    )
    {
        foreach (var left in (double[])[0, 0.5, 1])
        {
            _constraints.Linearise(shape, free, program, scales, left);
            if (program.Solve(matrix, linear, move))
                return true;
        }

        return false;
    }

    /// <summary>Each parameter in a unit that makes its own curvature one, plus the damping.</summary>
    private void Scale(bool[] free, double[,] matrix, Span<double> linear, Span<double> scales, double damping)
    {
        var count = linear.Length;
        Span<double> least = stackalloc double[SviShape.Parameters];
        (least[0], least[1], least[2], least[3], least[4]) = (_deviation * _deviation, _deviation, _deviation, _deviation, _deviation);
        for (int i = 0, row = 0; i < SviShape.Parameters; i++)
        {
            if (free[i])
            {
                // A direction that the quotes say nothing about still needs a unit.
                scales[row] = 1 / Math.Sqrt(matrix[row, row] + (1e-8 / (least[i] * least[i])));
                row++;
            }
        }

        for (var i = 0; i < count; i++)
        {
            linear[i] *= scales[i];
            for (var j = 0; j <= i; j++)
            {
                matrix[i, j] *= scales[i] * scales[j];
            }

            matrix[i, i] = 1 + damping;
        }
    }

    private static void Spread(ReadOnlySpan<double> move, ReadOnlySpan<double> scales, bool[] free, Span<double> whole)
    {
        for (int i = 0, row = 0; i < SviShape.Parameters; i++)
        {
            whole[i] = free[i] ? move[row] * scales[row] : 0;
            row += free[i] ? 1 : 0;
        }
    }

    private double Merit(SviShape shape) =>
        shape.Width > 0 ? _objective.Loss(shape) + (BreachPrice * _constraints.Breach(shape)) : double.PositiveInfinity;

    /// <summary>Total variance of the quote nearest the money.</summary>
    private static double AtTheMoney(SmileObjective objective)
    {
        var (nearest, volatility) = (double.PositiveInfinity, 0.5);
        foreach (var point in objective.Points)
        {
            if (!point.IsLeftOut && point.IsTwoSided && Math.Abs(point.LogMoneyness) < nearest)
            {
                (nearest, volatility) = (Math.Abs(point.LogMoneyness), point.Mid);
            }
        }

        return volatility * volatility * objective.Years;
    }
}
