namespace Plimsoll.Liquidation.Staged;

/// <summary>One stage of a close-out: when its turn comes, and what it does.</summary>
/// <param name="Name">Its name, once in a list.</param>
/// <param name="Action">What it does.</param>
/// <param name="Amount">The share, the size or the number of tiers that the action speaks of; not used by the others.</param>
/// <param name="EquityBelow">Only while equity is below this multiple of maintenance margin; null for any.</param>
/// <param name="NotionalAbove">Only for positions worth more than this.</param>
/// <param name="FromTier">Only from this tier on, the first is 1.</param>
/// <param name="IsOnce">Whether it is tried once and then passed over.</param>
/// <param name="WaitSeconds">How long the next stage waits afterwards.</param>
public sealed record CloseOutStage(
    string Name,
    CloseOutAction Action,
    decimal Amount,
    decimal? EquityBelow,
    decimal NotionalAbove,
    int FromTier,
    bool IsOnce,
    decimal WaitSeconds
);
