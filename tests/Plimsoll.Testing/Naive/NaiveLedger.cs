using System.Numerics;
using Plimsoll.Engine.Accounts;

namespace Plimsoll.Testing.Naive;

/// <summary>How a fill or transfer changes a position: docs/spec/0005.</summary>
internal static class NaiveLedger
{
    /// <summary>Gives an account <paramref name="quantity"/> for <paramref name="value"/>; posts what it realises and returns it.</summary>
    public static BigInteger Change(NaiveState state, int accountId, NaiveInstrument instrument, BigInteger quantity, BigInteger value)
    {
        var account = state.Accounts[accountId];
        var position = account.Positions.GetValueOrDefault(instrument.Id);
        var (after, realised) = Apply(position, quantity, value);
        account.Positions.Remove(instrument.Id);
        if (!after.Quantity.IsZero)
            account.Positions[instrument.Id] = after;

        state.Affected.Add(accountId);
        state.Trace.Add($"position of {accountId} in {instrument.Id}: {quantity} for {value} -> {after.Quantity}, cost {after.Cost}");
        PostRealised(state, accountId, instrument.Settlement, realised);
        return realised;
    }

    public static void PostRealised(NaiveState state, int account, int asset, BigInteger realised)
    {
        var clearing = AccountId.Clearing.Value;
        if (realised.Sign > 0)
            state.Post(clearing, account, asset, realised);
        else
            state.Post(account, clearing, asset, -realised);
    }

    public static (NaivePosition After, BigInteger Realised) Apply(NaivePosition position, BigInteger quantity, BigInteger value)
    {
        var (q, c) = (position.Quantity, position.Cost);
        if (q.IsZero || q.Sign == quantity.Sign)
            return (new(q + quantity, c + value), 0);

        var (held, size) = (BigInteger.Abs(q), BigInteger.Abs(quantity));
        if (size <= held)
        {
            var released = size == held ? c : Ratio.Of(c * size, held).Ceiling();
            return (new(q + quantity, c - released), -value - released);
        }

        var closing = Ratio.Of(value * held, size).Floor();
        return (new(q + quantity, value - closing), -closing - c);
    }
}
