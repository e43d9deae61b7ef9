namespace Plimsoll.Engine.Ledger;

/// <summary>Why money or a position moved. Numbers are wire format; every posting carries one.</summary>
public enum PostingReason : byte
{
    /// <summary>Collateral arrived from outside.</summary>
    Deposit = 1,

    /// <summary>Collateral left the venue.</summary>
    Withdrawal = 2,

    /// <summary>Between accounts of one owner.</summary>
    Transfer = 3,

    /// <summary>Into or out of an isolated position.</summary>
    IsolatedMargin = 4,

    /// <summary>Money paid into an insurance fund from outside.</summary>
    FundContribution = 5,

    /// <summary>A trade: its profit or loss, or the assets of a spot trade.</summary>
    Trade = 10,

    /// <summary>A trading fee or rebate.</summary>
    TradingFee = 11,

    /// <summary>A trade undone.</summary>
    Bust = 12,

    /// <summary>A liquidation fee, to the insurance fund.</summary>
    LiquidationFee = 20,

    /// <summary>A position taken over by the insurance fund.</summary>
    Takeover = 21,

    /// <summary>A position closed by deleveraging.</summary>
    Deleveraging = 22,

    /// <summary>The insurance fund paid a deficit.</summary>
    Deficit = 23,

    /// <summary>A share of a socialised loss.</summary>
    SocialisedLoss = 24,

    /// <summary>A loss that nobody could pay.</summary>
    BadDebt = 25,

    /// <summary>Collateral sold to cover a negative balance.</summary>
    Conversion = 26,

    /// <summary>Funding between longs and shorts.</summary>
    Funding = 30,

    /// <summary>Settlement at expiry or delisting.</summary>
    Settlement = 31,

    /// <summary>The remainder of a pro-rata payment.</summary>
    Remainder = 32,
}
