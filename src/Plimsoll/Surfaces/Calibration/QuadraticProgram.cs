namespace Plimsoll.Surfaces.Calibration;

/// <summary>min ½ xᵀGx + gᵀx subject to Cx ≥ d, for a handful of unknowns and any number of constraints.</summary>
/// <remarks>
/// The dual method of D. Goldfarb and A. Idnani (1983): from the free minimum the most violated constraint is taken in, and those that pull the wrong way
/// leave. Ties go to the first constraint, so that the path is the same everywhere. Steps are bounded.
/// </remarks>
internal sealed class QuadraticProgram(int unknowns)
{
    private const double Tolerance = 1e-11;
    private const int StepsMax = 200;
    private readonly int _n = unknowns;
    private readonly List<double> _coefficients = [];
    private readonly List<double> _bounds = [];
    private readonly double[,] _inverse = new double[unknowns, unknowns];
    private readonly List<int> _active = [];
    private readonly List<double> _multipliers = [];

    public void Clear()
    {
        _coefficients.Clear();
        _bounds.Clear();
    }

    /// <summary>Adds row·x ≥ bound, scaled to unit length; a row of zeros is ignored.</summary>
    public void Add(ReadOnlySpan<double> row, double bound)
    {
        var square = 0.0;
        for (var i = 0; i < _n; i++)
        {
            square += row[i] * row[i];
        }

        if (!(square > 0) || !double.IsFinite(square) || !double.IsFinite(bound))
            return;

        var factor = 1 / Math.Sqrt(square);
        for (var i = 0; i < _n; i++)
        {
            _coefficients.Add(row[i] * factor);
        }

        _bounds.Add(bound * factor);
    }

    /// <summary>The minimum; false when the constraints leave no room, or G is not positive definite.</summary>
    /// <param name="matrix">G, symmetric positive definite; only its lower half is read.</param>
    /// <param name="linear">g.</param>
    /// <param name="solution">x.</param>
    public bool Solve(double[,] matrix, ReadOnlySpan<double> linear, Span<double> solution)
    {
        if (!Invert(matrix))
            return false;

        for (var i = 0; i < _n; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < _n; j++)
            {
                sum -= _inverse[i, j] * linear[j];
            }

            solution[i] = sum;
        }

        _active.Clear();
        _multipliers.Clear();
        for (var step = 0; step < StepsMax; step++)
        {
            var worst = Worst(solution);
            if (worst < 0)
                return true;

            if (!TakeIn(worst, solution))
                return false;
        }

        return false;
    }

    private int Worst(ReadOnlySpan<double> x)
    {
        var (worst, least) = (-1, -Tolerance);
        for (var i = 0; i < _bounds.Count; i++)
        {
            var slack = Slack(i, x);
            if (slack < least && !_active.Contains(i))
            {
                (worst, least) = (i, slack);
            }
        }

        return worst;
    }

    private double Slack(int constraint, ReadOnlySpan<double> x)
    {
        var sum = -_bounds[constraint];
        for (var i = 0; i < _n; i++)
        {
            sum += _coefficients[(constraint * _n) + i] * x[i];
        }

        return sum;
    }

    /// <summary>Moves until the constraint holds; others may leave on the way.</summary>
    private bool TakeIn(int constraint, Span<double> x)
    {
        Span<double> direction = stackalloc double[_n];
        Span<double> pull = stackalloc double[_n];
        var multiplier = 0.0;
        for (var step = 0; step <= _n + 1; step++)
        {
            Directions(constraint, direction, pull);
            var length = 0.0;
            for (var i = 0; i < _n; i++)
            {
                length += direction[i] * _coefficients[(constraint * _n) + i];
            }

            var (leaving, dual) = (-1, double.PositiveInfinity);
            for (var i = 0; i < _active.Count; i++)
            {
                if (pull[i] > 1e-14 && _multipliers[i] / pull[i] < dual)
                {
                    (leaving, dual) = (i, _multipliers[i] / pull[i]);
                }
            }

            var full = length > 1e-13 * Largest() && _active.Count < _n ? -Slack(constraint, x) / length : double.PositiveInfinity;
            var move = Math.Min(dual, full);
            if (double.IsPositiveInfinity(move))
                return false;

            if (full < double.PositiveInfinity)
            {
                for (var i = 0; i < _n; i++)
                {
                    x[i] += move * direction[i];
                }
            }

            for (var i = 0; i < _active.Count; i++)
            {
                _multipliers[i] -= move * pull[i];
            }

            multiplier += move;
            if (full <= dual)
            {
                _active.Add(constraint);
                _multipliers.Add(multiplier);
                return true;
            }

            _active.RemoveAt(leaving);
            _multipliers.RemoveAt(leaving);
        }

        return false;
    }

    private double Largest()
    {
        var largest = 0.0;
        for (var i = 0; i < _n; i++)
        {
            largest = Math.Max(largest, _inverse[i, i]);
        }

        return largest;
    }

    /// <summary>The direction in x that keeps the active constraints, and how it pulls on their multipliers.</summary>
    private void Directions(int constraint, Span<double> direction, Span<double> pull)
    {
        var count = _active.Count;
        Span<double> plain = stackalloc double[_n];
        Times(constraint, plain);

        var projected = new double[_n, Math.Max(1, count)];
        Span<double> column = stackalloc double[_n];
        for (var j = 0; j < count; j++)
        {
            Times(_active[j], column);
            for (var i = 0; i < _n; i++)
            {
                projected[i, j] = column[i];
            }
        }

        var system = new double[count, count + 1];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                for (var l = 0; l < _n; l++)
                {
                    system[i, j] += _coefficients[(_active[i] * _n) + l] * projected[l, j];
                }
            }

            for (var l = 0; l < _n; l++)
            {
                system[i, count] += _coefficients[(_active[i] * _n) + l] * plain[l];
            }
        }

        Eliminate(system, count, pull);
        for (var i = 0; i < _n; i++)
        {
            direction[i] = plain[i];
            for (var j = 0; j < count; j++)
            {
                direction[i] -= projected[i, j] * pull[j];
            }
        }
    }

    private void Times(int constraint, Span<double> result)
    {
        for (var i = 0; i < _n; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < _n; j++)
            {
                sum += _inverse[i, j] * _coefficients[(constraint * _n) + j];
            }

            result[i] = sum;
        }
    }

    /// <summary>Gauss with the largest pivot.</summary>
    private static void Eliminate(double[,] system, int count, Span<double> solution)
    {
        for (var column = 0; column < count; column++)
        {
            var pivot = column;
            for (var row = column + 1; row < count; row++)
            {
                if (Math.Abs(system[row, column]) > Math.Abs(system[pivot, column]))
                {
                    pivot = row;
                }
            }

            for (var j = column; j <= count; j++)
            {
                (system[column, j], system[pivot, j]) = (system[pivot, j], system[column, j]);
            }

            for (var row = column + 1; row < count && system[column, column] != 0; row++)
            {
                var factor = system[row, column] / system[column, column];
                for (var j = column; j <= count; j++)
                {
                    system[row, j] -= factor * system[column, j];
                }
            }
        }

        for (var row = count - 1; row >= 0; row--)
        {
            var sum = system[row, count];
            for (var j = row + 1; j < count; j++)
            {
                sum -= system[row, j] * solution[j];
            }

            solution[row] = system[row, row] != 0 ? sum / system[row, row] : 0;
        }
    }

    /// <summary>The inverse of G from its Cholesky factor.</summary>
    private bool Invert(double[,] matrix)
    {
        var factor = new double[_n, _n];
        for (var i = 0; i < _n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i, j];
                for (var l = 0; l < j; l++)
                {
                    sum -= factor[i, l] * factor[j, l];
                }

                if (i == j && !(sum > 0))
                    return false;

                factor[i, j] = i == j ? Math.Sqrt(sum) : sum / factor[j, j];
            }
        }

        Span<double> column = stackalloc double[_n];
        for (var unit = 0; unit < _n; unit++)
        {
            for (var i = 0; i < _n; i++)
            {
                var sum = i == unit ? 1.0 : 0;
                for (var l = 0; l < i; l++)
                {
                    sum -= factor[i, l] * column[l];
                }

                column[i] = sum / factor[i, i];
            }

            for (var i = _n - 1; i >= 0; i--)
            {
                var sum = column[i];
                for (var l = i + 1; l < _n; l++)
                {
                    sum -= factor[l, i] * column[l];
                }

                column[i] = sum / factor[i, i];
                _inverse[i, unit] = column[i];
            }
        }

        return true;
    }
}
