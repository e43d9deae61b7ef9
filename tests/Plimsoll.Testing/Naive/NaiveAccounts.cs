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
        if (state.Find(command.Account) is not { } account)
            return RejectReason.UnknownAccount;

        if (!Enum.IsDefined(command.Status))
            return RejectReason.ParametersInvalid;

        if (!account.IsTrader)
            return RejectReason.AccountKindNotAllowed;

        account.Status = command.Status;
        return RejectReason.None;
    }

    public static RejectReason SetMode(NaiveState state, SetMarginMode command)
    {
        if (Fault(state, command.Account, command.Instrument.Value, command.Leverage.Hundredths) is var fault && fault != RejectReason.None)
            return fault;

        if (!Enum.IsDefined(command.Mode))
            return RejectReason.ParametersInvalid;

        var account = state.Find(command.Account)!;
        var instrument = state.Instruments[command.Instrument.Value];
        if (IsBusy(state, account, instrument.Id))
            return RejectReason.PositionOrOrdersOpen;

        Enter(state, account, instrument.Id, command.Mode);
        state.UnitOf(account, instrument.Id).Leverages[instrument.Id] = command.Leverage.Hundredths;
        return RejectReason.None;
    }

    public static RejectReason SetLeverage(NaiveState state, SetLeverage command)
    {
        if (Fault(state, command.Account, command.Instrument.Value, command.Leverage.Hundredths) is var fault && fault != RejectReason.None)
            return fault;

        var instrument = state.Instruments[command.Instrument.Value];
        var unit = state.UnitOf(state.Find(command.Account)!, instrument.Id);
        if (unit.IsStopped)
            return RejectReason.AccountInLiquidation;

        var with = NaivePortfolio.Of(state, unit);
        with.Leverages[instrument.Id] = command.Leverage.Hundredths;
        var required = NaiveMargin.Initial(state, with);
        if (required > NaiveMargin.Initial(state, unit) && required > NaiveMargin.FreeEquity(state, with))
            return RejectReason.InsufficientMargin;

        unit.Leverages[instrument.Id] = command.Leverage.Hundredths;
        state.Affected.Add(unit.Id);
        return RejectReason.None;
    }

    public static RejectReason MoveMargin(NaiveState state, MoveIsolatedMargin command)
    {
        if (Who(state, command.Account) is var who && who != RejectReason.None)
            return who;

        if (command.Instrument.Value >= state.Instruments.Count)
            return RejectReason.UnknownInstrument;

        var account = state.Find(command.Account)!;
        var instrument = state.Instruments[command.Instrument.Value];
        if (!account.IsolatedModes.Contains(instrument.Id))
            return RejectReason.NotIsolated;

        BigInteger amount = command.Amount.Units;
        if (amount.IsZero)
            return RejectReason.AmountZero;

        if (BigInteger.Abs(amount) > (BigInteger)AssetLimits.MaxAmount.Units)
            return RejectReason.AmountTooLarge;

        var unit = state.UnitOf(account, instrument.Id);
        var (from, to) = amount.Sign > 0 ? (account, unit) : (unit, account);
        return NaiveCollateral.Give(state, from, to.Id, new((byte)instrument.Settlement), BigInteger.Abs(amount));
    }

    private static RejectReason Who(NaiveState state, AccountId id)
    {
        if (state.Find(id) is not { } account)
            return RejectReason.UnknownAccount;

        if (account.Kind != AccountKind.User)
            return RejectReason.AccountKindNotAllowed;

        return account.Status == AccountStatus.Frozen ? RejectReason.AccountFrozen : RejectReason.None;
    }

    /// <summary>What margin mode and leverage ask alike.</summary>
    private static RejectReason Fault(NaiveState state, AccountId id, int instrument, int hundredths)
    {
        if (Who(state, id) is var who && who != RejectReason.None)
            return who;

        if (instrument >= state.Instruments.Count)
            return RejectReason.UnknownInstrument;

        if (state.Instruments[instrument].IsClosed)
            return RejectReason.InstrumentClosed;

        if (state.Instruments[instrument].IsSpot)
            return RejectReason.SpotHasNoMargin;

        return IsLeverageInvalid(state.Instruments[instrument], hundredths) ? RejectReason.LeverageInvalid : RejectReason.None;
    }

    /// <summary>Unset, or between 1x and what the lowest tier's initial rate allows.</summary>
    private static bool IsLeverageInvalid(NaiveInstrument instrument, int hundredths)
    {
        if (hundredths == 0)
            return false;

        // Both in billionths, rounded up.
        var lowest = NaiveSchedules.LowestInitialRate(instrument.Parameters.Margin);
        return hundredths < 100 || hundredths > 100_000 || Ratio.Of(100 * Ratio.Nano, hundredths).Ceiling() < lowest;
    }

    /// <summary>Whether the account, or its isolated account, has a position or an order in the instrument.</summary>
    private static bool IsBusy(NaiveState state, NaiveAccount account, int instrument)
    {
        var units = new List<NaiveAccount> { account };
        if (account.IsolatedAccounts.TryGetValue(instrument, out var isolated))
            units.Add(state.Accounts[isolated]);

        return units.Any(unit => !unit.Quantity(instrument).IsZero || state.OrdersOf(unit).Any(order => order.Instrument == instrument));
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
