using System.Numerics;
using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;

namespace Plimsoll.Testing.Naive;

/// <summary>Opening accounts, their status, margin mode and leverage: docs/spec/0006, "Accounts".</summary>
internal static class NaiveAccounts
{
    public static RejectReason Open(NaiveState state, OpenAccount command)
    {
        if (command.Owner < 0)
            return RejectReason.ParametersInvalid;

        if (command.Kind is not (AccountKind.User or AccountKind.MarketMaker))
            return RejectReason.AccountKindNotAllowed;

        state.OpenAccount(command.Kind, command.Owner);
        return RejectReason.None;
    }

    public static RejectReason SetStatus(NaiveState state, SetAccountStatus command)
    {
        if (!Enum.IsDefined(command.Status))
            return RejectReason.ParametersInvalid;

        if (state.Find(command.Account) is not { } account)
            return RejectReason.UnknownAccount;

        if (!account.IsTrader)
            return RejectReason.AccountKindNotAllowed;

        account.Status = command.Status;
        return RejectReason.None;
    }

    public static RejectReason SetMode(NaiveState state, SetMarginMode command)
    {
        if (!Enum.IsDefined(command.Mode))
            return RejectReason.ParametersInvalid;

        if (Fault(state, command.Account, command.Instrument.Value) is var fault && fault != RejectReason.None)
            return fault;

        var account = state.Find(command.Account)!;
        var instrument = state.Instruments[command.Instrument.Value];
        var unit = state.UnitOf(account, instrument.Id);
        if (!unit.Quantity(instrument.Id).IsZero || state.OrdersOf(unit).Any(order => order.Instrument == instrument.Id))
            return RejectReason.PositionOrOrdersOpen;

        if (IsLeverageInvalid(instrument, command.Leverage.Hundredths))
            return RejectReason.LeverageInvalid;

        Enter(state, account, instrument.Id, command.Mode);
        state.UnitOf(account, instrument.Id).Leverages[instrument.Id] = command.Leverage.Hundredths;
        return RejectReason.None;
    }

    public static RejectReason SetLeverage(NaiveState state, SetLeverage command)
    {
        if (Fault(state, command.Account, command.Instrument.Value) is var fault && fault != RejectReason.None)
            return fault;

        var instrument = state.Instruments[command.Instrument.Value];
        if (IsLeverageInvalid(instrument, command.Leverage.Hundredths))
            return RejectReason.LeverageInvalid;

        var unit = state.UnitOf(state.Find(command.Account)!, instrument.Id);
        var with = NaivePortfolio.Of(state, unit);
        with.Leverages[instrument.Id] = command.Leverage.Hundredths;
        var required = NaiveMargin.Initial(state, with);
        if (required > NaiveMargin.Initial(state, unit) && required > NaiveMargin.FreeEquity(state, with))
            return RejectReason.InsufficientMargin;

        unit.Leverages[instrument.Id] = command.Leverage.Hundredths;
        return RejectReason.None;
    }

    public static RejectReason MoveMargin(NaiveState state, MoveIsolatedMargin command)
    {
        if (Fault(state, command.Account, command.Instrument.Value) is var fault && fault != RejectReason.None)
            return fault;

        var account = state.Find(command.Account)!;
        var instrument = state.Instruments[command.Instrument.Value];
        if (!account.IsolatedModes.Contains(instrument.Id))
            return RejectReason.NotIsolated;

        BigInteger amount = command.Amount.Units;
        if (BigInteger.Abs(amount) > (BigInteger)AssetLimits.MaxAmount.Units)
            return RejectReason.AmountTooLarge;

        if (amount.IsZero)
            return RejectReason.AmountZero;

        var unit = state.UnitOf(account, instrument.Id);
        var (from, to) = amount.Sign > 0 ? (account, unit) : (unit, account);
        if (from.IsStopped)
            return RejectReason.AccountInLiquidation;

        if (!NaiveMargin.CanWithdraw(state, from, instrument.Settlement, BigInteger.Abs(amount)))
            return RejectReason.InsufficientWithdrawable;

        state.Post(from.Id, to.Id, instrument.Settlement, BigInteger.Abs(amount));
        return RejectReason.None;
    }

    /// <summary>What margin mode, leverage and isolated margin ask of account and instrument alike.</summary>
    private static RejectReason Fault(NaiveState state, AccountId id, int instrument)
    {
        if (state.Find(id) is not { } account)
            return RejectReason.UnknownAccount;

        if (account.Kind != AccountKind.User)
            return RejectReason.AccountKindNotAllowed;

        if (account.Status == AccountStatus.Frozen)
            return RejectReason.AccountFrozen;

        if (instrument >= state.Instruments.Count)
            return RejectReason.UnknownInstrument;

        if (state.Instruments[instrument].IsClosed)
            return RejectReason.InstrumentClosed;

        return state.Instruments[instrument].IsSpot ? RejectReason.SpotHasNoMargin : RejectReason.None;
    }

    /// <summary>Unset, or between 1x and what the lowest tier's initial rate allows.</summary>
    private static bool IsLeverageInvalid(NaiveInstrument instrument, int hundredths)
    {
        if (hundredths == 0)
            return false;

        BigInteger lowest = instrument.Parameters.Tiers.Tiers[0].InitialMarginRate.Nano;
        return hundredths < 100 || hundredths > 100_000 || hundredths * lowest > 100 * Ratio.Nano;
    }

    private static void Enter(NaiveState state, NaiveAccount account, int instrument, MarginMode mode)
    {
        if (mode == MarginMode.Cross)
        {
            account.IsolatedModes.Remove(instrument);
            return;
        }

        account.IsolatedModes.Add(instrument);
        if (!account.IsolatedAccounts.ContainsKey(instrument))
            account.IsolatedAccounts[instrument] = state.OpenAccount(AccountKind.Isolated, account.Owner, account.Id, instrument).Id;
    }
}
