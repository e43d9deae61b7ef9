namespace Plimsoll.Testing.Naive;

/// <summary>The ways through the rules that a random world can take; counted so that tests can ask whether all were walked.</summary>
public enum NaiveRoute
{
    /// <summary>A user was warned.</summary>
    MarginCall,

    /// <summary>A pause had lasted its longest.</summary>
    PauseRanOut,

    /// <summary>Below the line in a pause.</summary>
    HeldByPause,

    /// <summary>Below the line in the grace after a pause.</summary>
    HeldByGrace,

    /// <summary>Below the line while a protective window is open.</summary>
    HeldByWindow,

    /// <summary>Below the line while an index has no source.</summary>
    HeldByNoSource,

    /// <summary>A spot order would have taken collateral that margin needs.</summary>
    SpotRefused,

    /// <summary>A reduce-only order had nothing left to reduce.</summary>
    ReduceOnlyClosed,

    /// <summary>A reduce-only order was cut to what its position had left.</summary>
    ReduceOnlyShrunk,

    /// <summary>A liquidation began.</summary>
    LiquidationStarted,

    /// <summary>A liquidation order went out.</summary>
    LiquidationOrder,

    /// <summary>A liquidation order was filled, wholly or in part.</summary>
    LiquidationFill,

    /// <summary>A liquidation order was reported done with something left.</summary>
    BookRefused,

    /// <summary>A liquidation order timed out.</summary>
    TimedOut,

    /// <summary>A liquidation order was recalled.</summary>
    Recalled,

    /// <summary>A recalled order was filled after all.</summary>
    LateFill,

    /// <summary>A liquidation waited for a hold.</summary>
    LiquidationWaits,

    /// <summary>A liquidation ended with positions left.</summary>
    EndedRestored,

    /// <summary>A liquidation ended with nothing left.</summary>
    EndedFlat,

    /// <summary>The fund took lots of a solvent account.</summary>
    Takeover,

    /// <summary>A liquidation fee was cut to what was left.</summary>
    FeeCut,

    /// <summary>An account was bankrupt.</summary>
    Bankrupt,

    /// <summary>The fund took a bankrupt position.</summary>
    BankruptTakeover,

    /// <summary>The fund took a second position of the same bankruptcy.</summary>
    BankruptTakeoverOfSeveral,

    /// <summary>The fund could have carried a further position of a bankruptcy, but not with the deficits that it had taken already.</summary>
    DeficitsTooMany,

    /// <summary>A winner was deleveraged.</summary>
    DeleveragedWinner,

    /// <summary>An account without profit was deleveraged.</summary>
    DeleveragedOther,

    /// <summary>Collateral was sold at the discount.</summary>
    SoldAtDiscount,

    /// <summary>Collateral was sold without its discount, which would have made the account insolvent.</summary>
    SoldInFull,

    /// <summary>A flat account owed more than one asset and had collateral.</summary>
    SeveralDebts,

    /// <summary>The fund paid a deficit.</summary>
    FundPaid,

    /// <summary>A winner gave up profit.</summary>
    WinnerCharged,

    /// <summary>A loss was shared.</summary>
    Socialised,

    /// <summary>A loss was left to nobody.</summary>
    BadDebt,

    /// <summary>A fund below its line with money left was brought back.</summary>
    FundBelowLine,

    /// <summary>A fund below zero was closed out.</summary>
    FundUnderWater,

    /// <summary>An isolated account was liquidated.</summary>
    IsolatedLiquidated,

    /// <summary>Margin moved from the parent for an order.</summary>
    IsolatedTopUp,

    /// <summary>An empty isolated account gave its balance back.</summary>
    IsolatedSwept,

    /// <summary>A source was dropped as stale.</summary>
    SourceStale,

    /// <summary>A source was dropped as not positive.</summary>
    SourceNotPositive,

    /// <summary>A source was dropped as crossed.</summary>
    SourceCrossed,

    /// <summary>A source was dropped as frozen.</summary>
    SourceFrozen,

    /// <summary>A source was dropped as deviating.</summary>
    SourceDeviating,

    /// <summary>A source was on its way back.</summary>
    SourceReturning,

    /// <summary>An index moved by its clamp.</summary>
    IndexClamped,

    /// <summary>An index lost its last source.</summary>
    NoSource,

    /// <summary>A protective window opened.</summary>
    WindowOpened,

    /// <summary>A protective window ran out.</summary>
    WindowExpired,

    /// <summary>A protective window was confirmed.</summary>
    WindowConfirmed,

    /// <summary>The price came back.</summary>
    WindowReturned,

    /// <summary>A mark override was in force.</summary>
    Overridden,

    /// <summary>Funding was paid by longs.</summary>
    FundingByLongs,

    /// <summary>Funding was paid by shorts.</summary>
    FundingByShorts,

    /// <summary>A dated future was settled.</summary>
    Expired,

    /// <summary>An instrument was delisted.</summary>
    Delisted,

    /// <summary>A trade was undone.</summary>
    Busted,

    /// <summary>A trade was corrected.</summary>
    Corrected,

    /// <summary>A trade had several legs.</summary>
    MultiLeg,

    /// <summary>A spot trade was booked.</summary>
    SpotTrade,

    /// <summary>A scheduled change took effect at a tick.</summary>
    ChangeInForce,

    /// <summary>A volatility surface was set.</summary>
    SurfaceSet,

    /// <summary>An option expired in the money.</summary>
    OptionPaid,

    /// <summary>An account went under a scheme of portfolio margin, or from one to another.</summary>
    SchemeChosen,

    /// <summary>An account went back under standard margin.</summary>
    SchemeLeft,

    /// <summary>An account would have needed more under a scheme than it had.</summary>
    SchemeRefused,

    /// <summary>An order would have needed more than an account under portfolio margin had.</summary>
    PortfolioOrderRefused,

    /// <summary>An order reserved more than there was, but once filled the account needs no more than now.</summary>
    RiskReduced,

    /// <summary>An order that only reduces would have taken a hedge away.</summary>
    PortfolioReduceOnlyRefused,

    /// <summary>An increment brought an account under portfolio margin to its target.</summary>
    PortfolioRestoring,

    /// <summary>No increment would have: the one that came nearest.</summary>
    PortfolioNearest,

    /// <summary>Every leg hedged another: the one that hurt least.</summary>
    PortfolioGentlest,

    /// <summary>An account under portfolio margin had nothing left.</summary>
    PortfolioBankrupt,
}
