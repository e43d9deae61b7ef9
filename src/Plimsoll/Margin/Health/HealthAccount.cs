namespace Plimsoll.Margin.Health;

/// <summary>An account as one level of health values it.</summary>
/// <param name="Tokens">Every token that it holds, owes, settles in or has orders in.</param>
/// <param name="Perpetuals">Its perpetual positions.</param>
/// <param name="Markets">Its reserved spot orders.</param>
public sealed record HealthAccount(
    IReadOnlyList<HealthToken> Tokens,
    IReadOnlyList<HealthPerpetual> Perpetuals,
    IReadOnlyList<HealthMarket> Markets
);
