namespace Plimsoll.Liquidation.Staged;

/// <summary>A close-out by stages: the first stage whose turn it is says what is done next.</summary>
/// <remarks>
/// Venues differ in their stages, not in this: cancel orders, give up a part by some rule, and hand over what is left. Source: the liquidation pages of
/// Binance, BitMEX, OKX, Bybit, Hyperliquid and Deribit.
/// </remarks>
public static class StagedCloseOut
{
    /// <summary>The stage whose turn it is; null when none is left.</summary>
    /// <param name="stages">The stages in order.</param>
    /// <param name="position">The account and the position.</param>
    public static CloseOutStage? Next(IEnumerable<CloseOutStage> stages, StagedPosition position)
    {
        ArgumentNullException.ThrowIfNull(stages);
        ArgumentNullException.ThrowIfNull(position);
        return stages.FirstOrDefault(stage => IsItsTurn(stage, position));
    }

    /// <summary>How much of the position a stage closes, in its size; zero for a stage that closes nothing.</summary>
    public static decimal SizeOf(CloseOutStage stage, StagedPosition position)
    {
        ArgumentNullException.ThrowIfNull(stage);
        ArgumentNullException.ThrowIfNull(position);
        return stage.Action switch
        {
            CloseOutAction.CancelOrders => 0,
            CloseOutAction.CloseShare => position.Size * stage.Amount,
            CloseOutAction.CloseSize => Math.Min(position.Size, stage.Amount),
            CloseOutAction.ReduceTiers => position.Size * (position.Notional - CapBelow(stage, position)) / position.Notional,
            _ => position.Size,
        };
    }

    /// <summary>Whether an account is to be liquidated: below where it begins, or once begun, below where it ends.</summary>
    /// <param name="equity">Equity, signed.</param>
    /// <param name="maintenance">Maintenance margin, not negative.</param>
    /// <param name="begins">Multiple of maintenance at which liquidation begins.</param>
    /// <param name="ends">Multiple of maintenance at which it ends, not below the other.</param>
    /// <param name="isRunning">Whether it has begun.</param>
    /// <param name="isLineBelow">Whether equity exactly at the line counts as below.</param>
    public static bool IsDue(decimal equity, decimal maintenance, decimal begins, decimal ends, bool isRunning, bool isLineBelow)
    {
        var line = maintenance * (isRunning ? ends : begins);
        return equity < line || (isLineBelow && equity == line);
    }

    private static bool IsItsTurn(CloseOutStage stage, StagedPosition position) =>
        !(stage.IsOnce && position.Done.Contains(stage.Name))
        && (stage.EquityBelow is not { } multiple || position.Equity < multiple * position.Maintenance)
        && (stage.NotionalAbove == 0 || position.Notional > stage.NotionalAbove)
        && (stage.FromTier <= 1 || position.Tier >= stage.FromTier)
        && (stage.Action != CloseOutAction.CancelOrders || position.HasOrders)
        && (stage.Action != CloseOutAction.ReduceTiers || position.Tier > stage.Amount);

    /// <summary>Where the tier that is to be reached ends.</summary>
    private static decimal CapBelow(CloseOutStage stage, StagedPosition position) => position.TierFloors[position.Tier - (int)stage.Amount];
}
