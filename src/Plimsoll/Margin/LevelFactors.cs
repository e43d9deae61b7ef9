namespace Plimsoll.Margin;

/// <summary>How far the levels above maintenance lie from it.</summary>
/// <param name="Search">Below this share of maintenance, collateral is searched for.</param>
/// <param name="Initial">What a search fills up to, and what an order needs.</param>
/// <param name="Release">At and above this share, what is beyond initial is given back.</param>
/// <param name="Decimals">Digits of a factor that count; further ones are cut.</param>
public sealed record LevelFactors(decimal Search, decimal Initial, decimal Release, int Decimals = 5);
