namespace Plimsoll.Simulation.Replay;

/// <summary>The kinds of steps of a liquidation.</summary>
public enum LiquidationStepKind
{
    /// <summary>An order went to the book; the price is its limit.</summary>
    Order = 0,

    /// <summary>The book filled; the amount is the fee.</summary>
    Fill = 1,

    /// <summary>The order was taken back.</summary>
    Recalled = 2,

    /// <summary>The insurance fund took over; the amount is the fee.</summary>
    Takeover = 3,

    /// <summary>Winners were closed against it.</summary>
    Deleveraged = 4,

    /// <summary>Collateral was sold.</summary>
    Converted = 5,

    /// <summary>The insurance fund paid the deficit.</summary>
    Deficit = 6,

    /// <summary>Deleveraged winners gave up profit.</summary>
    GivenUp = 7,

    /// <summary>The loss was shared.</summary>
    Socialised = 8,

    /// <summary>Money arrived from the trader.</summary>
    Deposit = 9,

    /// <summary>The liquidation fee on what winners closed; the amount is the fee.</summary>
    DeleveragingFee = 10,
}
