using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Trading;
using Plimsoll.Values;

namespace Plimsoll.Engine.Views;

/// <summary>An account as it stands: who it is, what it may do, where it is. What it holds is asked for by itself.</summary>
/// <param name="Account">Its number.</param>
/// <param name="Owner">The owner under whom it is grouped; −1 for the venue's own.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Parent">For an isolated position the account it belongs to; otherwise itself.</param>
/// <param name="Instrument">For an isolated position its instrument.</param>
/// <param name="FundAsset">For an insurance fund its asset.</param>
/// <param name="Status">What it may do.</param>
/// <param name="Scheme">The scheme of portfolio margin, or standard margin.</param>
/// <param name="Condition">Where it stands.</param>
/// <param name="Hold">Why its liquidation waits.</param>
/// <param name="HoldUntil">Until when at the latest.</param>
/// <param name="LiquidationOrder">The engine's order that is out for it; zero for none.</param>
public readonly record struct AccountView(
    AccountId Account,
    int Owner,
    AccountKind Kind,
    AccountId Parent,
    InstrumentId Instrument,
    AssetId FundAsset,
    AccountStatus Status,
    SchemeId Scheme,
    AccountCondition Condition,
    HoldReason Hold,
    Timestamp HoldUntil,
    OrderId LiquidationOrder
);
