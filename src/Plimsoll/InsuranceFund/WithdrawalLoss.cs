namespace Plimsoll.InsuranceFund;

/// <summary>What bankrupt accounts and an exhausted fund leave open, shared among those who withdraw.</summary>
/// <remarks>
/// Source: Paradex, Socialized losses. Its text divides by balance and shortfall together, its worked example by the balance
/// alone; so the denominator is a parameter.
/// </remarks>
public static class WithdrawalLoss
{
    /// <summary>The sum that bankrupt accounts are below zero.</summary>
    /// <param name="accountValues">Values of all accounts, signed.</param>
    public static decimal Bankruptcy(IEnumerable<decimal> accountValues)
    {
        ArgumentNullException.ThrowIfNull(accountValues);
        return accountValues.Sum(value => Math.Max(0, -value));
    }

    /// <summary>What of it the insurance fund does not cover, not negative.</summary>
    /// <param name="bankruptcy">Sum that bankrupt accounts are below zero, not negative.</param>
    /// <param name="insuranceFund">Balance of the fund, not negative.</param>
    public static decimal Shortfall(decimal bankruptcy, decimal insuranceFund) => Math.Max(0, bankruptcy - insuranceFund);

    /// <summary>The share of each withdrawal that is kept, 0 … 1; none without a shortfall, all without a balance to share it.</summary>
    /// <param name="shortfall">Shortfall, not negative.</param>
    /// <param name="totalBalance">Balance of the whole venue, signed.</param>
    /// <param name="isShortfallAdded">Whether the shortfall is added to the balance before it is divided by.</param>
    public static decimal Factor(decimal shortfall, decimal totalBalance, bool isShortfallAdded)
    {
        if (shortfall <= 0)
        {
            return 0;
        }

        var denominator = isShortfallAdded ? totalBalance + shortfall : totalBalance;
        return denominator <= shortfall ? 1 : shortfall / denominator;
    }

    /// <summary>A withdrawal split into what is kept and what is received; together the withdrawal.</summary>
    /// <param name="withdrawal">Amount asked for, not negative.</param>
    /// <param name="factor">Share that is kept, 0 … 1.</param>
    public static (decimal Charge, decimal Received) Split(decimal withdrawal, decimal factor) =>
        (withdrawal * factor, withdrawal - (withdrawal * factor));
}
