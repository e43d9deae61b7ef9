namespace Plimsoll.Formats.Portfolios;

/// <summary>Prices of an instrument or an asset.</summary>
/// <param name="Mark">Mark price.</param>
/// <param name="Index">Index price of the underlying, or of the asset itself.</param>
/// <param name="OpenInterest">Sum of long quantities.</param>
/// <param name="Fall">Share by which mark and index have fallen since: for a look at another price.</param>
public sealed record Quote(decimal? Mark, decimal? Index, decimal? OpenInterest, decimal Fall = 0);
