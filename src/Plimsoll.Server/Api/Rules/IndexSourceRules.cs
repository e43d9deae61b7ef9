namespace Plimsoll.Server.Api.Rules;

/// <summary>One venue's market as a source of an index.</summary>
/// <param name="Source">Venue and symbol, such as <c>kraken:BTCUSD</c>; its own within the index.</param>
/// <param name="Weight">Its weight in the median, 1 to 1000.</param>
/// <param name="ConvertBy">The index by which its price is multiplied; absent for none.</param>
public sealed record IndexSourceRules(string Source, int Weight = 1, string? ConvertBy = null);
