using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;

namespace Plimsoll.Simulation.Audit;

/// <summary>What a command moved, per account, held against what its events say should have moved.</summary>
/// <remarks>
/// <para>Money in less cost taken on must be minus the value received: quantity × price of a trade, quantity × mark of a takeover or a
/// deleveraging, all computed here; so must fees, deficits, shares of losses, sales of collateral, and funding of every position.</para>
/// <para>Money from and to outside, between accounts of one owner, bad debt, busts and settlements are in no event but their postings.
/// docs/spec/0011-replay.md (REPL-041).</para>
/// </remarks>
internal sealed class AuditedFlows(List<AuditedAsset> assets, List<AuditedInstrument> instruments, AuditedPositions positions)
{
    // What was posted or entered less what was announced; all must be zero when the command is over.
    private readonly Dictionary<(int Account, int Asset), Int128> _money = [];
    private readonly Dictionary<(int Account, int Instrument), Int128> _quantities = [];

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
            case EventKind.TradeRecorded:
                Announce(batch.As<TradeRecorded>(i));
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
        var faults = 0;
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
                or PostingReason.Funding;

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

    private void Announce(in TradeRecorded trade)
    {
        var instrument = instruments[trade.Instrument.Value];
        var value = instrument.ValueUp(trade.Quantity.Units, trade.Price.Units);
        Pay(trade.Taker, trade.Maker, instrument.Settlement, value);
        if (instrument.HasMargin)
        {
            AddQuantity(trade.Taker, trade.Instrument.Value, -trade.Quantity.Units);
            AddQuantity(trade.Maker, trade.Instrument.Value, trade.Quantity.Units);
        }
        else
        {
            var decimals = assets[instrument.Base].Decimals - instrument.QuantityDecimals;
            Pay(trade.Maker, trade.Taker, instrument.Base, trade.Quantity.Units * AuditMath.TenTo(decimals));
        }

        var feesTo = trade.IsLiquidation == Flag.Yes ? new(assets[instrument.Settlement].Fund) : AccountId.Fees;
        Pay(trade.Taker, feesTo, instrument.Settlement, trade.TakerFee.Units);
        Pay(trade.Maker, AccountId.Fees, instrument.Settlement, trade.MakerFee.Units);
    }

    /// <summary>A position and its value at the mark go from one account to another; the value that the event states must be the one found here.</summary>
    private void Transfer(AccountId giver, AccountId receiver, int instrument, long quantity, Int128 stated)
    {
        var settlement = instruments[instrument].Settlement;
        var value = instruments[instrument].Worth(quantity).Value;
        Pay(receiver, giver, settlement, value);
        AddQuantity(giver, instrument, quantity);
        AddQuantity(receiver, instrument, -quantity);
        if (stated != value)
        {
            Add(AccountId.Outside.Value, settlement, stated - value);
        }
    }

    private void Fund(in FundingSettled funding, int accounts)
    {
        var instrument = instruments[funding.Instrument.Value];
        var rate = funding.FundingRate.Nano;
        for (var account = AccountId.Reserved; account < accounts; account++)
        {
            var quantity = positions.Quantity(account, funding.Instrument.Value);
            if (quantity == 0 || rate == 0)
            {
                continue;
            }

            var (down, up) = instrument.Size(quantity, funding.MarkPrice.Units);
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
