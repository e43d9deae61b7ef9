namespace Plimsoll.Surfaces;

/// <summary>The same smile with the slopes of its wings as parameters: three of five enter linearly, and no arbitrage far out is a box.</summary>
/// <param name="Level">a.</param>
/// <param name="Left">b (1 − ρ).</param>
/// <param name="Right">b (1 + ρ).</param>
/// <param name="Vertex">m.</param>
/// <param name="Width">σ.</param>
internal readonly record struct SviShape(double Level, double Left, double Right, double Vertex, double Width)
{
    public const int Parameters = 5;

    /// <summary>Total variance.</summary>
    public double Variance(double k)
    {
        var u = k - Vertex;
        return Math.FusedMultiplyAdd(0.5 * (Right - Left), u, Math.FusedMultiplyAdd(0.5 * (Right + Left), Root(u), Level));
    }

    /// <summary>w, w′ and w″.</summary>
    public (double Value, double Slope, double Bend) Derivatives(double k)
    {
        var u = k - Vertex;
        var root = Root(u);
        var (tilt, both) = (0.5 * (Right - Left), 0.5 * (Right + Left));
        return (Level + (tilt * u) + (both * root), tilt + (both * (u / root)), both * Width * Width / (root * root * root));
    }

    /// <summary>Durrleman's g; −∞ where the variance is not above zero.</summary>
    public double Density(double k)
    {
        var (w, slope, bend) = Derivatives(k);
        if (!(w > 0))
            return double.NegativeInfinity;

        var first = 1 - (k * slope / (2 * w));
        return (first * first) - (0.25 * slope * slope * ((1 / w) + 0.25)) + (0.5 * bend);
    }

    /// <summary>∂w by each parameter.</summary>
    public void VarianceGradient(double k, Span<double> gradient)
    {
        var u = k - Vertex;
        var root = Root(u);
        var (tilt, both) = (0.5 * (Right - Left), 0.5 * (Right + Left));
        gradient[0] = 1;
        gradient[1] = 0.5 * (root - u);
        gradient[2] = 0.5 * (root + u);
        gradient[3] = -tilt - (both * (u / root));
        gradient[4] = both * (Width / root);
    }

    /// <summary>∂g by each parameter.</summary>
    public void DensityGradient(double k, Span<double> gradient)
    {
        var u = k - Vertex;
        var root = Root(u);
        var (tilt, both) = (0.5 * (Right - Left), 0.5 * (Right + Left));
        var (w, slope, bend) = Derivatives(k);
        var first = 1 - (k * slope / (2 * w));
        var byValue = (first * k * slope / (w * w)) + (slope * slope / (4 * w * w));
        var bySlope = (-first * k / w) - (0.5 * slope * ((1 / w) + 0.25));
        const double ByBend = 0.5;

        var cube = root * root * root;
        VarianceGradient(k, gradient);
        gradient[0] = byValue;
        gradient[1] = (byValue * gradient[1]) + (bySlope * 0.5 * ((u / root) - 1)) + (ByBend * 0.5 * Width * Width / cube);
        gradient[2] = (byValue * gradient[2]) + (bySlope * 0.5 * ((u / root) + 1)) + (ByBend * 0.5 * Width * Width / cube);
        // By the vertex everything moves as by −k, but for the k that stands in g itself.
        gradient[3] = (byValue * gradient[3]) - (bySlope * bend) + (ByBend * 3 * both * Width * Width * u / (cube * root * root));
        gradient[4] =
            (byValue * gradient[4])
            - (bySlope * both * u * Width / cube)
            + (ByBend * both * Width * ((2 / cube) - (3 * Width * Width / (cube * root * root))));
    }

    public SviShape Scaled(double factor) => this with { Level = Level * factor, Left = Left * factor, Right = Right * factor };

    public SviShape Plus(ReadOnlySpan<double> move, double share) =>
        new(
            Level + (share * move[0]),
            Left + (share * move[1]),
            Right + (share * move[2]),
            Vertex + (share * move[3]),
            Width + (share * move[4])
        );

    /// <summary>Rounded to the units that leave the fit.</summary>
    public SviParameters Rounded()
    {
        var both = Left + Right;
        return SviParameters.FromReal(Level, 0.5 * both, both > 0 ? (Right - Left) / both : 0, Vertex, Width);
    }

    private double Root(double u) => Math.Sqrt((u * u) + (Width * Width));
}
