using System.Numerics;

namespace Plimsoll.Testing.Naive;

/// <summary>Closing lots against those on the other side: docs/spec/0008, "Deleveraging".</summary>
internal static class NaiveDeleveraging
{
    private static readonly BigInteger MostProfitRate = BigInteger.Pow(10, 18);
    private static readonly BigInteger MostLeverage = BigInteger.Pow(10, 15);

    /// <summary>Closes <paramref name="quantity"/> (signed like the position) of an account against the queue.</summary>
    public static void Run(NaiveState state, NaiveAccount account, NaiveInstrument instrument, BigInteger quantity)
    {
        var left = BigInteger.Abs(quantity);
        foreach (var (winner, isWinner) in Queue(state, account, instrument, quantity.Sign))
        {
            if (left.IsZero)
                return;

            var size = BigInteger.Min(left, BigInteger.Abs(winner.Quantity(instrument.Id)));
            state.Note(isWinner ? NaiveRoute.DeleveragedWinner : NaiveRoute.DeleveragedOther, $"{winner.Id} for {account.Id}");
            Close(state, account, winner, instrument, quantity.Sign * size);
            left -= size;
        }

        if (!left.IsZero)
            throw new InvalidOperationException("All lots always find a counterparty.");
    }

    private static void Close(NaiveState state, NaiveAccount account, NaiveAccount winner, NaiveInstrument instrument, BigInteger quantity)
    {
        var value = NaiveValues.MarkValue(state, instrument, quantity);
        NaiveLedger.Change(state, account.Id, instrument, -quantity, -value);
        var realised = NaiveLedger.Change(state, winner.Id, instrument, quantity, value);
        account.Liquidation!.Winners.Add((winner.Id, instrument.Settlement, BigInteger.Max(0, realised)));
        NaiveLiquidator.RecallIn(state, winner, instrument);
    }

    /// <summary>Winners by score, then the rest, each then by number.</summary>
    private static List<(NaiveAccount Account, bool IsWinner)> Queue(
        NaiveState state,
        NaiveAccount account,
        NaiveInstrument instrument,
        int sign
    ) =>
        [
            .. state
                .Accounts.Where(other => other.HoldsPositions && other.Id != account.Id && other.Quantity(instrument.Id).Sign == -sign)
                .Select(other => (Account: other, Profit: Profit(state, other, instrument)))
                .OrderBy(each => each.Profit.Sign > 0 ? 0 : 1)
                .ThenByDescending(each => each.Profit.Sign > 0 ? Score(state, each.Account, instrument, each.Profit) : 0)
                .ThenBy(each => each.Account.Id)
                .Select(each => (each.Account, each.Profit.Sign > 0)),
        ];

    private static BigInteger Profit(NaiveState state, NaiveAccount account, NaiveInstrument instrument)
    {
        var position = account.Positions[instrument.Id];
        return NaiveValues.MarkValue(state, instrument, position.Quantity) - position.Cost;
    }

    private static BigInteger Score(NaiveState state, NaiveAccount account, NaiveInstrument instrument, BigInteger profit)
    {
        var position = account.Positions[instrument.Id];
        var rate = Ratio.Of(profit * Ratio.Nano, BigInteger.Max(1, BigInteger.Abs(position.Cost))).Floor();
        var notional = NaiveValues.Notional(state, instrument, position.Quantity, instrument.Mark);
        var inNumeraire = NaiveValues.ToNumeraire(state, instrument.Settlement, notional).Ceiling();
        var worth = BigInteger.Max(1, NaiveMargin.NetLiquidationValue(state, account));
        var leverage = Ratio.Of(inNumeraire * Ratio.Nano, worth).Floor();
        return BigInteger.Min(MostProfitRate, rate) * BigInteger.Min(MostLeverage, leverage);
    }
}
