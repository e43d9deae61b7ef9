using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Asks what moves would do to the whole venue. Looks at every account on a replica: one at a time.</summary>
/// <param name="Moves">Moves of prices, such as <c>["-0.1", "-0.2"]</c>; 1 to 20.</param>
/// <param name="Index">The index that moves; absent for all alike.</param>
/// <param name="Volatility">By how much volatilities change with it, as a share of themselves.</param>
/// <param name="Accounts">How many accounts to name in each step, the largest losses first; 0 to 100.</param>
public sealed record VenueStressRequest(
    IReadOnlyList<DecimalText> Moves,
    string? Index = null,
    DecimalText? Volatility = null,
    int Accounts = 10
);
