namespace Plimsoll.Engine.Solvency.Certificates.Windows;

/// <summary>How wide windows are: each rung is twice the one before in price, volatility and all else, so that a random walk takes four times as long to leave it by either.</summary>
internal static class WindowLadder
{
    /// <summary>How many rungs there are.</summary>
    public const int Rungs = 6;

    private const double LeastHalf = 0.001;
    private const double VolatilityPerPrice = 2;
    private const double RatiosPerPrice = 32;

    /// <summary>Half the range of the index, as a share of its middle: 10 basis points to 3.2 %.</summary>
    public static double Half(int rung) => LeastHalf * (1 << rung);

    /// <summary>How far total volatility may go, as a share: 0.2 % to 6.4 %.</summary>
    public static double Volatility(int rung) => VolatilityPerPrice * Half(rung);

    /// <summary>How far a forward, or a future's mark, may go beside the index, as a share.</summary>
    public static double Ratio(int rung) => Half(rung) / RatiosPerPrice;
}
