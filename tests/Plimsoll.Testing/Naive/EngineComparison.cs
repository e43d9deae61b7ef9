using System.Numerics;
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Values;

namespace Plimsoll.Testing.Naive;

/// <summary>Holds the engine against the naive model, through the engine's public queries alone.</summary>
public static class EngineComparison
{
    /// <summary>The first difference, in words: what, expected (the naive model), actual (the engine); null when they agree.</summary>
    public static string? Compare(MarginEngine real, NaiveEngine naive)
    {
        var state = naive.State;
        if (real.AccountCount != state.Accounts.Count)
            return Differ("accounts", state.Accounts.Count, real.AccountCount);

        return Prices(real, state) ?? Funds(real, state) ?? First(state.Accounts, account => Account(real, naive, account));
    }

    /// <summary>
    /// Holds one account's withdrawable amount of each asset against the naive model: dear, so not part of <see cref="Compare"/>; so dear under portfolio margin
    /// that <paramref name="turn"/> says which one asset is looked at there.
    /// </summary>
    public static string? CompareWithdrawable(MarginEngine real, NaiveEngine naive, AccountId account, int turn) =>
        First(
            Enumerable
                .Range(0, naive.State.Assets.Count)
                .Where(asset => naive.State.Accounts[account.Value].Scheme == 0 || asset == turn % naive.State.Assets.Count),
            asset =>
                Check(
                    $"account {account.Value}, withdrawable of asset {asset}",
                    naive.Withdrawable(account, new((byte)asset)),
                    (BigInteger)real.Withdrawable(account, new((byte)asset)).Units
                )
        );

    /// <summary>Asks the naive model whether the engine's largest order is accepted, and one lot more is not.</summary>
    public static string? CompareLargestOrder(MarginEngine real, NaiveEngine naive, AccountId account, InstrumentId instrument, int side)
    {
        var state = naive.State;
        var row = state.Instruments[instrument.Value];
        var tick = row.Parameters.TickSize.Units;
        var limit = new Price((long)BigInteger.Max(tick, row.Mark / tick * tick));
        var lot = row.Parameters.LotSize.Units;
        var largest = real.LargestOrder(account, instrument, side, limit).Units;
        var order = new PlaceOrder(new(state.Now), account, instrument, new(side * largest), limit, false, 0);
        var isAccepted = largest == 0 || naive.WouldAccept(order);
        var isMoreAccepted = naive.WouldAccept(order with { Quantity = new(side * (largest + lot)) });
        return Check(
            $"account {account.Value}, largest order {side * largest} in {instrument.Value} at {limit}",
            (true, false),
            (isAccepted, isMoreAccepted)
        );
    }

    private static string? Prices(MarginEngine real, NaiveState state) =>
        First(
            Enumerable.Range(0, state.Indices.Count),
            index => Check($"index {index}, price", state.Indices[index].Price, real.IndexPrice(new((ushort)index)).Units)
        )
        ?? First(
            state.Instruments.Where(instrument => !instrument.IsClosed),
            instrument => Check($"instrument {instrument.Id}, mark", instrument.Mark, real.MarkPrice(new((ushort)instrument.Id)).Units)
        );

    private static string? Funds(MarginEngine real, NaiveState state) =>
        First(
            Enumerable.Range(0, state.Assets.Count),
            asset => Check($"asset {asset}, fund", state.FundOf(asset)?.Id ?? -1, real.InsuranceFundOf(new((byte)asset))?.Value ?? -1)
        );

    private static string? Account(MarginEngine real, NaiveEngine naive, NaiveAccount account)
    {
        var id = new AccountId(account.Id);
        var name = $"account {account.Id} ({account.Kind})";
        return Check($"{name}, kind", account.Kind, real.KindOf(id))
            ?? Check($"{name}, scheme", account.Scheme, real.SchemeOf(id).Value)
            ?? Holdings(real, naive.State, account, name)
            ?? (account.HoldsPositions ? Margin(real, naive, id, name) : null)
            ?? (account.HoldsPositions ? Check($"{name}, condition", account.Condition, real.ConditionOf(id)) : null);
    }

    private static string? Holdings(MarginEngine real, NaiveState state, NaiveAccount account, string name)
    {
        var id = new AccountId(account.Id);
        return First(
                Enumerable.Range(0, state.Assets.Count),
                asset =>
                    Check($"{name}, balance of asset {asset}", account.Balance(asset), (BigInteger)real.Balance(id, new((byte)asset)).Units)
            ) ?? (account.HoldsPositions ? First(state.Instruments, instrument => Position(real, state, account, instrument, name)) : null);
    }

    private static string? Position(MarginEngine real, NaiveState state, NaiveAccount account, NaiveInstrument instrument, string name)
    {
        var id = new AccountId(account.Id);
        var expected = account.Positions.GetValueOrDefault(instrument.Id);
        var (quantity, cost) = real.PositionOf(id, new((ushort)instrument.Id));
        var where = $"{name}, instrument {instrument.Id}";
        return Check($"{where}, quantity", expected.Quantity, quantity.Units)
            ?? Check($"{where}, cost", expected.Cost, (BigInteger)cost.Units)
            ?? Check(
                $"{where}, margin unit",
                state.UnitOf(account, instrument.Id).Id,
                real.MarginUnitOf(id, new((ushort)instrument.Id)).Value
            );
    }

    private static string? Margin(MarginEngine real, NaiveEngine naive, AccountId id, string name)
    {
        var expected = naive.MarginOf(id);
        var actual = real.MarginOf(id);
        return Check($"{name}, equity", expected.Equity, (BigInteger)actual.Equity.Units)
            ?? Check($"{name}, net liquidation value", expected.NetLiquidationValue, (BigInteger)actual.NetLiquidationValue.Units)
            ?? Check($"{name}, initial margin", expected.InitialMargin, (BigInteger)actual.InitialMargin.Units)
            ?? Check($"{name}, maintenance margin", expected.MaintenanceMargin, (BigInteger)actual.MaintenanceMargin.Units);
    }

    private static string? First<T>(IEnumerable<T> items, Func<T, string?> difference) =>
        items.Select(difference).FirstOrDefault(found => found is not null);

    private static string? Check<T>(string what, T expected, T actual)
        where T : notnull => expected.Equals(actual) ? null : Differ(what, expected, actual);

    private static string Differ(string what, object expected, object actual) => $"{what}: expected {expected}, actual {actual}";
}
