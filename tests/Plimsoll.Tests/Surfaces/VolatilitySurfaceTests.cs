using Plimsoll.Surfaces;

namespace Plimsoll.Tests.Surfaces;

public sealed class VolatilitySurfaceTests
{
    private static readonly VolatilitySurface Surface = new(
        QuoteMaker.At,
        [
            new(QuoteMaker.Expiry(30), 50_000_000_000_000, SviParameters.FromReal(0.01, 0.05, -0.2, 0, 0.2)),
            new(QuoteMaker.Expiry(90), 50_500_000_000_000, SviParameters.FromReal(0.03, 0.1, -0.2, 0, 0.3)),
        ]
    );

    [Fact, Trait("Criterion", "SURF-008")]
    public void Between_expiries_total_variance_is_straight_in_time()
    {
        foreach (var k in (double[])[-0.5, 0, 0.4])
        {
            var (near, far) = (Surface.Slices[0].Smile.TotalVariance(k), Surface.Slices[1].Smile.TotalVariance(k));
            Assert.Equal(near, Surface.TotalVariance(QuoteMaker.Expiry(30), k));
            Assert.Equal(far, Surface.TotalVariance(QuoteMaker.Expiry(90), k));
            Assert.Equal((near + far) / 2, Surface.TotalVariance(QuoteMaker.Expiry(60), k), 1e-14);
        }
    }

    [Fact, Trait("Criterion", "SURF-008")]
    public void Outside_the_nearest_volatility_holds()
    {
        var first = Surface.Volatility(QuoteMaker.Expiry(30), 0.1);

        Assert.Equal(first, Surface.Volatility(QuoteMaker.Expiry(3), 0.1), 1e-13);
        Assert.Equal(Surface.Volatility(QuoteMaker.Expiry(90), 0.1), Surface.Volatility(QuoteMaker.Expiry(900), 0.1), 1e-13);
        Assert.True(double.IsNaN(Surface.Volatility(QuoteMaker.At, 0.1)));
        Assert.Equal(50_500, Surface.Slices[1].Forward);
    }

    [Fact, Trait("Criterion", "SURF-008")]
    public void Expiries_must_rise()
    {
        Assert.Throws<ArgumentException>(() => new VolatilitySurface(QuoteMaker.At, []));
        Assert.Throws<ArgumentException>(() => new VolatilitySurface(QuoteMaker.At, [.. Surface.Slices.Reverse()]));
        Assert.Throws<ArgumentException>(() => new VolatilitySurface(QuoteMaker.Expiry(31), Surface.Slices));
    }
}
