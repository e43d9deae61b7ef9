namespace Plimsoll.Formats.Portfolios;

/// <summary>Prices of an instrument or an asset.</summary>
/// <param name="Mark">Mark price.</param>
/// <param name="Index">Index price of the underlying, or of the asset itself.</param>
/// <param name="OpenInterest">Sum of long quantities.</param>
public sealed record Quote(decimal? Mark, decimal? Index, decimal? OpenInterest)
{
    /// <summary>Implied volatility of an option, per root of a year; null when not stated.</summary>
    public decimal? Volatility { get; init; }

    /// <summary>Forward of an option's expiry; null when not stated.</summary>
    public decimal? Forward { get; init; }

    /// <summary>Interest rate of an option's expiry, of a year; null when not stated.</summary>
    public decimal? Rate { get; init; }

    /// <summary>How sure the prices are, 0 to 1; null when not stated.</summary>
    public decimal? Confidence { get; init; }
}
