namespace Plimsoll.Liquidation;

/// <summary>The units in which margin shortages are covered: decimals of quote and prices, base, ratios and fees.</summary>
/// <remarks>Source: Drift v2, constants.</remarks>
public static class ShortageUnits
{
    /// <summary>Quote amounts and prices count millionths.</summary>
    public const int QuoteDecimals = 6;

    /// <summary>Base amounts count billionths.</summary>
    public const int BaseDecimals = 9;

    /// <summary>Margin ratios and weights count ten-thousandths.</summary>
    public const int RatioDecimals = 4;

    /// <summary>Fees count millionths.</summary>
    public const int FeeDecimals = 6;

    /// <summary>From ratios to fees.</summary>
    internal const int FeeToRatio = 100;

    /// <summary>One whole quote unit and one whole price.</summary>
    internal const int Quote = 1_000_000;

    /// <summary>One whole base unit.</summary>
    internal const int Base = 1_000_000_000;

    /// <summary>A fee of everything.</summary>
    internal const int Fee = 1_000_000;
}
