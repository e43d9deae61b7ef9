using Plimsoll.Engine.Accounts;

namespace Plimsoll.Simulation.Replay;

/// <summary>What accounts are called where people read of them: the venue's own by what they are for, all others by number.</summary>
internal static class AccountNames
{
    /// <summary>The name of an account.</summary>
    public static string Of(AccountId account, AccountKind kind) =>
        kind switch
        {
            AccountKind.InsuranceFund => "insurance fund",
            AccountKind.MarketMaker => $"maker {account.Value}",
            AccountKind.Isolated => $"isolated account {account.Value}",
            AccountKind.User => $"account {account.Value}",
            _ when account == AccountId.Outside => "outside",
            _ when account == AccountId.Clearing => "clearing",
            _ when account == AccountId.Fees => "fees",
            _ when account == AccountId.Rounding => "remainders",
            _ when account == AccountId.Conversion => "conversion",
            _ when account == AccountId.BadDebt => "bad debt",
            _ => $"venue account {account.Value}",
        };
}
