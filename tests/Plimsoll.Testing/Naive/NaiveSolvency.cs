using System.Numerics;
using Plimsoll.Engine.Accounts;

namespace Plimsoll.Testing.Naive;

/// <summary>Who is below the line, and in which order they are dealt with: docs/spec/0007, "The line".</summary>
internal static class NaiveSolvency
{
    private const int RoundsMax = 100_000;

    /// <summary>Decides every affected account, round by round, until nothing is left.</summary>
    public static void Settle(NaiveState state)
    {
        for (var round = 0; state.Affected.Count > 0; round++)
        {
            Round(state);
            if (round > RoundsMax)
                throw new InvalidOperationException("The rounds do not end.");
        }
    }

    public static bool IsBelow(NaiveState state, NaiveAccount account)
    {
        var equity = NaiveMargin.Equity(state, account);
        var maintenance = NaiveMargin.Maintenance(state, account);
        if (maintenance.IsZero)
            return equity.Sign < 0;

        return equity < maintenance || (state.Venue.LiquidatesAtLine && equity == maintenance);
    }

    public static bool IsRestored(NaiveState state, NaiveAccount account) =>
        NaiveMargin.Equity(state, account) >= Target(state, NaiveMargin.Maintenance(state, account));

    public static BigInteger Target(NaiveState state, BigInteger maintenance) =>
        Ratio.Share(maintenance, state.Venue.LiquidationTarget.Nano).Ceiling();

    /// <summary>The first hold that applies, and when it ends at the latest.</summary>
    public static (HoldReason Reason, long Until) Hold(NaiveState state, NaiveAccount account)
    {
        if (account.Kind == AccountKind.InsuranceFund)
            return default;

        if (state.IsPaused)
            return (HoldReason.Pause, state.PausedUntil);

        if (state.Now < state.GraceUntil)
            return (HoldReason.PauseGrace, state.GraceUntil);

        var indices = Dependencies(state, account).Select(id => state.Indices[id]).ToList();
        var windows = indices.Where(index => index.IsWindowOpen).ToList();
        if (windows.Count > 0)
            return (HoldReason.ProtectiveWindow, windows.Max(index => index.WindowUntil));

        var lost = indices.Where(index => index.HasNoSource && state.Now < index.NoSourceUntil).ToList();
        return lost.Count > 0 ? (HoldReason.NoSource, lost.Max(index => index.NoSourceUntil)) : default;
    }

    /// <summary>The indices whose price moves the account.</summary>
    private static SortedSet<int> Dependencies(NaiveState state, NaiveAccount account)
    {
        var indices = new SortedSet<int>();
        var assets = account.Balances.Where(balance => !balance.Value.IsZero).Select(balance => balance.Key).ToHashSet();
        foreach (var instrument in account.Positions.Keys.Select(id => state.Instruments[id]))
        {
            indices.Add(instrument.Parameters.Underlying.Value);
            assets.Add(instrument.Settlement);
        }

        foreach (var index in assets.Select(asset => state.Assets[asset].Index))
        {
            if (index is { } id)
                indices.Add(id.Value);
        }

        return indices;
    }

    private static void Round(NaiveState state)
    {
        var affected = state.Affected.Select(id => state.Accounts[id]).Where(account => account.HasLine).ToList();
        state.Affected.Clear();
        var queue = affected
            .Where(account => account.Liquidation is not null || IsVictim(state, account))
            .Select(account => Rank(state, account))
            .ToList();
        foreach (var (account, _, _) in queue.OrderBy(each => each.HasRatio).ThenBy(each => each.Ratio).ThenBy(each => each.Account.Id))
        {
            if (account.Liquidation is not null)
                NaiveLiquidator.Step(state, account);
            else if (IsBelow(state, account) && Hold(state, account).Reason == HoldReason.None)
                NaiveLiquidator.Start(state, account);
        }

        foreach (var (account, instrument) in ReduceOnly(state))
            NaiveOrders.TrimReduceOnly(state, state.Accounts[account], instrument);

        foreach (var account in affected.Where(account => IsIdle(state, account)))
            Sweep(state, account);
    }

    private static (NaiveAccount Account, bool HasRatio, BigInteger Ratio) Rank(NaiveState state, NaiveAccount account)
    {
        var maintenance = NaiveMargin.Maintenance(state, account);
        return maintenance.IsZero
            ? (account, false, 0)
            : (account, true, Ratio.Of(NaiveMargin.Equity(state, account) * Ratio.Nano, maintenance).Floor());
    }

    /// <summary>Every account and instrument with a reduce-only order.</summary>
    private static List<(int Account, int Instrument)> ReduceOnly(NaiveState state) =>
        [.. state.Orders.Values.Where(order => order.IsReduceOnly).Select(order => (order.Account, order.Instrument)).Distinct()];

    /// <summary>Decides an account that is not in liquidation.</summary>
    private static bool IsVictim(NaiveState state, NaiveAccount account)
    {
        if (!IsBelow(state, account))
        {
            Enter(state, account, Above(state, account), default);
            return false;
        }

        var hold = Hold(state, account);
        if (hold.Reason == HoldReason.None)
            return true;

        Enter(state, account, AccountCondition.Held, hold);
        return false;
    }

    private static AccountCondition Above(NaiveState state, NaiveAccount account)
    {
        var call = Ratio.Share(NaiveMargin.Maintenance(state, account), state.Venue.MarginCallMultiple.Nano).Ceiling();
        return NaiveMargin.Equity(state, account) < call ? AccountCondition.MarginCall : AccountCondition.Healthy;
    }

    private static void Enter(NaiveState state, NaiveAccount account, AccountCondition condition, (HoldReason Reason, long Until) hold)
    {
        if (account.Decided != AccountCondition.MarginCall && condition == AccountCondition.MarginCall)
            state.Note(NaiveRoute.MarginCall, $"{account.Id}");

        if (account.Hold != hold.Reason && Route(hold.Reason) is { } route)
            state.Note(route, $"{account.Id}");

        account.Decided = condition;
        (account.Hold, account.HeldUntil) = hold;
    }

    private static NaiveRoute? Route(HoldReason reason) =>
        reason switch
        {
            HoldReason.Pause => NaiveRoute.HeldByPause,
            HoldReason.PauseGrace => NaiveRoute.HeldByGrace,
            HoldReason.ProtectiveWindow => NaiveRoute.HeldByWindow,
            HoldReason.NoSource => NaiveRoute.HeldByNoSource,
            _ => null,
        };

    /// <summary>An isolated account with nothing to carry gives its balances back.</summary>
    private static void Sweep(NaiveState state, NaiveAccount account)
    {
        foreach (var (asset, balance) in account.Balances.Where(each => each.Value.Sign > 0).OrderBy(each => each.Key).ToList())
        {
            state.Post(account.Id, account.Parent!.Value, asset, balance);
            state.Note(NaiveRoute.IsolatedSwept, $"{account.Id}");
        }
    }

    private static bool IsIdle(NaiveState state, NaiveAccount account) =>
        account.Kind == AccountKind.Isolated && account.Positions.Count == 0 && !account.IsStopped && !state.OrdersOf(account).Any();
}
