using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency;

/// <summary>Why the liquidation of an account must wait now, and until when at the latest.</summary>
/// <remarks>Source: docs/spec/0007-liquidation.md, "Holds" (LIQU-001, LIQU-018).</remarks>
internal sealed class Holds(EngineState state)
{
    /// <summary>The first reason that applies, with its bound.</summary>
    public (HoldReason Reason, Timestamp Until) For(AccountRow account)
    {
        if (account.Kind == AccountKind.InsuranceFund)
        {
            return default;
        }

        if (state.IsPaused)
        {
            return (HoldReason.Pause, state.PausedUntil);
        }

        if (state.Now < state.GraceUntil)
        {
            return (HoldReason.PauseGrace, state.GraceUntil);
        }

        var window = default(Timestamp);
        var noSource = default(Timestamp);
        foreach (ref readonly var position in account.Positions)
        {
            if (!position.Quantity.IsZero)
            {
                Widen(state.Instrument(position.Instrument).Parameters.Underlying, ref window, ref noSource);
            }
        }

        foreach (ref readonly var balance in account.Balances)
        {
            if (state.Market.Asset(balance.Asset).Asset.Index is { } index && (!balance.Amount.IsZero || Settles(account, balance.Asset)))
            {
                Widen(index, ref window, ref noSource);
            }
        }

        if (window != default)
        {
            return (HoldReason.ProtectiveWindow, window);
        }

        return noSource != default ? (HoldReason.NoSource, noSource) : default;
    }

    private void Widen(IndexId id, ref Timestamp window, ref Timestamp noSource)
    {
        var index = state.Index(id);
        if (index.IsWindowOpen && index.WindowUntil > window)
        {
            window = index.WindowUntil;
        }

        if (index.HasNoSource && state.Now < index.NoSourceUntil && index.NoSourceUntil > noSource)
        {
            noSource = index.NoSourceUntil;
        }
    }

    private bool Settles(AccountRow account, AssetId asset)
    {
        foreach (ref readonly var position in account.Positions)
        {
            if (!position.Quantity.IsZero && state.Instrument(position.Instrument).Parameters.SettlementAsset == asset)
            {
                return true;
            }
        }

        return false;
    }
}
