namespace Plimsoll.Margin;

/// <summary>One step of a requirement.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Units">Its value in units.</param>
/// <param name="Unit">What it is counted in.</param>
/// <param name="Decimals">Digits behind the point, for plain numbers only: the others have those of their asset or instrument.</param>
public readonly record struct MarginTerm(string Name, Int128 Units, MarginTermUnit Unit, int Decimals = 0);
