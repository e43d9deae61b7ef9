namespace Plimsoll.Liquidation.Staged;

/// <summary>What a stage of a close-out does.</summary>
public enum CloseOutAction
{
    /// <summary>Cancels the open orders and looks again.</summary>
    CancelOrders,

    /// <summary>Closes a share of the position.</summary>
    CloseShare,

    /// <summary>Closes a fixed size, or what is left if that is less.</summary>
    CloseSize,

    /// <summary>Closes what stands above the tier that lies so many tiers below the present one.</summary>
    ReduceTiers,

    /// <summary>Closes all of the position in the market.</summary>
    CloseAll,

    /// <summary>Hands all of the position to whoever stands behind the venue.</summary>
    TakeOver,
}
