namespace Plimsoll.Margin.Scenarios.Books;

/// <summary>A coin held beside cash.</summary>
/// <param name="Name">The coin.</param>
/// <param name="Quantity">Held; below zero is owed.</param>
/// <param name="Price">In the unit in which spot is quoted.</param>
public sealed record CollateralHolding(string Name, double Quantity, double Price)
{
    /// <summary>How sure its price is, from 0 to 1.</summary>
    public double Confidence { get; init; } = 1;

    /// <summary>Whether it moves with the underlying in the scenarios, and so may hedge it.</summary>
    public bool IsHedge { get; init; }

    /// <summary>Share of its value that maintenance margin asks for.</summary>
    public double MaintenanceHaircut { get; init; }

    /// <summary>Share that initial margin asks for beyond that.</summary>
    public double InitialHaircut { get; init; }
}
