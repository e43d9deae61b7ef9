namespace Plimsoll.Margin;

/// <summary>The four levels that a margin account is held between, in units of the asset.</summary>
/// <param name="Maintenance">At or below, the account is distressed.</param>
/// <param name="Search">Below, it is filled up to initial.</param>
/// <param name="Initial">What a new order needs.</param>
/// <param name="Release">At or above, the part beyond initial is given back.</param>
public sealed record MarginLevels(decimal Maintenance, decimal Search, decimal Initial, decimal Release);
