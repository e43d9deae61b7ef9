using Plimsoll.Values;

namespace Plimsoll.Surfaces;

/// <summary>One expiry of a fitted surface.</summary>
/// <param name="Expiry">When its options expire.</param>
/// <param name="Years">Years of 365 days from the fit to expiry.</param>
/// <param name="Forward">Its forward.</param>
/// <param name="Status">How the smile came about.</param>
/// <param name="Smile">The smile; zeros when there is none.</param>
/// <param name="Readings">Every quote, in the order of the chain.</param>
/// <param name="Quality">How well it fits.</param>
public sealed record SliceFit(
    Timestamp Expiry,
    double Years,
    ForwardEstimate Forward,
    SliceStatus Status,
    SviParameters Smile,
    IReadOnlyList<QuoteReading> Readings,
    FitQuality Quality
)
{
    /// <summary>Whether there is a smile.</summary>
    public bool HasSmile => Status != SliceStatus.NoQuotes;

    /// <summary>The volatility at a log-moneyness; NaN without a smile.</summary>
    public double Volatility(double logMoneyness) => HasSmile ? Math.Sqrt(Smile.TotalVariance(logMoneyness) / Years) : double.NaN;

    /// <summary>How many quotes had this use.</summary>
    public int Count(QuoteUse use) => Readings.Count(reading => reading.Use == use);
}
