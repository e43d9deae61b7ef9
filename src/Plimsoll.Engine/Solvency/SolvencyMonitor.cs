using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;
using Plimsoll.Engine.Liquidation;
using Plimsoll.Engine.State;
using Plimsoll.Engine.Trading;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency;

/// <summary>After every command: decides each affected account exactly, and has those below their line brought back.</summary>
/// <remarks>
/// Every affected account, one after the other, on the one decision function. When a price moved, that is everybody (<see cref="SolvencyScan.Full"/>, the reference), or
/// everybody who has no certificate of being above the line (<see cref="SolvencyScan.Certified"/>).
/// Source: docs/spec/0007-liquidation.md, "The line" (LIQU-001 … LIQU-003).
/// </remarks>
internal sealed class SolvencyMonitor(
    EngineContext context,
    Margins margins,
    Holds holds,
    Liquidator liquidator,
    ReduceOnlyOrders reduceOnly,
    Bookkeeper books
)
{
    // Each round either ends or acts on an account that it acts on no more; far more rounds than accounts would be a bug.
    private const int RoundLimit = 1_000_000;

    private readonly List<AccountId> _affected = [];
    private readonly List<Case> _cases = [];

    private EngineState State => context.State;

    /// <summary>Decides until nothing is left to decide.</summary>
    public void Settle()
    {
        for (var round = 0; ; round++)
        {
            Invariant.Require(round < RoundLimit);
            var isEverybody = context.IsEverybodyTouched;
            context.TakeTouched(_affected);
            if (_affected.Count == 0)
            {
                State.Certificates?.Owe();
                return;
            }

            _cases.Clear();
            foreach (var id in _affected)
            {
                Classify(State.Account(id));
            }

            // The worst off first, by ratio and then by number; a single case needs no sorting, nor its allocation.
            if (_cases.Count > 1)
            {
                _cases.Sort();
            }

            foreach (var entry in _cases)
            {
                Act(State.Account(entry.Account));
            }

            // Before isolated collateral returns: an order that has nothing left to reduce must not keep it.
            reduceOnly.Trim();
            if (isEverybody)
            {
                // Who was left out as certified, and was closed against somebody in this round, gives back in the same one.
                context.AddTouched(_affected);
            }

            foreach (var id in _affected)
            {
                ReturnIsolated(State.Account(id));
            }
        }
    }

    private void Classify(AccountRow account)
    {
        if (!account.IsMargined)
        {
            return;
        }

        State.Certificates?.Examined(account.Id);
        var (equity, netLiquidationValue) = margins.Equity(account);
        var maintenance = margins.Maintenance(account);
        if (account.Condition == AccountCondition.InLiquidation)
        {
            _cases.Add(new(RatioOf(equity, maintenance), account.Id));
            return;
        }

        if (!IsBelow(account, equity, netLiquidationValue, maintenance))
        {
            Recover(account, equity, maintenance);
            return;
        }

        var (reason, until) = holds.For(account);
        if (reason == HoldReason.None)
        {
            _cases.Add(new(RatioOf(equity, maintenance), account.Id));
        }
        else if (account.Condition != AccountCondition.Held || account.Hold != reason || account.HoldUntil != until)
        {
            context.Emit(new AccountHeld(account.Id, reason, until));
        }
    }

    private void Act(AccountRow account)
    {
        if (account.Condition == AccountCondition.InLiquidation)
        {
            liquidator.Step(account);
            return;
        }

        var (equity, netLiquidationValue) = margins.Equity(account);
        var maintenance = margins.Maintenance(account);
        if (!IsBelow(account, equity, netLiquidationValue, maintenance))
        {
            context.Touch(account.Id);
            return;
        }

        if (account.Condition == AccountCondition.Held)
        {
            context.Emit(new AccountReleased(account.Id));
        }

        liquidator.Start(account, equity, maintenance, netLiquidationValue);
    }

    private bool IsBelow(AccountRow account, Money equity, Money netLiquidationValue, Money maintenance) =>
        SolvencyLine.IsBelow(equity, maintenance, State.Venue.LiquidatesAtLine)
        || (account.Kind == AccountKind.InsuranceFund && netLiquidationValue.IsNegative);

    private void Recover(AccountRow account, Money equity, Money maintenance)
    {
        if (account.Condition == AccountCondition.Held)
        {
            context.Emit(new AccountReleased(account.Id));
        }

        var isCalled = !SolvencyLine.Reaches(equity, maintenance, State.Venue.MarginCallMultiple);
        if (isCalled && account.Condition == AccountCondition.Healthy)
        {
            context.Emit(new MarginCallIssued(account.Id, equity, maintenance));
        }
        else if (!isCalled && account.Condition == AccountCondition.MarginCall)
        {
            context.Emit(new MarginCallEnded(account.Id));
        }
    }

    /// <summary>What an isolated position leaves behind goes back to its parent.</summary>
    private void ReturnIsolated(AccountRow account)
    {
        var isDone =
            account.Kind == AccountKind.Isolated
            && account.Condition is AccountCondition.Healthy or AccountCondition.MarginCall
            && account.Orders.Count == 0
            && account.IsFlat;
        if (!isDone)
        {
            return;
        }

        foreach (var balance in account.Balances)
        {
            if (balance.Amount.IsPositive)
            {
                books.Post(
                    account.Id,
                    account.Parent,
                    balance.Asset,
                    balance.Amount,
                    PostingReason.IsolatedMargin,
                    account.Instrument.Value
                );
            }
        }
    }

    /// <summary>Without maintenance margin there is no ratio: such an account below its line goes first.</summary>
    private static Int128 RatioOf(Money equity, Money maintenance) =>
        maintenance.IsZero ? Int128.MinValue : ExactMath.MulDivSaturating(equity.Units, Rate.NanoPerOne, maintenance.Units, Rounding.Floor);

    private readonly record struct Case(Int128 Ratio, AccountId Account) : IComparable<Case>
    {
        public int CompareTo(Case other)
        {
            var byRatio = Ratio.CompareTo(other.Ratio);
            return byRatio != 0 ? byRatio : Account.CompareTo(other.Account);
        }
    }
}
