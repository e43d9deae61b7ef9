namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>What is asked beside the worst scenario.</summary>
/// <param name="Name">Its name, for the explanation.</param>
/// <param name="Stage">Where it enters.</param>
/// <param name="Levels">Which requirements it is part of.</param>
public abstract record PortfolioCharge(string Name, ChargeStage Stage, ChargeLevels Levels)
{
    /// <summary>The amount for one book, in its unit, not negative.</summary>
    /// <param name="basis">The book.</param>
    /// <param name="inputs">Takes the numbers behind it; null when nobody asks.</param>
    public abstract double Amount(ChargeBasis basis, ICollection<ChargeInput>? inputs);
}
