using System.Text.Json;

namespace Plimsoll.Server.Api.History.Liquidations;

/// <summary>Events in plain words.</summary>
internal static class EventSentence
{
    /// <summary>What an event says, as a sentence.</summary>
    public static string Of(RawJson told)
    {
        using var document = JsonDocument.Parse(told.Bytes);
        var e = document.RootElement;
        return T(e, "type") switch
        {
            "mark_price_changed" => $"The mark price of {T(e, "instrument")} became {T(e, "price")}.",
            "index_price_changed" => $"The index {T(e, "index")} became {T(e, "price")}, from {T(e, "live_sources")} sources.",
            "funding_settled" => $"Funding of {T(e, "instrument")} was paid at a rate of {T(e, "funding_rate")} (above zero, longs pay).",
            "trade_recorded" =>
                $"Trade {T(e, "trade_id")}: {T(e, "taker", "somebody")} {(T(e, "side") == "buy" ? "bought" : "sold")} {T(e, "amount")} {T(e, "instrument")} at {T(e, "price")} {(T(e, "side") == "buy" ? "from" : "to")} {T(e, "maker", "somebody")}; taker's fee {T(e, "taker_fee")}.",
            "parameters_changed" =>
                $"New parameters of {T(e, "what")} {T(e, "symbol")} took effect (version {T(e, "parameters_version")}).",
            "smile_changed" => $"The volatility surface of {T(e, "index")} changed at expiry {T(e, "expiry")}.",
            "account_released" => "The hold ended: the liquidation waited no longer.",
            "account_held" => $"Below its line, but the liquidation waited ({T(e, "reason")}) until {T(e, "until")} at the latest.",
            "collateral_converted" =>
                $"{T(e, "sold_amount")} {T(e, "sold")} of collateral were sold for {T(e, "bought_amount")} {T(e, "bought")}.",
            "liquidation_started" =>
                $"Liquidation began: equity {T(e, "equity")} was below maintenance margin {T(e, "maintenance_margin")}.",
            "order_closed" => $"Order {T(e, "order_id")} in {T(e, "instrument")} was ended ({T(e, "reason")}).",
            "order_reduced" => $"Order {T(e, "order_id")} in {T(e, "instrument")} was filled or reduced by {T(e, "reduced_by")}.",
            "liquidation_order_placed" =>
                $"An order to {T(e, "side")} {T(e, "amount")} {T(e, "instrument")} at {T(e, "price")} or better went to the book (order {T(e, "order_id")}).",
            "liquidation_order_recalled" => $"Order {T(e, "order_id")} was taken back from the book.",
            "position_changed" => $"The position in {T(e, "instrument")} changed by {T(e, "change")} ({T(e, "reason")}).",
            "position_taken_over" =>
                $"{T(e, "fund", "The insurance fund")} took over {T(e, "quantity")} {T(e, "instrument")} worth {T(e, "value")}, for a fee of {T(e, "fee")}.",
            "position_deleveraged" =>
                $"{T(e, "quantity")} {T(e, "instrument")} worth {T(e, "value")} were closed against {T(e, "winner", "another account")} (auto-deleveraging).",
            "deleveraging_charged" => $"{T(e, "winner", "Another account")} gave up {T(e, "amount")} {T(e, "asset")} of profit.",
            "deleveraging_fee_charged" =>
                $"A liquidation fee of {T(e, "fee")} was charged on what was deleveraged of {T(e, "instrument")}.",
            "deficit_covered" => $"{T(e, "fund", "The insurance fund")} paid {T(e, "amount")} {T(e, "asset")} that the account could not.",
            "loss_socialised" => $"{T(e, "bearer", "Another account")} bore {T(e, "amount")} {T(e, "asset")} of the loss.",
            "money_posted" =>
                $"{T(e, "amount")} {T(e, "asset")} went from {T(e, "from", "another account")} to {T(e, "to", "another account")} ({T(e, "reason")}).",
            "margin_call_issued" => $"Margin call: equity {T(e, "equity")}, maintenance margin {T(e, "maintenance_margin")}.",
            "margin_call_ended" => "The margin call ended.",
            "liquidation_ended" =>
                $"Liquidation ended ({T(e, "outcome")}): equity {T(e, "equity")}, maintenance margin {T(e, "maintenance_margin")}.",
            var type => type.Replace('_', ' ') + ".",
        };
    }

    private static string T(JsonElement told, string name, string otherwise = "?") =>
        told.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : otherwise;
}
