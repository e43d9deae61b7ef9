using System.Numerics;
using Plimsoll.Engine.Accounts;

namespace Plimsoll.Testing.Naive;

/// <summary>What the specification promises after every command, asked of the naive model's own state.</summary>
public static class NaiveInvariants
{
    /// <summary>The first promise that does not hold, in words; null when all hold.</summary>
    public static string? FirstViolation(NaiveEngine engine)
    {
        var state = engine.State;
        return Conservation(state)
            ?? Quantities(state)
            ?? ReduceOnly(state)
            ?? state.Accounts.Select(account => Standing(state, account)).FirstOrDefault(fault => fault is not null);
    }

    private static string? Conservation(NaiveState state)
    {
        for (var asset = 0; asset < state.Assets.Count; asset++)
        {
            var total = Sum(state.Accounts, account => account.Balance(asset));
            if (!total.IsZero)
                return $"LEDG-001: the balances in asset {asset} add up to {total}.";

            var cost = Sum(
                state.Accounts.SelectMany(account => account.Positions),
                each => state.Instruments[each.Key].Settlement == asset ? each.Value.Cost : 0
            );
            var clearing = state.Accounts[AccountId.Clearing.Value].Balance(asset);
            if (cost + clearing != 0)
                return $"LEDG-002: cost {cost} and clearing {clearing} in asset {asset} do not cancel.";
        }

        return null;
    }

    private static string? Quantities(NaiveState state)
    {
        foreach (var instrument in state.Instruments)
        {
            var total = Sum(state.Accounts, account => account.Quantity(instrument.Id));
            if (!total.IsZero)
                return $"LEDG-002: the quantities in instrument {instrument.Id} add up to {total}.";
        }

        return state.Accounts[AccountId.Rounding.Value].Balances.Values.Any(balance => balance.Sign < 0)
            ? "FUND-002: what stays in Rounding is negative."
            : null;
    }

    private static string? ReduceOnly(NaiveState state)
    {
        foreach (
            var group in state
                .Orders.Values.Where(order => order is { IsReduceOnly: true, IsLiquidation: false })
                .GroupBy(order => (order.Account, order.Instrument))
        )
        {
            var held = state.Accounts[group.Key.Account].Quantity(group.Key.Instrument);
            if (
                group.Any(order => order.Remaining.Sign != -held.Sign)
                || Sum(group, order => BigInteger.Abs(order.Remaining)) > BigInteger.Abs(held)
            )
                return $"TRAD-015: the reduce-only orders of {group.Key.Account} in instrument {group.Key.Instrument} exceed its position of {held}.";
        }

        return null;
    }

    private static string? Standing(NaiveState state, NaiveAccount account)
    {
        if (!account.HasLine)
            return account.Condition == AccountCondition.Healthy ? null : $"Account {account.Id} has no line, and is {account.Condition}.";

        if (account.Kind == AccountKind.InsuranceFund && NaiveMargin.NetLiquidationValue(state, account).Sign < 0)
            return $"ADLS-003: the fund {account.Id} is under water.";

        var isBelow = NaiveSolvency.IsBelow(state, account);
        return account.Condition switch
        {
            AccountCondition.InLiquidation => Liquidating(state, account),
            AccountCondition.Held => isBelow && account.Hold != HoldReason.None ? null : $"LIQU-001: {account.Id} is held for nothing.",
            _ => isBelow ? $"LIQU-001: {account.Id} is below its line and {account.Condition}." : null,
        };
    }

    private static string? Liquidating(NaiveState state, NaiveAccount account)
    {
        if (account.Kind == AccountKind.InsuranceFund)
            return $"ADLS-004: the fund {account.Id} is still being restored.";

        var waits = account.Liquidation!.Order is not null || NaiveSolvency.Hold(state, account).Reason != HoldReason.None;
        return waits || state.Now != state.LastTick ? null : $"LIQU-001: the liquidation of {account.Id} waits for nothing.";
    }

    private static BigInteger Sum<T>(IEnumerable<T> items, Func<T, BigInteger> amount) =>
        items.Aggregate(BigInteger.Zero, (sum, item) => sum + amount(item));
}
