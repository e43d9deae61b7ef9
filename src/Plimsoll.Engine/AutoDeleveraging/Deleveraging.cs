using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;
using Plimsoll.Engine.Liquidation;
using Plimsoll.Engine.State;
using Plimsoll.Engine.Trading;
using Plimsoll.Values;

namespace Plimsoll.Engine.AutoDeleveraging;

/// <summary>Closes a position against the other side of the market, in rank order, at the mark; what winners give up is settled afterwards.</summary>
/// <remarks>Zero-sum, and it always ends: quantities of an instrument add up to zero. Source: docs/spec/0008-deleveraging.md (ADLS-001, ADLS-002).</remarks>
internal sealed class Deleveraging(EngineContext context, Bookkeeper books, AdlQueue queue)
{
    private EngineState State => context.State;

    /// <summary>Closes <paramref name="quantity"/> (with the position's sign) of an account's position.</summary>
    public void Run(AccountRow account, InstrumentId instrument, Quantity quantity, List<GiveUp> giveUps)
    {
        var row = State.Instrument(instrument);
        var left = quantity.Abs();
        foreach (var (winner, score) in queue.Opposite(account, instrument, quantity.Sign))
        {
            if (left.IsZero)
            {
                break;
            }

            var size = winner.Position(instrument).Quantity.Abs();
            var closed = size < left ? size : left;
            var signed = quantity.Sign > 0 ? closed : -closed;
            var value = row.Contract.Value(signed, row.Mark, Rounding.Floor);
            var realised = books.TransferPosition(account, winner, instrument, signed, value, PostingReason.Deleveraging);
            var limit = Money.Max(Money.Zero, realised);
            context.Emit(new PositionDeleveraged(account.Id, winner.Id, instrument, signed, value, Int128.Max(0, score), limit));
            giveUps.Add(new(winner.Id, row.Parameters.SettlementAsset, limit));
            Recall(winner, instrument);
            left -= closed;
        }

        Invariant.Require(left.IsZero);
    }

    /// <summary>An engine order for what is no longer there must not fill.</summary>
    private void Recall(AccountRow winner, InstrumentId instrument)
    {
        var isOut =
            winner.LiquidationOrder != OrderId.None
            && !winner.IsLiquidationOrderRecalled
            && State.Orders[winner.LiquidationOrder].Instrument == instrument;
        if (isOut)
        {
            context.Emit(new LiquidationOrderRecalled(winner.LiquidationOrder, winner.Id));
        }
    }
}
