namespace Plimsoll.Margin.Stress;

/// <summary>One shock and what it does.</summary>
/// <param name="Name">A day, or a place in a grid.</param>
/// <param name="Shock">The shock.</param>
/// <param name="Account">The account after it.</param>
public sealed record StressRow(string Name, Shock Shock, ShockedAccount Account);
