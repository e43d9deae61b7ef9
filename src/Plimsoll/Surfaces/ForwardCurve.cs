using Plimsoll.Numerics;

namespace Plimsoll.Surfaces;

/// <summary>The forward of an underlying for any time to expiry.</summary>
/// <remarks>
/// Between two known times the carry is constant: log F is straight in time. Before the first it starts at the spot, when there is one; otherwise, and beyond the
/// last, the nearest forward holds. Source: docs/spec/0016-surfaces.md (SURF-004).
/// </remarks>
public sealed class ForwardCurve
{
    private readonly (double Years, double Log)[] _points;

    /// <summary>Builds a curve.</summary>
    /// <param name="spot">The index now; NaN for none.</param>
    /// <param name="points">Years to expiry, above zero, and the forward, above zero. Others are ignored.</param>
    public ForwardCurve(double spot, IEnumerable<(double Years, double Forward)> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var all = points.Where(point =>
            point is { Years: > 0, Forward: > 0 } && double.IsFinite(point.Years) && double.IsFinite(point.Forward)
        );
        if (spot > 0 && double.IsFinite(spot))
        {
            all = all.Prepend((0, spot));
        }

        _points = [.. all.OrderBy(point => point.Years).Select(point => (point.Years, DeterministicMath.Log(point.Forward)))];
    }

    /// <summary>The forward; NaN of an empty curve.</summary>
    /// <param name="years">Time to expiry, zero or more.</param>
    public double At(double years)
    {
        if (_points.Length == 0 || double.IsNaN(years))
            return double.NaN;

        var next = Array.FindIndex(_points, point => point.Years >= years);
        if (next <= 0)
            return DeterministicMath.Exp(_points[next == 0 ? 0 : ^1].Log);

        var (left, right) = (_points[next - 1], _points[next]);
        var share = (years - left.Years) / (right.Years - left.Years);
        return DeterministicMath.Exp(left.Log + (share * (right.Log - left.Log)));
    }
}
