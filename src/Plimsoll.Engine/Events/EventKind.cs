namespace Plimsoll.Engine.Events;

/// <summary>The kinds of events. Numbers are wire format, never reused.</summary>
public enum EventKind : ushort
{
    /// <summary>No event.</summary>
    None = 0,

    /// <summary>The venue came into being with its rules.</summary>
    VenueOpened = 1,

    /// <summary>An asset was listed.</summary>
    AssetListed = 2,

    /// <summary>An index was listed.</summary>
    IndexListed = 3,

    /// <summary>An instrument was listed.</summary>
    InstrumentListed = 4,

    /// <summary>A scheme of portfolio margin was listed.</summary>
    SchemeListed = 7,

    /// <summary>New parameters were accepted and wait for their time; the event carries them.</summary>
    ChangeScheduled = 5,

    /// <summary>Parameters that were scheduled took effect.</summary>
    ParametersChanged = 6,

    /// <summary>A change that waited for its time was taken back.</summary>
    ChangeWithdrawn = 8,

    /// <summary>New orders in an instrument were stopped.</summary>
    InstrumentHalted = 10,

    /// <summary>New orders in an instrument are let in again.</summary>
    InstrumentResumed = 11,

    /// <summary>An instrument was settled and closed for ever.</summary>
    InstrumentClosed = 12,

    /// <summary>The venue was paused.</summary>
    VenuePaused = 13,

    /// <summary>The venue goes on; liquidations wait for the grace.</summary>
    VenueResumed = 14,

    /// <summary>One key proposed a mark price.</summary>
    MarkOverrideProposed = 15,

    /// <summary>A second key put the proposed mark price into force.</summary>
    MarkOverrideApproved = 16,

    /// <summary>An override or proposal ended.</summary>
    MarkOverrideEnded = 17,

    /// <summary>A command passed all checks; its events follow.</summary>
    CommandAccepted = 19,

    /// <summary>Time moved.</summary>
    ClockAdvanced = 18,

    /// <summary>An account was opened.</summary>
    AccountOpened = 20,

    /// <summary>The venue set what an account may do.</summary>
    AccountStatusChanged = 21,

    /// <summary>An account chose margin mode and leverage for an instrument.</summary>
    MarginModeChanged = 22,

    /// <summary>An account chose another leverage.</summary>
    LeverageChanged = 23,

    /// <summary>An account went under a scheme of portfolio margin, or back under standard margin.</summary>
    SchemeChosen = 24,

    /// <summary>Money moved from one ledger account to another: the only way a balance changes.</summary>
    MoneyPosted = 30,

    /// <summary>A position changed by a fill or transfer: the only way a position changes.</summary>
    PositionChanged = 31,

    /// <summary>An order was accepted and its margin reserved: the matching engine may have it.</summary>
    OrderPlaced = 40,

    /// <summary>An order was changed.</summary>
    OrderAmended = 41,

    /// <summary>Part of an order is gone: filled, or no longer needed.</summary>
    OrderReduced = 42,

    /// <summary>An order is over.</summary>
    OrderClosed = 43,

    /// <summary>A trade was booked.</summary>
    TradeRecorded = 50,

    /// <summary>A trade was undone.</summary>
    TradeBusted = 51,

    /// <summary><see cref="Events.SmileChanged"/>.</summary>
    SmileChanged = 57,

    /// <summary><see cref="Events.SmileRemoved"/>.</summary>
    SmileRemoved = 58,

    /// <summary>A source of an index quoted.</summary>
    SourceQuoted = 60,

    /// <summary>A source was dropped, or came back.</summary>
    SourceStateChanged = 61,

    /// <summary>A dropped source began to look good, or ceased to.</summary>
    SourceGoodSince = 62,

    /// <summary>An index has a new price.</summary>
    IndexPriceChanged = 63,

    /// <summary>A move was too fast to be believed; liquidations that depend on it wait.</summary>
    ProtectiveWindowOpened = 64,

    /// <summary>A protective window closed.</summary>
    ProtectiveWindowClosed = 65,

    /// <summary>A window that expired counts calm time until it may open again.</summary>
    WindowRearming = 59,

    /// <summary>The last source of an index was lost.</summary>
    NoSourceHoldOpened = 66,

    /// <summary>An index has a source again.</summary>
    NoSourceHoldClosed = 67,

    /// <summary>The top of an instrument's book changed.</summary>
    BookQuoted = 68,

    /// <summary>An instrument has a new mark price.</summary>
    MarkPriceChanged = 69,

    /// <summary>Equity fell below the margin-call level.</summary>
    MarginCallIssued = 70,

    /// <summary>Equity is above the margin-call level again.</summary>
    MarginCallEnded = 71,

    /// <summary>An account is below its line, and its liquidation waits for a named reason.</summary>
    AccountHeld = 72,

    /// <summary>A held account no longer waits.</summary>
    AccountReleased = 73,

    /// <summary>An account fell below its line.</summary>
    LiquidationStarted = 80,

    /// <summary>The engine asks the matching engine to close part of a position.</summary>
    LiquidationOrderPlaced = 81,

    /// <summary>The engine asks the matching engine to take a liquidation order back.</summary>
    LiquidationOrderRecalled = 82,

    /// <summary>A liquidation ended.</summary>
    LiquidationEnded = 83,

    /// <summary>The insurance fund took a position at the mark.</summary>
    PositionTakenOver = 84,

    /// <summary>A winner was closed against a position that nobody else could carry.</summary>
    PositionDeleveraged = 85,

    /// <summary>A deleveraged winner gave up profit, so that it was closed at the bankruptcy price.</summary>
    DeleveragingCharged = 86,

    /// <summary>The insurance fund paid what an account could not.</summary>
    DeficitCovered = 87,

    /// <summary>An account bore a share of a loss.</summary>
    LossSocialised = 88,

    /// <summary>Collateral was sold to cover a negative balance.</summary>
    CollateralConverted = 89,

    /// <summary>Funding was paid between longs and shorts.</summary>
    FundingSettled = 90,

    /// <summary>The liquidation fee on a deleveraged part of a position was charged.</summary>
    DeleveragingFeeCharged = 91,
}
