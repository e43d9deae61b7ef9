namespace Plimsoll.Engine.Accounts;

/// <summary>An account by its dense number. The first sixteen belong to the venue; see the named ones.</summary>
/// <param name="Value">The number: the account's row in the engine's tables.</param>
public readonly record struct AccountId(int Value) : IComparable<AccountId>
{
    /// <summary>The world outside: deposits come from it, withdrawals go to it. Its balance is minus what the venue holds.</summary>
    public static AccountId Outside => new(0);

    /// <summary>Carries the other side of all open cost: Σ cost + clearing = 0 per asset.</summary>
    public static AccountId Clearing => new(1);

    /// <summary>Receives trading fees, pays rebates.</summary>
    public static AccountId Fees => new(2);

    /// <summary>Receives the remainders of pro-rata payments.</summary>
    public static AccountId Rounding => new(3);

    /// <summary>Buys collateral that is sold to cover negative balances.</summary>
    public static AccountId Conversion => new(4);

    /// <summary>Carries a loss that nobody could pay; zero in a sound venue.</summary>
    public static AccountId BadDebt => new(5);

    /// <summary>How many numbers belong to the venue.</summary>
    public const int Reserved = 16;

    /// <inheritdoc/>
    public int CompareTo(AccountId other) => Value.CompareTo(other.Value);
}
