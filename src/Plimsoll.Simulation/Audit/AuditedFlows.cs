using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;

namespace Plimsoll.Simulation.Audit;

/// <summary>What a command moved, per account, held against what its events say should have moved.</summary>
/// <remarks>
/// <para>Money in less cost taken on must be minus the value received: quantity × price of a trade, quantity × mark of a takeover or a
/// deleveraging, all computed here; so must fees, deficits, shares of losses, sales of collateral. Funding of every position is computed at the
/// auditor's own rate, a bust gives back what its trade moved, and a settlement pays every position at the auditor's own delivery price.</para>
/// <para>Money from and to outside, between accounts of one owner, and bad debt are in no event but their postings.
/// docs/spec/0011-replay.md (REPL-041).</para>
/// </remarks>
internal sealed class AuditedFlows(
    List<AuditedAsset> assets,
    List<AuditedInstrument> instruments,
    AuditedPositions positions,
    Func<int, long> indexPrice
)
{
    // Those that can still be undone, and the order in which they become too old for that.
    private readonly Dictionary<long, TradeRecorded> _trades = [];
    private readonly Queue<long> _tradeIds = [];
    private int _tradesKept;
    private int _faults;
    private long _stamp;
    private long? _tick;

    // What was posted or entered less what was announced; all must be zero when the command is over.
    private readonly Dictionary<(int Account, int Asset), Int128> _money = [];
    private readonly Dictionary<(int Account, int Instrument), Int128> _quantities = [];

    public void Change(VenueParameters venue) => _tradesKept = venue.TradesKept;

    /// <summary>Folds an event that moves or announces something; others change nothing.</summary>
    /// <param name="batch">The events.</param>
    /// <param name="i">Which.</param>
    /// <param name="accounts">How many accounts there are.</param>
    public void Fold(AuditBatch batch, int i, int accounts)
    {
        switch (batch.KindAt(i))
        {
            case EventKind.MoneyPosted:
                Posted(batch.As<MoneyPosted>(i));
                break;
            case EventKind.PositionChanged:
                Changed(batch.As<PositionChanged>(i));
                break;
            case EventKind.CommandAccepted:
                _stamp = batch.As<CommandAccepted>(i).At.Nanoseconds;
                break;
            case EventKind.ClockAdvanced:
                Pass(batch.As<ClockAdvanced>(i).At.Nanoseconds);
                break;
            case EventKind.TradeRecorded:
                var trade = batch.As<TradeRecorded>(i);
                Announce(trade, 1);
                Keep(trade);
                break;
            case EventKind.TradeBusted:
                Bust(batch.As<TradeBusted>(i).TradeId);
                break;
            case EventKind.InstrumentClosed:
                Settle(batch.As<InstrumentClosed>(i), accounts);
                break;
            case EventKind.PositionTakenOver:
                var takeover = batch.As<PositionTakenOver>(i);
                Transfer(takeover.Account, takeover.Fund, takeover.Instrument.Value, takeover.Quantity.Units, takeover.Value.Units);
                Pay(takeover.Account, takeover.Fund, instruments[takeover.Instrument.Value].Settlement, takeover.Fee.Units);
                break;
            case EventKind.PositionDeleveraged:
                var closed = batch.As<PositionDeleveraged>(i);
                Transfer(closed.Account, closed.Winner, closed.Instrument.Value, closed.Quantity.Units, closed.Value.Units);
                break;
            case EventKind.DeleveragingFeeCharged:
                var fee = batch.As<DeleveragingFeeCharged>(i);
                Pay(fee.Account, fee.Fund, instruments[fee.Instrument.Value].Settlement, fee.Fee.Units);
                break;
            case EventKind.DeleveragingCharged:
                var charged = batch.As<DeleveragingCharged>(i);
                Pay(charged.Winner, charged.Account, charged.Asset.Value, charged.Amount.Units);
                break;
            case EventKind.DeficitCovered:
                var deficit = batch.As<DeficitCovered>(i);
                Pay(deficit.Fund, deficit.Account, deficit.Asset.Value, deficit.Amount.Units);
                break;
            case EventKind.LossSocialised:
                var loss = batch.As<LossSocialised>(i);
                Pay(loss.Bearer, loss.Account, loss.Asset.Value, loss.Amount.Units);
                break;
            case EventKind.CollateralConverted:
                var sold = batch.As<CollateralConverted>(i);
                Pay(sold.Account, AccountId.Conversion, sold.Sold.Value, sold.SoldAmount.Units);
                Pay(AccountId.Conversion, sold.Account, sold.Bought.Value, sold.BoughtAmount.Units);
                break;
            case EventKind.FundingSettled:
                Fund(batch.As<FundingSettled>(i), accounts);
                break;
        }
    }

    /// <summary>Ends a command: tells what did not add up, and forgets it.</summary>
    /// <param name="note">Gets asset and imbalance.</param>
    /// <returns>How many quantities did not add up.</returns>
    public int Close(Action<int, Int128> note)
    {
        var faults = _faults;
        _faults = 0;
        foreach (var ((_, asset), left) in _money)
        {
            note(asset, left);
        }

        foreach (var (_, left) in _quantities)
        {
            faults += left == 0 ? 0 : 1;
        }

        _money.Clear();
        _quantities.Clear();
        return faults;
    }

    private static bool IsAnnounced(PostingReason reason) =>
        reason
            is PostingReason.Trade
                or PostingReason.TradingFee
                or PostingReason.LiquidationFee
                or PostingReason.Takeover
                or PostingReason.Deleveraging
                or PostingReason.Deficit
                or PostingReason.SocialisedLoss
                or PostingReason.Conversion
                or PostingReason.Funding
                or PostingReason.Bust
                or PostingReason.Settlement
                or PostingReason.Remainder;

    private void Posted(in MoneyPosted posted)
    {
        if (IsAnnounced(posted.Reason))
        {
            Add(posted.From.Value, posted.Asset.Value, -posted.Amount.Units);
            Add(posted.To.Value, posted.Asset.Value, posted.Amount.Units);
        }
    }

    private void Changed(in PositionChanged changed)
    {
        if (IsAnnounced(changed.Reason))
        {
            Add(changed.Account.Value, instruments[changed.Instrument.Value].Settlement, -changed.Cost.Units);
            AddQuantity(changed.Account, changed.Instrument.Value, changed.Quantity.Units);
        }
    }

    /// <summary>What a trade moves; times −1, what its undoing moves.</summary>
    private void Announce(in TradeRecorded trade, int times)
    {
        var instrument = instruments[trade.Instrument.Value];
        var value = instrument.ValueUp(trade.Quantity.Units, trade.Price.Units);
        Pay(trade.Taker, trade.Maker, instrument.Settlement, value * times);
        if (instrument.HasMargin)
        {
            AddQuantity(trade.Taker, trade.Instrument.Value, -trade.Quantity.Units * times);
            AddQuantity(trade.Maker, trade.Instrument.Value, trade.Quantity.Units * times);
        }
        else
        {
            var decimals = assets[instrument.Base].Decimals - instrument.QuantityDecimals;
            Pay(trade.Maker, trade.Taker, instrument.Base, trade.Quantity.Units * AuditMath.TenTo(decimals) * times);
        }

        var feesTo = trade.IsLiquidation == Flag.Yes ? new(assets[instrument.Settlement].Fund) : AccountId.Fees;
        Pay(trade.Taker, feesTo, instrument.Settlement, trade.TakerFee.Units * times);
        Pay(trade.Maker, AccountId.Fees, instrument.Settlement, trade.MakerFee.Units * times);
    }

    private void Keep(in TradeRecorded trade)
    {
        _trades[trade.TradeId] = trade;
        _tradeIds.Enqueue(trade.TradeId);
        while (_tradeIds.Count > _tradesKept)
        {
            _trades.Remove(_tradeIds.Dequeue());
        }
    }

    /// <summary>Only what was traded can be undone, and once.</summary>
    private void Bust(long id)
    {
        if (_trades.Remove(id, out var trade))
        {
            Announce(trade, -1);
        }
        else
        {
            _faults++;
        }
    }

    private void Pass(long to)
    {
        foreach (var instrument in instruments)
        {
            if (!instrument.IsClosed)
            {
                instrument.Accrual.Pass(_tick ?? to, to, instrument.Mark, indexPrice(instrument.Underlying));
            }
        }

        _tick = to;
    }

    /// <summary>Every position is closed at its value, rounded down; what is rounded off is left over.</summary>
    /// <remarks>Past its expiry an instrument may be settled or delisted, and no event says which: the price must be that of the one or of the other.</remarks>
    private void Settle(in InstrumentClosed closed, int accounts)
    {
        var id = (int)closed.Instrument.Value;
        var instrument = instruments[id];
        instrument.IsClosed = true;
        if (!instrument.HasMargin)
        {
            return;
        }

        var atExpiry = instrument.Accrual.SettlementPrice(_tick ?? _stamp, _stamp, indexPrice(instrument.Underlying));
        var stated = closed.SettlementPrice.Units;
        var price = stated == instrument.Mark ? stated : atExpiry ?? instrument.Mark;
        Expect(instrument.Settlement, stated, price);
        for (var account = AccountId.Reserved; account < accounts; account++)
        {
            _faults += positions.Quantity(account, id) == 0 ? 0 : 1;
        }

        Int128 residue = 0;
        foreach (var (key, change) in _quantities.Where(entry => entry.Key.Instrument == id).ToList())
        {
            var value = instrument.ValueDown(-change, price);
            Pay(AccountId.Clearing, new(key.Account), instrument.Settlement, value);
            residue -= value;
            _quantities[key] = 0;
        }

        Pay(AccountId.Clearing, AccountId.Rounding, instrument.Settlement, residue);
    }

    /// <summary>A position and its value at the mark go from one account to another; the value that the event states must be the one found here.</summary>
    private void Transfer(AccountId giver, AccountId receiver, int instrument, long quantity, Int128 stated)
    {
        var settlement = instruments[instrument].Settlement;
        var value = instruments[instrument].Worth(quantity).Value;
        Pay(receiver, giver, settlement, value);
        AddQuantity(giver, instrument, quantity);
        AddQuantity(receiver, instrument, -quantity);
        Expect(settlement, stated, value);
    }

    /// <summary>What an event states must be what was found here, even where no account has lost by it.</summary>
    private void Expect(int asset, Int128 stated, Int128 found) => Add(AccountId.Outside.Value, asset, stated - found);

    private void Fund(in FundingSettled funding, int accounts)
    {
        var instrument = instruments[funding.Instrument.Value];
        var rate = instrument.Accrual.TakeFundingRate();
        Expect(instrument.Settlement, funding.FundingRate.Nano, rate);
        Expect(instrument.Settlement, funding.MarkPrice.Units, instrument.Mark);
        for (var account = AccountId.Reserved; account < accounts; account++)
        {
            var quantity = positions.Quantity(account, funding.Instrument.Value);
            if (quantity == 0 || rate == 0)
            {
                continue;
            }

            var (down, up) = instrument.Size(quantity, instrument.Mark);
            var size = rate < 0 ? -rate : rate;
            if (quantity > 0 == rate > 0)
            {
                Pay(new(account), AccountId.Rounding, instrument.Settlement, AuditMath.Up(up * size, AuditMath.Billion));
            }
            else
            {
                Pay(AccountId.Rounding, new(account), instrument.Settlement, AuditMath.Down(down * size, AuditMath.Billion));
            }
        }
    }

    /// <summary>An event says that money went from one to the other.</summary>
    private void Pay(AccountId from, AccountId to, int asset, Int128 amount)
    {
        Add(from.Value, asset, amount);
        Add(to.Value, asset, -amount);
    }

    private void Add(int account, int asset, Int128 amount)
    {
        // Clearing is held against the sum of all costs instead.
        if (amount != 0 && account != AccountId.Clearing.Value)
        {
            _money[(account, asset)] = _money.GetValueOrDefault((account, asset)) + amount;
        }
    }

    private void AddQuantity(AccountId account, int instrument, Int128 quantity) =>
        _quantities[(account.Value, instrument)] = _quantities.GetValueOrDefault((account.Value, instrument)) + quantity;
}
