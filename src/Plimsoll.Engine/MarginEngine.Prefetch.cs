using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;

namespace Plimsoll.Engine;

/// <content>Reading ahead.</content>
public sealed partial class MarginEngine
{
    private long _read;

    /// <summary>Reads what a command that comes soon will be about, so that it is in the processor's caches when it is applied. Changes nothing; worth it for a handful of commands at a time, just before the first of them.</summary>
    /// <remarks>
    /// With a hundred thousand accounts hardly any is in a cache, and a command waits for memory several times in turn. The reads of several commands do not depend on each other, so the
    /// processor waits for them together. docs/performance.md, "Commands".
    /// </remarks>
    /// <param name="command">The command; it may be one that will be refused.</param>
    public void Prefetch(Command command)
    {
        switch (command)
        {
            case PlaceOrder place:
                Read(place.Account);
                break;
            case RecordTrades trades:
                foreach (ref readonly var leg in trades.Legs.Span)
                {
                    Read(leg.Taker);
                    Read(leg.Maker);
                }

                break;
            case CancelOrder cancel:
                Read(_state.Orders.TryGetValue(cancel.Order, out var order) ? order.Account : AccountId.Fees);
                break;
            case TransferCollateral transfer:
                Read(transfer.From);
                Read(transfer.To);
                break;
            case DepositCollateral deposit:
                Read(deposit.Account);
                break;
            default:
                break;
        }
    }

    /// <summary>The sum is kept: what nobody uses would not be read.</summary>
    private void Read(AccountId account)
    {
        if (!_state.IsKnown(account))
        {
            return;
        }

        var row = _state.Account(account);
        long sum = row.Orders.Count + row.Isolated.Count;
        foreach (ref readonly var line in row.Positions)
        {
            sum ^= line.Quantity.Units ^ line.OpenSell.Units;
        }

        foreach (ref readonly var line in row.Balances)
        {
            sum ^= unchecked((long)line.Amount.Units);
        }

        _read = sum ^ (_state.Certificates?.Read(account) ?? 0);
    }
}
