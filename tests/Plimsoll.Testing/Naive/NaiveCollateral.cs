using System.Numerics;
using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Values;

namespace Plimsoll.Testing.Naive;

/// <summary>Money in, out and between accounts: docs/spec/0005.</summary>
internal static class NaiveCollateral
{
    public static RejectReason Deposit(NaiveState state, DepositCollateral command)
    {
        if (state.Find(command.Account) is not { } account)
            return RejectReason.UnknownAccount;

        if (!account.IsTrader)
            return RejectReason.AccountKindNotAllowed;

        if (AmountFault(state, command.Asset, command.Amount) is var fault && fault != RejectReason.None)
            return fault;

        return IsOver(state, command.Asset.Value, command.Amount, state.Assets[command.Asset.Value].VenueCap)
            ? RejectReason.VenueCapReached
            : Post(state, AccountId.Outside.Value, account.Id, command.Asset, command.Amount);
    }

    public static RejectReason FundInsurance(NaiveState state, FundInsurance command)
    {
        if (AmountFault(state, command.Asset, command.Amount) is var fault && fault != RejectReason.None)
            return fault;

        if (state.FundOf(command.Asset.Value) is not { } fund)
            return RejectReason.NoInsuranceFund;

        // Not a deposit: the venue's own cap does not bind it, only the largest total there may be.
        return IsOver(state, command.Asset.Value, command.Amount, AssetLimits.MaxAmount)
            ? RejectReason.VenueCapReached
            : Post(state, AccountId.Outside.Value, fund.Id, command.Asset, command.Amount);
    }

    public static RejectReason Withdraw(NaiveState state, WithdrawCollateral command)
    {
        if (state.Find(command.Account) is not { } account)
            return RejectReason.UnknownAccount;

        if (!account.IsTrader)
            return RejectReason.AccountKindNotAllowed;

        if (account.Status == AccountStatus.Frozen)
            return RejectReason.AccountFrozen;

        if (AmountFault(state, command.Asset, command.Amount) is var fault && fault != RejectReason.None)
            return fault;

        return Give(state, account, AccountId.Outside.Value, command.Asset, (BigInteger)command.Amount.Units);
    }

    public static RejectReason Transfer(NaiveState state, TransferCollateral command)
    {
        if (state.Find(command.From) is not { } from)
            return RejectReason.UnknownAccount;

        if (!from.IsTrader)
            return RejectReason.AccountKindNotAllowed;

        if (state.Find(command.To) is not { } to)
            return RejectReason.UnknownAccount;

        if (!to.IsTrader)
            return RejectReason.AccountKindNotAllowed;

        if (from.Status == AccountStatus.Frozen)
            return RejectReason.AccountFrozen;

        if (from.Owner != to.Owner)
            return RejectReason.OwnersDiffer;

        if (from == to)
            return RejectReason.SameAccount;

        if (AmountFault(state, command.Asset, command.Amount) is var fault && fault != RejectReason.None)
            return fault;

        return Give(state, from, to.Id, command.Asset, (BigInteger)command.Amount.Units);
    }

    /// <summary>Moves what the giver can spare: out, across, or into and out of an isolated position.</summary>
    public static RejectReason Give(NaiveState state, NaiveAccount from, int to, AssetId asset, BigInteger amount)
    {
        if (state.IsPaused)
            return RejectReason.VenuePaused;

        if (from.IsStopped)
            return RejectReason.AccountInLiquidation;

        if (!NaiveMargin.CanWithdraw(state, from, asset.Value, amount))
            return RejectReason.InsufficientWithdrawable;

        state.Post(from.Id, to, asset.Value, amount);
        return RejectReason.None;
    }

    private static RejectReason AmountFault(NaiveState state, AssetId asset, Money amount)
    {
        if (asset.Value >= state.Assets.Count)
            return RejectReason.UnknownAsset;

        if (amount.Units <= 0)
            return RejectReason.AmountNotPositive;

        return amount.Units > AssetLimits.MaxAmount.Units ? RejectReason.AmountTooLarge : RejectReason.None;
    }

    private static bool IsOver(NaiveState state, int asset, Money amount, Money most) =>
        (BigInteger)amount.Units - state.Accounts[AccountId.Outside.Value].Balance(asset) > (BigInteger)most.Units;

    private static RejectReason Post(NaiveState state, int from, int to, AssetId asset, Money amount)
    {
        state.Post(from, to, asset.Value, (BigInteger)amount.Units);
        return RejectReason.None;
    }
}
