namespace Plimsoll.Margin;

/// <summary>What became of a request to give a position its own collateral.</summary>
/// <param name="Refusal">Why not; empty when accepted.</param>
/// <param name="Balances">The accounts afterwards; unchanged when refused.</param>
/// <param name="Maintenance">Maintenance margin of the position alone.</param>
/// <param name="Initial">Initial margin of the position alone.</param>
public sealed record IsolatedSwitch(string Refusal, IsolatedBalances Balances, decimal Maintenance, decimal Initial)
{
    /// <summary>The factor does not exceed what the market demands at least.</summary>
    public const string FactorTooSmall = "factor_too_small";

    /// <summary>The position's own collateral would be less than its initial margin.</summary>
    public const string BelowInitialMargin = "below_initial_margin";

    /// <summary>All accounts together do not hold what is needed.</summary>
    public const string InsufficientFunds = "insufficient_funds";

    /// <summary>Whether it was accepted.</summary>
    public bool IsAccepted => Refusal.Length == 0;
}
