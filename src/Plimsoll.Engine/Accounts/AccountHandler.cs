using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Solvency;
using Plimsoll.Engine.State;
using Plimsoll.Instruments;
using Plimsoll.Values;
using static Plimsoll.Engine.State.EngineContext;

namespace Plimsoll.Engine.Accounts;

/// <summary>Opens accounts and sets what they may do and how they are margined.</summary>
internal sealed class AccountHandler(EngineContext context, Margins margins)
{
    private EngineState State => context.State;

    public CommandResult Handle(OpenAccount command)
    {
        if (command.Owner < 0)
        {
            return Refuse(RejectReason.ParametersInvalid, nameof(command.Owner));
        }

        if (command.Kind is not (AccountKind.User or AccountKind.MarketMaker))
        {
            return Refuse(RejectReason.AccountKindNotAllowed, nameof(command.Kind));
        }

        context.Accept(command);
        var id = new AccountId(State.Accounts.Count);
        context.Emit(new AccountOpened(id, command.Owner, command.Kind, id, default, default));
        return CommandResult.Accepted;
    }

    public CommandResult Handle(SetAccountStatus command)
    {
        if (!State.IsKnown(command.Account))
        {
            return Refuse(RejectReason.UnknownAccount, nameof(command.Account));
        }

        if (command.Status > AccountStatus.Frozen)
        {
            return Refuse(RejectReason.ParametersInvalid, nameof(command.Status));
        }

        if (State.Account(command.Account).Kind is not (AccountKind.User or AccountKind.MarketMaker))
        {
            return Refuse(RejectReason.AccountKindNotAllowed, nameof(command.Account));
        }

        context.Accept(command);
        context.Emit(new AccountStatusChanged(command.Account, command.Status));
        return CommandResult.Accepted;
    }

    public CommandResult Handle(SetMarginMode command)
    {
        if (FirstFault(command.Account, command.Instrument, command.Leverage) is { } refusal)
        {
            return refusal;
        }

        if (command.Mode > MarginMode.Isolated)
        {
            return Refuse(RejectReason.ParametersInvalid, nameof(command.Mode));
        }

        var account = State.Account(command.Account);
        var link = account.Isolated.Find(entry => entry.Instrument == command.Instrument);
        var isolated = link == default ? account : State.Account(link.Account);
        if (IsBusy(account, command.Instrument) || IsBusy(isolated, command.Instrument))
        {
            return Refuse(RejectReason.PositionOrOrdersOpen, nameof(command.Instrument));
        }

        context.Accept(command);
        var unit = command.Mode == MarginMode.Cross ? account.Id : isolated.Id;
        if (command.Mode == MarginMode.Isolated && link == default)
        {
            unit = new(State.Accounts.Count);
            context.Emit(new AccountOpened(unit, account.Owner, AccountKind.Isolated, account.Id, command.Instrument, default));
        }

        context.Emit(new MarginModeChanged(command.Account, command.Instrument, command.Mode, command.Leverage, unit));
        return CommandResult.Accepted;
    }

    public CommandResult Handle(SetLeverage command)
    {
        if (FirstFault(command.Account, command.Instrument, command.Leverage) is { } refusal)
        {
            return refusal;
        }

        var unit = State.UnitOf(State.Account(command.Account), command.Instrument);
        if (unit.Condition is AccountCondition.InLiquidation or AccountCondition.Held)
        {
            return Refuse(RejectReason.AccountInLiquidation, nameof(command.Account));
        }

        var needed = margins.InitialAtLeverage(unit, command.Instrument, command.Leverage);
        var free = margins.FreeEquity(unit, default, default);
        if (needed > margins.Initial(unit) && needed > free)
        {
            return Refuse(RejectReason.InsufficientMargin, nameof(command.Leverage), needed - free);
        }

        context.Accept(command);
        context.Emit(new LeverageChanged(unit.Id, command.Instrument, command.Leverage));
        // A provision for the fee at the bankruptcy price is part of maintenance margin, and leverage moves it.
        context.Touch(unit.Id);
        return CommandResult.Accepted;
    }

    public CommandResult Handle(SetScheme command)
    {
        if (FirstFault(command.Account) is { } refusal)
        {
            return refusal;
        }

        if (!State.IsKnown(command.Scheme))
        {
            return Refuse(RejectReason.UnknownScheme, nameof(command.Scheme));
        }

        var account = State.Account(command.Account);
        if (account.Condition is AccountCondition.InLiquidation or AccountCondition.Held)
        {
            return Refuse(RejectReason.AccountInLiquidation, nameof(command.Account));
        }

        var (initial, maintenance) = margins.UnderScheme(account, command.Scheme);
        var free = margins.FreeEquity(account, default, default);
        var isNoDearer = initial <= margins.Initial(account) && maintenance <= margins.Maintenance(account);
        if (!isNoDearer && initial > free)
        {
            return Refuse(RejectReason.InsufficientMargin, nameof(command.Scheme), initial - free);
        }

        context.Accept(command);
        context.Emit(new SchemeChosen(command.Account, command.Scheme));
        context.Touch(command.Account);
        return CommandResult.Accepted;
    }

    private CommandResult? FirstFault(AccountId account)
    {
        if (!State.IsKnown(account))
        {
            return Refuse(RejectReason.UnknownAccount, "Account");
        }

        if (State.Account(account).Kind != AccountKind.User)
        {
            return Refuse(RejectReason.AccountKindNotAllowed, "Account");
        }

        return State.Account(account).Status == AccountStatus.Frozen ? Refuse(RejectReason.AccountFrozen, "Account") : null;
    }

    private CommandResult? FirstFault(AccountId account, InstrumentId instrument, Leverage leverage)
    {
        if (FirstFault(account) is { } refusal)
        {
            return refusal;
        }

        if (!State.IsKnown(instrument))
        {
            return Refuse(RejectReason.UnknownInstrument, "Instrument");
        }

        var row = State.Instrument(instrument);
        if (row.IsClosed)
        {
            return Refuse(RejectReason.InstrumentClosed, "Instrument");
        }

        if (row.Parameters.Kind == InstrumentKind.Spot)
        {
            return Refuse(RejectReason.SpotHasNoMargin, "Instrument");
        }

        var isWithinTiers =
            leverage == Leverage.Unset || (leverage.IsValid && leverage.InitialMarginRate >= row.Parameters.Margin.LeastInitialRate);
        return isWithinTiers ? null : Refuse(RejectReason.LeverageInvalid, "Leverage");
    }

    private bool IsBusy(AccountRow account, InstrumentId instrument)
    {
        if (!account.Position(instrument).Quantity.IsZero)
        {
            return true;
        }

        foreach (var order in account.Orders)
        {
            if (State.Orders[order].Instrument == instrument)
            {
                return true;
            }
        }

        return !account.LiquidationOrder.Equals(default) && State.Orders[account.LiquidationOrder].Instrument == instrument;
    }
}
