namespace Plimsoll.Margin.Stress;

/// <summary>An account after a shock.</summary>
/// <param name="Equity">What it has then.</param>
/// <param name="Requirement">What it must have then.</param>
public readonly record struct ShockedAccount(double Equity, double Requirement)
{
    /// <summary>Equity less requirement: below zero the account is below its line.</summary>
    public double Excess => Equity - Requirement;
}
