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

        return IsOverVenueCap(state, command.Asset.Value, (BigInteger)command.Amount.Units)
            ? RejectReason.VenueCapReached
            : Post(state, AccountId.Outside.Value, account.Id, command.Asset, command.Amount);
    }

    public static RejectReason FundInsurance(NaiveState state, FundInsurance command)
    {
        if (AmountFault(state, command.Asset, command.Amount) is var fault && fault != RejectReason.None)
            return fault;

        if (IsOverVenueCap(state, command.Asset.Value, (BigInteger)command.Amount.Units))
            return RejectReason.VenueCapReached;

        return state.FundOf(command.Asset.Value) is { } fund
            ? Post(state, AccountId.Outside.Value, fund.Id, command.Asset, command.Amount)
            : RejectReason.NoInsuranceFund;
    }

    public static RejectReason Withdraw(NaiveState state, WithdrawCollateral command)
    {
        if (state.Find(command.Account) is not { } account)
            return RejectReason.UnknownAccount;

        if (!account.IsTrader)
            return RejectReason.AccountKindNotAllowed;

        if (Stop(account) is var stop && stop != RejectReason.None)
            return stop;

        if (AmountFault(state, command.Asset, command.Amount) is var fault && fault != RejectReason.None)
            return fault;

        if (!NaiveMargin.CanWithdraw(state, account, command.Asset.Value, (BigInteger)command.Amount.Units))
            return RejectReason.InsufficientWithdrawable;

        return state.IsPaused ? RejectReason.VenuePaused : Post(state, account.Id, AccountId.Outside.Value, command.Asset, command.Amount);
    }

    public static RejectReason Transfer(NaiveState state, TransferCollateral command)
    {
        if (state.Find(command.From) is not { } from || state.Find(command.To) is not { } to)
            return RejectReason.UnknownAccount;

        if (!from.IsTrader || !to.IsTrader)
            return RejectReason.AccountKindNotAllowed;

        if (Stop(from) is var stop && stop != RejectReason.None)
            return stop;

        if (from.Owner != to.Owner)
            return RejectReason.OwnersDiffer;

        if (from == to)
            return RejectReason.SameAccount;

        if (AmountFault(state, command.Asset, command.Amount) is var fault && fault != RejectReason.None)
            return fault;

        return NaiveMargin.CanWithdraw(state, from, command.Asset.Value, (BigInteger)command.Amount.Units)
            ? Post(state, from.Id, to.Id, command.Asset, command.Amount)
            : RejectReason.InsufficientWithdrawable;
    }

    private static RejectReason Stop(NaiveAccount account)
    {
        if (account.Status == AccountStatus.Frozen)
            return RejectReason.AccountFrozen;

        return account.IsStopped ? RejectReason.AccountInLiquidation : RejectReason.None;
    }

    private static RejectReason AmountFault(NaiveState state, AssetId asset, Money amount)
    {
        if (asset.Value >= state.Assets.Count)
            return RejectReason.UnknownAsset;

        if (amount.Units <= 0)
            return RejectReason.AmountNotPositive;

        return amount.Units > AssetLimits.MaxAmount.Units ? RejectReason.AmountTooLarge : RejectReason.None;
    }

    private static bool IsOverVenueCap(NaiveState state, int asset, BigInteger amount) =>
        amount - state.Accounts[AccountId.Outside.Value].Balance(asset) > (BigInteger)state.Assets[asset].VenueCap.Units;

    private static RejectReason Post(NaiveState state, int from, int to, AssetId asset, Money amount)
    {
        state.Post(from, to, asset.Value, (BigInteger)amount.Units);
        return RejectReason.None;
    }
}
