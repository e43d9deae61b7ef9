namespace Plimsoll.Engine;

/// <summary>Why a command was refused. Numbers are wire format, never reused; docs/spec/0010-refusals.md documents each. Nothing changes on a refusal.</summary>
/// <remarks>A handler checks in ascending order of what it can know; the order is part of the contract and tested.</remarks>
public enum RejectReason
{
    /// <summary>Accepted.</summary>
    None = 0,

    // 1xx: the command itself
    /// <summary>The command is stamped before the previous one; stamp commands in order.</summary>
    TimeBeforePrevious = 101,

    /// <summary>The engine does not know this type of command; upgrade the engine or the sender.</summary>
    UnknownCommand = 102,

    /// <summary>A change cannot take effect before the command; give the command's own time or later.</summary>
    EffectiveTimeInPast = 103,

    /// <summary>A parameter is out of its range; the field names it.</summary>
    ParametersInvalid = 104,

    /// <summary>Identity, scales, payoff and assets are fixed at listing; the field names what differs.</summary>
    ParameterNotChangeable = 105,

    /// <summary>Ids are dense: use the next free number.</summary>
    IdNotNext = 106,

    /// <summary>The venue lists as many as it can.</summary>
    LimitReached = 107,

    /// <summary>The numbers are too large to be carried exactly (docs/spec/0002, limits of scale); use smaller ones.</summary>
    Overflow = 108,

    /// <summary>A stamp must lie before the year 2200; stamps are nanoseconds since 1970.</summary>
    TimeOutOfRange = 109,

    /// <summary>No change of this number waits for its time.</summary>
    UnknownChange = 110,

    // 2xx: accounts
    /// <summary>There is no account of this number.</summary>
    UnknownAccount = 201,

    /// <summary>This kind of account cannot do this.</summary>
    AccountKindNotAllowed = 202,

    /// <summary>The venue has frozen the account; only deposits are possible.</summary>
    AccountFrozen = 203,

    /// <summary>The venue lets the account only reduce; send reduce-only orders.</summary>
    AccountReduceOnly = 204,

    /// <summary>The account is being liquidated; deposit to stop it, or wait.</summary>
    AccountInLiquidation = 205,

    /// <summary>Transfers go only between accounts of one owner.</summary>
    OwnersDiffer = 206,

    /// <summary>Close position and orders in the instrument first.</summary>
    PositionOrOrdersOpen = 207,

    /// <summary>The account has no isolated position in this instrument; set the margin mode first.</summary>
    NotIsolated = 208,

    /// <summary>Leverage must lie between 1x and what the lowest tier allows.</summary>
    LeverageInvalid = 209,

    /// <summary>The two accounts must differ.</summary>
    SameAccount = 210,

    /// <summary>There is no scheme of portfolio margin of this number.</summary>
    UnknownScheme = 211,

    // 3xx: assets and money
    /// <summary>There is no asset of this number.</summary>
    UnknownAsset = 301,

    /// <summary>The amount must be above zero.</summary>
    AmountNotPositive = 302,

    /// <summary>The amount passes 10^27 units.</summary>
    AmountTooLarge = 303,

    /// <summary>The venue takes in no more of this asset; the shortfall says how much too much.</summary>
    VenueCapReached = 304,

    /// <summary>The account cannot spare this much: margin, locked amounts and unrealised profit stay; the shortfall says how much is missing.</summary>
    InsufficientWithdrawable = 305,

    /// <summary>A spot order must be covered by the balance; the shortfall says how much is missing.</summary>
    InsufficientBalance = 306,

    /// <summary>The asset settles no instrument, so it has no fund.</summary>
    NoInsuranceFund = 307,

    /// <summary>The amount must not be zero.</summary>
    AmountZero = 308,

    // 4xx: instruments
    /// <summary>There is no instrument of this number.</summary>
    UnknownInstrument = 401,

    /// <summary>The instrument is halted, expired or delisted.</summary>
    InstrumentNotTrading = 402,

    /// <summary>The instrument is expired or delisted.</summary>
    InstrumentClosed = 403,

    /// <summary>Only perpetuals pay funding.</summary>
    NotPerpetual = 404,

    /// <summary>Only dated futures and options expire.</summary>
    NotDatedFuture = 405,

    /// <summary>The expiry lies in the future.</summary>
    NotExpiredYet = 406,

    /// <summary>The funding interval has not ended.</summary>
    FundingNotDue = 407,

    /// <summary>The instrument is halted already.</summary>
    AlreadyHalted = 408,

    /// <summary>The instrument is not halted.</summary>
    NotHalted = 409,

    /// <summary>Spot instruments have neither leverage nor margin mode.</summary>
    SpotHasNoMargin = 410,

    /// <summary>The instrument has expired and awaits settlement.</summary>
    PastExpiry = 411,

    // 5xx: orders
    /// <summary>There is no open order of this number.</summary>
    UnknownOrder = 501,

    /// <summary>The quantity must be a non-zero multiple of the lot, within the order limit.</summary>
    QuantityInvalid = 502,

    /// <summary>The price must be a positive multiple of the tick.</summary>
    PriceInvalid = 503,

    /// <summary>A reduce-only order (with those already open) must not exceed the position, nor stand on its side.</summary>
    WouldIncrease = 504,

    /// <summary>Free collateral does not cover the initial margin; the shortfall says how much is missing.</summary>
    InsufficientMargin = 505,

    /// <summary>The account has an open order under this number.</summary>
    ClientOrderIdInUse = 506,

    /// <summary>Orders of the engine cannot be amended or cancelled from outside.</summary>
    OrderIsLiquidation = 507,

    /// <summary>An amended order keeps its side.</summary>
    SideChanged = 508,

    /// <summary>The account has as many open orders as it may.</summary>
    TooManyOrders = 509,

    // 6xx: trades
    /// <summary>A trade needs at least one leg.</summary>
    NoLegs = 601,

    /// <summary>Trade ids are above zero and used once among the trades that are kept (the venue parameter TradesKept); older ids are forgotten, and each trade must be sent once.</summary>
    TradeIdInvalid = 602,

    /// <summary>The trade is not known, busted already, or too old to change.</summary>
    UnknownTrade = 603,

    /// <summary>Taker and maker must be two different accounts that can hold positions.</summary>
    TradeHasOneSide = 604,

    // 7xx: prices
    /// <summary>There is no index of this number.</summary>
    UnknownIndex = 701,

    /// <summary>The index has no source of this number.</summary>
    UnknownSource = 702,

    /// <summary>The instrument has no mark price yet.</summary>
    NoMarkPrice = 703,

    /// <summary>A key is above zero; the approver must not be the proposer.</summary>
    KeyInvalid = 704,

    /// <summary>No mark override was proposed (or it has run out, or it is another than the one that was named).</summary>
    NoProposal = 705,

    /// <summary>No mark override is proposed or in force.</summary>
    NoOverride = 706,

    /// <summary>A price must be positive and at most 10^15 units.</summary>
    PriceOutOfRange = 707,

    /// <summary>No index price was seen in the delivery window.</summary>
    NoDeliveryPrice = 708,

    /// <summary>The index has no source: only orders that reduce are accepted.</summary>
    NoSourceLeft = 709,

    /// <summary>The index has no price yet, which a surface is measured against.</summary>
    NoIndexPrice = 710,

    /// <summary>A surface has at least one expiry.</summary>
    NoSlices = 711,

    /// <summary>An expiry of a surface lies after the command.</summary>
    SliceExpired = 712,

    /// <summary>The expiries of a surface rise, each once.</summary>
    SlicesNotRising = 713,

    /// <summary>A forward or a smile parameter is out of its range, or the smile falls below zero; the field names it.</summary>
    SmileOutOfRange = 714,

    // 8xx: the venue
    /// <summary>The venue is paused.</summary>
    VenuePaused = 801,

    /// <summary>The venue is paused already.</summary>
    AlreadyPaused = 802,

    /// <summary>The venue is not paused.</summary>
    NotPaused = 803,
}
