using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Solvency;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Collateral;

/// <summary>What may leave an account: free collateral, never unrealised profit beyond the venue's rule.</summary>
/// <remarks>Source: docs/spec/0005-ledger.md, "What may leave" (LEDG-010, LEDG-011).</remarks>
internal sealed class Withdrawals(EngineState state, Margins margins)
{
    /// <summary>Whether the account is in a state in which nothing may leave.</summary>
    public static bool IsBlocked(AccountRow account) => account.Condition is AccountCondition.InLiquidation or AccountCondition.Held;

    /// <summary>The one check, for withdrawals, transfers and isolated margin alike.</summary>
    public bool CanLeave(AccountRow account, AssetId asset, Money amount)
    {
        if (account.Balance(asset) - amount < margins.Locked(account, asset))
        {
            return false;
        }

        return account.Kind == AccountKind.MarketMaker
            || amount.IsZero
            || margins.WithdrawableEquity(account, asset, -amount) >= margins.InitialAfter(account, asset, -amount);
    }

    /// <summary>The most that <see cref="CanLeave"/> allows, found by bisection on it.</summary>
    public Money Withdrawable(AccountRow account, AssetId asset)
    {
        var most = account.Balance(asset) - margins.Locked(account, asset);
        if (!most.IsPositive || IsBlocked(account))
        {
            return Money.Zero;
        }

        if (CanLeave(account, asset, most))
        {
            return most;
        }

        var (allowed, refused) = (Int128.Zero, most.Units);
        while (refused - allowed > 1)
        {
            var middle = allowed + ((refused - allowed) / 2);
            if (CanLeave(account, asset, new(middle)))
            {
                allowed = middle;
            }
            else
            {
                refused = middle;
            }
        }

        return new(allowed);
    }

    /// <summary>The refusal when too much is asked for, with what is missing; null when it may leave.</summary>
    public CommandResult? Refusal(AccountRow account, AssetId asset, Money amount)
    {
        if (IsBlocked(account))
        {
            return EngineContext.Refuse(RejectReason.AccountInLiquidation, "Account");
        }

        return CanLeave(account, asset, amount)
            ? null
            : EngineContext.Refuse(RejectReason.InsufficientWithdrawable, "Amount", Missing(account, asset, amount), asset);
    }

    /// <summary>How much too much; at least a unit, for under portfolio margin less may be refused where more is not.</summary>
    private Money Missing(AccountRow account, AssetId asset, Money amount) => Money.Max(new(1), amount - Withdrawable(account, asset));

    /// <summary>Whether the asset is known and the amount positive and bounded.</summary>
    public CommandResult? AmountRefusal(AssetId asset, Money amount)
    {
        if (!state.IsKnown(asset))
        {
            return EngineContext.Refuse(RejectReason.UnknownAsset, "Asset");
        }

        if (!amount.IsPositive)
        {
            return EngineContext.Refuse(RejectReason.AmountNotPositive, "Amount");
        }

        return amount > Plimsoll.Collateral.AssetLimits.MaxAmount ? EngineContext.Refuse(RejectReason.AmountTooLarge, "Amount") : null;
    }
}
