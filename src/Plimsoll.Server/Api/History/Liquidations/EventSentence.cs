using System.Globalization;
using System.Text.Json;

namespace Plimsoll.Server.Api.History.Liquidations;

/// <summary>Events in plain words.</summary>
internal static class EventSentence
{
    /// <summary>What an event says, as a sentence.</summary>
    /// <param name="told">The event, as its reader may see it.</param>
    /// <param name="before">Of a price, what it was before; null when that is not known.</param>
    public static string Of(RawJson told, string? before = null)
    {
        using var document = JsonDocument.Parse(told.Bytes);
        var e = document.RootElement;
        return T(e, "type") switch
        {
            "mark_price_changed" => $"The mark price of {T(e, "instrument")} {Moved(e, before)}.",
            "index_price_changed" => $"The index {T(e, "index")} {Moved(e, before)}, as {Sources(e)} have it.",
            "funding_settled" => $"Funding of {T(e, "instrument")} was paid at a rate of {T(e, "funding_rate")} (above zero, longs pay).",
            "trade_recorded" => Trade(e),
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
                $"{T(e, "fund", "The insurance fund")} took over {T(e, "amount")} {T(e, "instrument")} worth {T(e, "value")}, for a fee of {T(e, "fee")}.",
            "position_deleveraged" =>
                $"{T(e, "amount")} {T(e, "instrument")} worth {T(e, "value")} were closed against {T(e, "winner", "another account")} (auto-deleveraging).",
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

    /// <summary>From whom to whom as far as the reader may know: of a stranger it says nothing, not even that there is one.</summary>
    private static string Trade(JsonElement e)
    {
        var (taker, maker) = (T(e, "taker", ""), T(e, "maker", ""));
        var isBuy = T(e, "side") == "buy";
        var what = $"{T(e, "amount")} {T(e, "instrument")} at {T(e, "price")}";
        var told =
            taker.Length > 0
                ? $"{taker} {Did(isBuy)} {what}{(maker.Length > 0 ? $" {(isBuy ? "from" : "to")} {maker}" : "")}; fee {T(e, "taker_fee")}"
            : maker.Length > 0 ? $"{maker} {Did(!isBuy)} {what}; fee {T(e, "maker_fee")}"
            : $"{what}";
        return $"Trade {T(e, "trade_id")}: {told}.";
    }

    private static string Did(bool isBuy) => isBuy ? "bought" : "sold";

    private static string Sources(JsonElement e) => T(e, "live_sources") is "1" ? "1 source" : $"{T(e, "live_sources")} sources";

    private static string Moved(JsonElement e, string? before) =>
        T(e, "price") is var price && before is null ? $"became {price}"
        : decimal.TryParse(price, NumberStyles.Number, CultureInfo.InvariantCulture, out var now)
        && decimal.TryParse(before, NumberStyles.Number, CultureInfo.InvariantCulture, out var then)
        && now != then
            ? $"{(now < then ? "fell" : "rose")} from {before} to {price}"
        : $"stayed at {price}";

    private static string T(JsonElement told, string name, string otherwise = "?") =>
        told.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : otherwise;
}
