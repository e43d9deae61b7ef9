namespace Plimsoll.Formats.Portfolios;

/// <summary>Prices of an instrument or an asset.</summary>
/// <param name="Mark">Mark price.</param>
/// <param name="Index">Index price of the underlying, or of the asset itself.</param>
/// <param name="OpenInterest">Sum of long quantities.</param>
public sealed record Quote(decimal? Mark, decimal? Index, decimal? OpenInterest);
