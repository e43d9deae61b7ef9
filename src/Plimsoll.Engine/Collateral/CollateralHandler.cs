using Plimsoll.Collateral;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Ledger;
using Plimsoll.Engine.State;
using static Plimsoll.Engine.State.EngineContext;

namespace Plimsoll.Engine.Collateral;

/// <summary>Lets money in, out and across.</summary>
internal sealed class CollateralHandler(EngineContext context, Bookkeeper books, Withdrawals withdrawals)
{
    private EngineState State => context.State;

    public CommandResult Handle(DepositCollateral command)
    {
        if (FirstFault(command.Account, nameof(command.Account)) is { } refusal)
        {
            return refusal;
        }

        if (withdrawals.AmountRefusal(command.Asset, command.Amount) is { } amountRefusal)
        {
            return amountRefusal;
        }

        // What the venue holds is what the outside world lacks.
        var held = -State.Account(AccountId.Outside).Balance(command.Asset);
        var cap = State.Market.Asset(command.Asset).Asset.VenueCap;
        if (held + command.Amount > cap)
        {
            return Refuse(RejectReason.VenueCapReached, nameof(command.Amount), held + command.Amount - cap, command.Asset);
        }

        context.Accept(command);
        books.Post(AccountId.Outside, command.Account, command.Asset, command.Amount, PostingReason.Deposit, 0);
        return CommandResult.Accepted;
    }

    public CommandResult Handle(WithdrawCollateral command)
    {
        var refusal =
            FirstFault(command.Account, nameof(command.Account))
            ?? Frozen(command.Account)
            ?? withdrawals.AmountRefusal(command.Asset, command.Amount)
            ?? Paused(command)
            ?? withdrawals.Refusal(State.Account(command.Account), command.Asset, command.Amount);
        if (refusal is { } found)
        {
            return found;
        }

        context.Accept(command);
        books.Post(command.Account, AccountId.Outside, command.Asset, command.Amount, PostingReason.Withdrawal, 0);
        return CommandResult.Accepted;
    }

    public CommandResult Handle(TransferCollateral command)
    {
        var refusal =
            FirstFault(command.From, nameof(command.From))
            ?? FirstFault(command.To, nameof(command.To))
            ?? Frozen(command.From)
            ?? Strangers(command.From, command.To)
            ?? withdrawals.AmountRefusal(command.Asset, command.Amount)
            ?? Paused(command)
            ?? withdrawals.Refusal(State.Account(command.From), command.Asset, command.Amount);
        if (refusal is { } found)
        {
            return found;
        }

        context.Accept(command);
        books.Post(command.From, command.To, command.Asset, command.Amount, PostingReason.Transfer, 0);
        return CommandResult.Accepted;
    }

    public CommandResult Handle(MoveIsolatedMargin command)
    {
        var refusal = FirstFault(command.Account, nameof(command.Account)) ?? NotUser(command.Account) ?? Frozen(command.Account);
        if (refusal is { } found)
        {
            return found;
        }

        if (!State.IsKnown(command.Instrument))
        {
            return Refuse(RejectReason.UnknownInstrument, nameof(command.Instrument));
        }

        var parent = State.Account(command.Account);
        var unit = State.UnitOf(parent, command.Instrument);
        if (unit == parent)
        {
            return Refuse(RejectReason.NotIsolated, nameof(command.Instrument));
        }

        if (command.Amount.IsZero)
        {
            return Refuse(RejectReason.AmountZero, nameof(command.Amount));
        }

        var (giver, receiver) = command.Amount.IsPositive ? (parent, unit) : (unit, parent);
        var asset = State.Instrument(command.Instrument).Parameters.SettlementAsset;
        if (command.Amount.Units > AssetLimits.MaxAmount.Units || command.Amount.Units < -AssetLimits.MaxAmount.Units)
        {
            return Refuse(RejectReason.AmountTooLarge, nameof(command.Amount));
        }

        if ((Paused(command) ?? withdrawals.Refusal(giver, asset, command.Amount.Abs())) is { } refused)
        {
            return refused;
        }

        context.Accept(command);
        books.Post(giver.Id, receiver.Id, asset, command.Amount.Abs(), PostingReason.IsolatedMargin, command.Instrument.Value);
        return CommandResult.Accepted;
    }

    public CommandResult Handle(FundInsurance command)
    {
        if (withdrawals.AmountRefusal(command.Asset, command.Amount) is { } refusal)
        {
            return refusal;
        }

        if (State.FundOf(command.Asset) is not { } fund)
        {
            return Refuse(RejectReason.NoInsuranceFund, nameof(command.Asset));
        }

        var held = -State.Account(AccountId.Outside).Balance(command.Asset);
        if (held + command.Amount > AssetLimits.MaxAmount)
        {
            return Refuse(
                RejectReason.VenueCapReached,
                nameof(command.Amount),
                held + command.Amount - AssetLimits.MaxAmount,
                command.Asset
            );
        }

        context.Accept(command);
        books.Post(AccountId.Outside, fund.Id, command.Asset, command.Amount, PostingReason.FundContribution, 0);
        return CommandResult.Accepted;
    }

    private CommandResult? FirstFault(AccountId account, string field)
    {
        if (!State.IsKnown(account))
        {
            return Refuse(RejectReason.UnknownAccount, field);
        }

        return State.Account(account).Kind is AccountKind.User or AccountKind.MarketMaker
            ? null
            : Refuse(RejectReason.AccountKindNotAllowed, field);
    }

    /// <summary>Only users can have isolated positions.</summary>
    private CommandResult? NotUser(AccountId account) =>
        State.Account(account).Kind == AccountKind.User ? null : Refuse(RejectReason.AccountKindNotAllowed, "Account");

    private CommandResult? Frozen(AccountId account) =>
        State.Account(account).Status == AccountStatus.Frozen ? Refuse(RejectReason.AccountFrozen, "Account") : null;

    private CommandResult? Paused(Command command) => State.IsPausedAt(command.At) ? Refuse(RejectReason.VenuePaused, null) : null;

    private CommandResult? Strangers(AccountId from, AccountId to)
    {
        if (State.Account(from).Owner != State.Account(to).Owner)
        {
            return Refuse(RejectReason.OwnersDiffer, "To");
        }

        return from == to ? Refuse(RejectReason.SameAccount, "To") : null;
    }
}
