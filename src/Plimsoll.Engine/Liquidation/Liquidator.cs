using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.InsuranceFund;
using Plimsoll.Engine.Solvency;
using Plimsoll.Engine.State;
using Plimsoll.Engine.Trading;
using Plimsoll.Engine.Views;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Engine.Liquidation;

/// <summary>Brings an account back over its line, one small step at a time: orders, book, insurance fund, deleveraging, shared loss.</summary>
/// <remarks>Source: docs/spec/0007-liquidation.md, "A liquidation" (LIQU-010 … LIQU-020).</remarks>
internal sealed class Liquidator(
    EngineContext context,
    Margins margins,
    Holds holds,
    OrderHandler orders,
    CloseOut closeOut,
    Takeovers takeovers,
    DeficitCover deficits
)
{
    private readonly List<GiveUp> _giveUps = [];

    private EngineState State => context.State;

    /// <summary>Starts: the account's orders are cancelled, and it is looked at again.</summary>
    public void Start(AccountRow account, Money equity, Money maintenance, Money netLiquidationValue)
    {
        context.Emit(new LiquidationStarted(account.Id, equity, maintenance, netLiquidationValue));
        orders.CloseAll(account, OrderCloseReason.Liquidation);
        if (account.Kind == AccountKind.InsuranceFund)
        {
            RestoreFund(account, netLiquidationValue.IsNegative);
        }
        else
        {
            Step(account);
        }
    }

    /// <summary>Goes as far as the account can go now; waits for the matching engine or a hold.</summary>
    public void Step(AccountRow account)
    {
        _giveUps.Clear();
        while (true)
        {
            var (equity, netLiquidationValue) = margins.Equity(account);
            var isRestored = IsRestored(account, equity);
            if (account.LiquidationOrder != OrderId.None)
            {
                var isToRecall = isRestored || account.IsFlat || !netLiquidationValue.IsPositive || IsHeld(account);
                if (isToRecall && !account.IsLiquidationOrderRecalled)
                {
                    context.Emit(new LiquidationOrderRecalled(account.LiquidationOrder, account.Id));
                }

                return;
            }

            if (account.IsFlat || isRestored)
            {
                Finish(account);
                return;
            }

            if (IsHeld(account))
            {
                return;
            }

            if (!netLiquidationValue.IsPositive)
            {
                takeovers.TakeEverything(account, -netLiquidationValue, _giveUps);
                continue;
            }

            if (CloseIncrement(account))
            {
                return;
            }

            // Winners who were closed at the mark while the account still had value owe it nothing.
            _giveUps.Clear();
        }
    }

    /// <summary>Ends the engine's own orders that were not answered in time.</summary>
    public void TimeOutOrders()
    {
        while (State.LiquidationOrders.TryFindOverdue(State.Tick, out var overdue))
        {
            orders.Close(overdue, OrderCloseReason.TimedOut);
        }
    }

    /// <returns>Whether an order went to the book, so that the account now waits.</returns>
    private bool CloseIncrement(AccountRow account)
    {
        var (line, quantity) = closeOut.Increment(account);
        var instrument = State.Instrument(line.Instrument);
        var signed = line.Quantity.Sign > 0 ? quantity : -quantity;
        var isForBook = !account.HasBookRefused && instrument.Trading == TradingState.Trading;
        var limit = isForBook ? closeOut.Limit(account, line, margins.Maintenance(account, line)) : default;
        if (!limit.IsPositive)
        {
            takeovers.TakeAtMark(account, line.Instrument, signed, _giveUps);
            return false;
        }

        context.Emit(
            new LiquidationOrderPlaced(
                new(State.NextOrder),
                account.Id,
                line.Instrument,
                -signed,
                limit,
                instrument.Mark,
                State.Now + State.Venue.LiquidationOrderTimeout
            )
        );
        return true;
    }

    /// <summary>A fund under its line has no time for the book: others take its positions at once.</summary>
    private void RestoreFund(AccountRow fund, bool isUnderWater)
    {
        _giveUps.Clear();
        while (!fund.IsFlat)
        {
            var (equity, netLiquidationValue) = margins.Equity(fund);
            if (IsRestored(fund, equity) && !netLiquidationValue.IsNegative)
            {
                break;
            }

            var (line, _) = closeOut.InOrder(fund)[0];
            var quantity = isUnderWater ? line.Quantity.Abs() : closeOut.LeastLots(fund, line);
            takeovers.Deleverage(fund, line.Instrument, line.Quantity.Sign > 0 ? quantity : -quantity, _giveUps);
        }

        Finish(fund);
    }

    private void Finish(AccountRow account)
    {
        var isFlat = account.IsFlat;
        if (isFlat)
        {
            deficits.Cover(account, _giveUps);
        }

        var outcome =
            !account.HasClosed ? LiquidationOutcome.Cured
            : isFlat ? LiquidationOutcome.Flat
            : LiquidationOutcome.Restored;
        context.Emit(new LiquidationEnded(account.Id, outcome, margins.Equity(account).Equity, margins.Maintenance(account)));
        context.Touch(account.Id);
    }

    /// <summary>Whether a hold applies now: nothing more is closed, and an order that is out must not be filled at a price that is not believed.</summary>
    private bool IsHeld(AccountRow account) => holds.For(account).Reason != HoldReason.None;

    private bool IsRestored(AccountRow account, Money equity) =>
        SolvencyLine.Reaches(equity, margins.Maintenance(account), State.Venue.LiquidationTarget);
}
