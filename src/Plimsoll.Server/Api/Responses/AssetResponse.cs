using Plimsoll.Server.Api.Rules;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>An asset.</summary>
/// <param name="Asset">Its symbol.</param>
/// <param name="IsNumeraire">Whether the venue adds up in it.</param>
/// <param name="IndexPrice">What one of it is worth in the numeraire; null before the first price.</param>
/// <param name="Rules">Its rules.</param>
public sealed record AssetResponse(string Asset, bool IsNumeraire, DecimalText? IndexPrice, AssetRules Rules);
