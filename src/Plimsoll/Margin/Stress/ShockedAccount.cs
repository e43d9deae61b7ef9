namespace Plimsoll.Margin.Stress;

/// <summary>An account after a shock.</summary>
/// <param name="Equity">What it has then.</param>
/// <param name="Requirement">What it must have then.</param>
public readonly record struct ShockedAccount(double Equity, double Requirement)
{
    private readonly bool? _isBroken;

    /// <summary>Equity less requirement.</summary>
    public double Excess => Equity - Requirement;

    /// <summary>Whether the account is below its line: its excess is negative, unless whoever has the exact line says otherwise.</summary>
    public bool IsBroken
    {
        get => _isBroken ?? Excess < 0;
        init => _isBroken = value;
    }
}
