using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;
using Plimsoll.Server.Api.Events;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.History;

/// <summary>A row for each trade of an account, as the account saw it; and for each that was undone.</summary>
internal sealed class TradeRows(VenueApi api, AccountId account) : HistoryRows
{
    public override IReadOnlyList<string> Columns { get; } =
    [
        "sequence",
        "time",
        "account",
        "trade_id",
        "instrument",
        "side",
        "amount",
        "price",
        "role",
        "fee",
        "realised_pnl",
        "settlement_asset",
        "is_liquidation",
        "busted",
    ];

    protected override void Add(RecordView record, RowBuffer rows)
    {
        for (var i = 0; i < record.Events.Count; i++)
        {
            var view = record.Events[i];
            if (view.Kind == EventKind.TradeRecorded)
                Add(record, view.As<TradeRecorded>(), rows);
            else if (view.Kind == EventKind.TradeBusted && EventConcern.Of(view, record).Concerns(account, api.Names))
                AddBust(record, view.As<TradeBusted>().TradeId, rows);
        }
    }

    private void Add(RecordView record, in TradeRecorded trade, RowBuffer rows)
    {
        // Both sides may be the account's own.
        if (api.Names.Owners.Belongs(trade.Taker, account))
            Add(record, trade, trade.Taker, trade.Quantity, trade.TakerFee, "taker", rows);

        if (api.Names.Owners.Belongs(trade.Maker, account))
            Add(record, trade, trade.Maker, -trade.Quantity, trade.MakerFee, "maker", rows);
    }

    private void Add(RecordView record, in TradeRecorded trade, AccountId unit, Quantity quantity, Money fee, string role, RowBuffer rows)
    {
        var (json, settlement) = (rows.Begin(), api.Names.SettlementOf(trade.Instrument));
        json.WriteStartObject();
        RecordWriter.WritePlace(json, record);
        json.WriteString("account", api.Names.Of(unit));
        json.WriteString("trade_id", record.LabelOfTrade(trade.TradeId) ?? EventWriter.Digits(trade.TradeId));
        json.WriteString("instrument", api.Names.Of(trade.Instrument));
        json.WriteString("side", quantity.Units < 0 ? "sell" : "buy");
        json.WriteString("amount", api.Translator.Text(quantity.Abs(), trade.Instrument).ToString());
        json.WriteString("price", api.Translator.Text(trade.Price, trade.Instrument).ToString());
        json.WriteString("role", role);
        json.WriteString("fee", api.Translator.Text(fee, settlement).ToString());
        json.WriteString("realised_pnl", api.Translator.Text(Realised(record, trade.TradeId, unit), settlement).ToString());
        json.WriteString("settlement_asset", api.Names.Of(settlement));
        json.WriteBoolean("is_liquidation", role == "taker" && trade.IsLiquidation == Flag.Yes);
        json.WriteBoolean("busted", false);
        json.WriteEndObject();
        rows.End();
    }

    private static void AddBust(RecordView record, long trade, RowBuffer rows)
    {
        var json = rows.Begin();
        json.WriteStartObject();
        RecordWriter.WritePlace(json, record);
        json.WriteString("trade_id", record.LabelOfTrade(trade) ?? EventWriter.Digits(trade));
        json.WriteBoolean("busted", true);
        json.WriteEndObject();
        rows.End();
    }

    /// <summary>Profit comes from clearing, losses go there.</summary>
    private static Money Realised(RecordView record, long trade, AccountId unit)
    {
        var sum = Money.Zero;
        for (var i = 0; i < record.Events.Count; i++)
        {
            if (record.Events[i].Kind != EventKind.MoneyPosted)
                continue;

            var posted = record.Events[i].As<MoneyPosted>();
            if (posted.Reason != PostingReason.Trade || posted.Reference != trade)
                continue;

            if (posted.From == AccountId.Clearing && posted.To == unit)
                sum += posted.Amount;
            else if (posted.To == AccountId.Clearing && posted.From == unit)
                sum -= posted.Amount;
        }

        return sum;
    }
}
