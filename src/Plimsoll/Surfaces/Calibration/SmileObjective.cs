namespace Plimsoll.Surfaces.Calibration;

/// <summary>How far a smile lies from the quotes: Huber's loss of deviations in half-spreads, so that a wrong quote pulls with bounded strength.</summary>
internal sealed class SmileObjective(IReadOnlyList<SmilePoint> points, double years)
{
    /// <summary>From here on the loss grows no faster than the deviation.</summary>
    private const double Knee = 1.5;

    public IReadOnlyList<SmilePoint> Points { get; } = points;

    public double Years { get; } = years;

    /// <summary>The loss; infinite where the variance is not positive at a quote.</summary>
    public double Loss(SviShape shape)
    {
        var sum = 0.0;
        foreach (var point in Points)
        {
            var variance = shape.Variance(point.LogMoneyness);
            if (!(variance > 0))
                return double.PositiveInfinity;

            var size = Math.Abs(point.Residual(Math.Sqrt(variance / Years)));
            sum += size <= Knee ? 0.5 * size * size : Knee * (size - (0.5 * Knee));
        }

        return sum;
    }

    /// <summary>Gauss and Newton's matrix and gradient with weights for the loss, over the parameters that are free.</summary>
    public void Quadratic(SviShape shape, ReadOnlySpan<bool> free, double[,] matrix, Span<double> linear)
    {
        Array.Clear(matrix);
        linear.Clear();
        Span<double> gradient = stackalloc double[SviShape.Parameters];
        foreach (var point in Points)
        {
            var volatility = Math.Sqrt(Math.Max(shape.Variance(point.LogMoneyness), 1e-12) / Years);
            var residual = point.Residual(volatility);
            if (residual == 0 && !point.IsTwoSided)
                continue;

            if (point.IsLeftOut)
                continue;

            var weight = Math.Abs(residual) <= Knee ? 1 : Knee / Math.Abs(residual);
            shape.VarianceGradient(point.LogMoneyness, gradient);
            var slope = 1 / (2 * volatility * Years * point.Scale);
            for (int i = 0, row = 0; i < SviShape.Parameters; i++)
            {
                if (!free[i])
                    continue;

                linear[row] += weight * residual * slope * gradient[i];
                for (int j = 0, column = 0; j <= i; j++)
                {
                    if (free[j])
                    {
                        matrix[row, column++] += weight * slope * slope * gradient[i] * gradient[j];
                    }
                }

                row++;
            }
        }
    }
}
