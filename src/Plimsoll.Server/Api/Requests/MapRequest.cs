using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Asks how much a move of an underlying would liquidate.</summary>
/// <param name="Index">The underlying's index.</param>
/// <param name="Moves">Moves of its prices, such as <c>-0.1,-0.05,0.05</c>; absent for −20 % to +20 %. At most 50.</param>
public sealed record MapRequest(string Index, IReadOnlyList<DecimalText>? Moves = null);
