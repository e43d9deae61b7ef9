using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Collateral;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Solvency;
using Plimsoll.Engine.State;
using Plimsoll.Engine.Views;
using Plimsoll.Instruments;
using Plimsoll.Values;
using static Plimsoll.Engine.State.EngineContext;

namespace Plimsoll.Engine.Trading;

/// <summary>Whether an order may go to the matching engine: the one check, for placing, amending and "how much more".</summary>
/// <remarks>The order of checks is part of the contract. Source: docs/spec/0006-trading.md, "Orders" (TRAD-010 … TRAD-014).</remarks>
internal sealed class OrderAdmission(EngineState state, Margins margins, Withdrawals withdrawals)
{
    private const int MaxOpenOrders = 200;

    /// <summary>Checks account, instrument and venue: what does not depend on the order's size.</summary>
    public CommandResult? WhoAndWhere(AccountId accountId, InstrumentId instrumentId, bool isReduceOnly, Timestamp at)
    {
        if (!state.IsKnown(accountId))
        {
            return Refuse(RejectReason.UnknownAccount, "Account");
        }

        var account = state.Account(accountId);
        var isKindAllowed =
            account.Kind is AccountKind.User or AccountKind.MarketMaker || (account.Kind == AccountKind.InsuranceFund && isReduceOnly);
        if (!isKindAllowed)
        {
            return Refuse(RejectReason.AccountKindNotAllowed, "Account");
        }

        if (!state.IsKnown(instrumentId))
        {
            return Refuse(RejectReason.UnknownInstrument, "Instrument");
        }

        if (state.IsPausedAt(at))
        {
            return Refuse(RejectReason.VenuePaused, null);
        }

        if (account.Status == AccountStatus.Frozen)
        {
            return Refuse(RejectReason.AccountFrozen, "Account");
        }

        if (Withdrawals.IsBlocked(state.UnitOf(account, instrumentId)))
        {
            return Refuse(RejectReason.AccountInLiquidation, "Account");
        }

        var instrument = state.Instrument(instrumentId);
        if (instrument.Trading != TradingState.Trading)
        {
            return Refuse(RejectReason.InstrumentNotTrading, "Instrument");
        }

        return instrument.Parameters.Expiry <= at ? Refuse(RejectReason.PastExpiry, "Instrument") : null;
    }

    /// <summary>Checks quantity and price against the instrument's grid and limits.</summary>
    public CommandResult? Grid(InstrumentId instrumentId, Quantity quantity, Price limit)
    {
        var instrument = state.Instrument(instrumentId);
        var parameters = instrument.Parameters;
        var isQuantityValid =
            !quantity.IsZero
            && quantity.Units is >= -Quantity.MaxUnits and <= Quantity.MaxUnits
            && quantity.Units % parameters.LotSize.Units == 0
            && quantity.Abs() <= parameters.MaxOrderQuantity;
        if (!isQuantityValid)
        {
            return Refuse(RejectReason.QuantityInvalid, "Quantity");
        }

        var isPriceValid = limit.IsPositive && limit.Units <= Price.MaxUnits && limit.Units % parameters.TickSize.Units == 0;
        if (!isPriceValid)
        {
            return Refuse(RejectReason.PriceInvalid, "LimitPrice");
        }

        return EngineState.FitsScale(instrument, quantity, limit) ? null : Refuse(RejectReason.Overflow, "Quantity");
    }

    /// <summary>Checks the client's number and how many orders are open.</summary>
    public CommandResult? Book(AccountRow unit, long clientOrderId)
    {
        if (clientOrderId < 0)
        {
            return Refuse(RejectReason.ClientOrderIdInUse, "ClientOrderId");
        }

        foreach (var id in unit.Orders)
        {
            if (clientOrderId != 0 && state.Orders[id].ClientOrderId == clientOrderId)
            {
                return Refuse(RejectReason.ClientOrderIdInUse, "ClientOrderId");
            }
        }

        return unit.Orders.Count >= MaxOpenOrders ? Refuse(RejectReason.TooManyOrders, "Account") : null;
    }

    /// <summary>Checks what the order does to the account; <paramref name="old"/> is the order that it replaces, if any.</summary>
    /// <param name="account">The account named in the command: its status counts, and it lends to its isolated position.</param>
    /// <param name="unit">The account that margins the order.</param>
    /// <param name="order">The order as it would be.</param>
    /// <param name="old">The order it replaces, or none.</param>
    /// <param name="fromParent">What must move from the parent first; zero unless isolated.</param>
    public CommandResult? Effect(AccountRow account, AccountRow unit, in OrderRow order, in OrderRow old, out Money fromParent)
    {
        fromParent = Money.Zero;
        var instrument = state.Instrument(order.Instrument);
        if (!instrument.Mark.IsPositive || !state.IsValued(instrument))
        {
            return Refuse(RejectReason.NoMarkPrice, "Instrument");
        }

        if (account.Status == AccountStatus.ReduceOnly && !order.IsReduceOnly)
        {
            return Refuse(RejectReason.AccountReduceOnly, "Account");
        }

        if (state.Index(instrument.Parameters.Underlying).HasNoSource && !order.IsReduceOnly)
        {
            return Refuse(RejectReason.NoSourceLeft, "Instrument");
        }

        if (order.IsReduceOnly)
        {
            if (!Reduces(unit, order, old))
            {
                return Refuse(RejectReason.WouldIncrease, "Quantity");
            }

            // What only reduces a position may still take a hedge away from the others.
            return Margins.IsPortfolio(unit) ? Margin(account, unit, order, old, out fromParent) : null;
        }

        if (instrument.Parameters.Kind == InstrumentKind.Spot && SpotShortfall(unit, order, old) is { } uncovered)
        {
            return uncovered;
        }

        if (unit.Kind == AccountKind.MarketMaker)
        {
            return null;
        }

        return instrument.Parameters.Kind == InstrumentKind.Spot
            ? SpotMargin(unit, order, old)
            : Margin(account, unit, order, old, out fromParent);
    }

    /// <summary>Whether the account can spare what a spot order locks, as if it were withdrawn.</summary>
    /// <remarks>
    /// What the order buys does not count: it may fill wholly, in part or not at all, at any price and with anybody, so all of it gone is the worst of its ends.
    /// Equity after any of them is at least equity without what is locked, because nothing that arrives lowers equity.
    /// </remarks>
    private CommandResult? SpotMargin(AccountRow unit, in OrderRow order, in OrderRow old)
    {
        if (margins.LockOf(order).Amount <= margins.LockOf(old).Amount)
        {
            return null;
        }

        var missing = margins.Initial(unit, old, order) - margins.WithdrawableEquity(unit, default, default, old, order);
        return missing.IsPositive ? Refuse(RejectReason.InsufficientMargin, "Quantity", missing) : null;
    }

    private CommandResult? Margin(AccountRow account, AccountRow unit, in OrderRow order, in OrderRow old, out Money fromParent)
    {
        fromParent = Money.Zero;
        var needed = margins.Initial(unit, old, order);
        var shortfall = needed - FreeWith(unit, order, old, Money.Zero);
        if (!shortfall.IsPositive || needed <= margins.Initial(unit) || ReducesRisk(unit, order, old))
        {
            return null;
        }

        if (unit == account)
        {
            return Refuse(RejectReason.InsufficientMargin, "Quantity", shortfall);
        }

        var asset = SettlementAsset(order.Instrument);
        var available = withdrawals.Withdrawable(account, asset);
        if (FreeWith(unit, order, old, available) < needed)
        {
            return Refuse(RejectReason.InsufficientMargin, "Quantity", needed - FreeWith(unit, order, old, available));
        }

        fromParent = LeastThatCovers(unit, order, old, needed, available);
        return null;
    }

    /// <summary>Whether an account under a scheme would need no more with the order filled than without any order, or than it has free.</summary>
    /// <remarks>What a scheme reserves counts every charge at its dearest, so an order that hedges may reserve more than the position needs. docs/spec/0022 (PACC-028).</remarks>
    private bool ReducesRisk(AccountRow unit, in OrderRow order, in OrderRow old)
    {
        if (!Margins.IsPortfolio(unit))
        {
            return false;
        }

        var (bare, free) = (margins.InitialWithoutOrders(unit), FreeWith(unit, order, old, Money.Zero));
        return margins.InitialIfFilled(unit, old, order) + margins.LossOf(order) <= (bare > free ? bare : free);
    }

    /// <summary>The least amount out of 0 … <paramref name="available"/> with which the isolated account covers <paramref name="needed"/>.</summary>
    private Money LeastThatCovers(AccountRow unit, in OrderRow order, in OrderRow old, Money needed, Money available)
    {
        var (tooLittle, enough) = (Int128.Zero, available.Units);
        while (enough - tooLittle > 1)
        {
            var middle = tooLittle + ((enough - tooLittle) / 2);
            if (FreeWith(unit, order, old, new(middle)) >= needed)
            {
                enough = middle;
            }
            else
            {
                tooLittle = middle;
            }
        }

        return new(enough);
    }

    private Money FreeWith(AccountRow unit, in OrderRow order, in OrderRow old, Money added) =>
        margins.FreeEquity(unit, SettlementAsset(order.Instrument), added, old, order);

    private AssetId SettlementAsset(InstrumentId instrument) => state.Instrument(instrument).Parameters.SettlementAsset;

    private CommandResult? SpotShortfall(AccountRow unit, in OrderRow order, in OrderRow old)
    {
        var (asset, amount) = margins.LockOf(order);
        var free = unit.Balance(asset) - margins.Locked(unit, asset, old);
        return free >= amount ? null : Refuse(RejectReason.InsufficientBalance, "Quantity", amount - free, asset);
    }

    private bool Reduces(AccountRow unit, in OrderRow order, in OrderRow old)
    {
        var held = unit.Position(order.Instrument).Quantity;
        if (held.Sign != -order.Remaining.Sign)
        {
            return false;
        }

        var reducing = order.Remaining.Abs();
        foreach (var id in unit.Orders)
        {
            var other = state.Orders[id];
            if (id != old.Id && other.IsReduceOnly && other.Instrument == order.Instrument)
            {
                reducing += other.Remaining.Abs();
            }
        }

        return reducing <= held.Abs();
    }
}
