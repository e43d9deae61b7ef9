using System.Globalization;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Trading;
using Plimsoll.Host.Entries;
using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Catalog.Subjects;

/// <summary>Orders and trades.</summary>
internal static class OrderOperations
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new CommandOperation<OrderRequest>(
            "orders.place",
            Operations.PlaceOrder,
            "POST",
            "/orders",
            "Checks an order, reserves its margin and lets it through to the matching engine.",
            static (request, translator) => HostEntry.Of(Order(request, translator), Labels(request.ClientOrderId)),
            static request => [request.Account]
        ),
        new CommandOperation<AmendOrderRequest>(
            "orders.amend",
            Operations.PlaceOrder,
            "PATCH",
            "/orders",
            "Changes quantity and price of an open order; its side stays.",
            Amend,
            static request => [request.Account]
        )
        {
            IsWorkedOut = true,
        },
        new CommandOperation<OrderNameRequest>(
            "orders.cancel",
            Operations.CancelOrder,
            "POST",
            "/orders/cancel",
            "Cancels an open order and frees its margin.",
            static (request, translator) => About(request, translator, static order => new CancelOrder(default, order)),
            static request => [request.Account]
        ),
        new CommandOperation<OrderNameRequest>(
            "orders.done",
            Operations.ReportTrades,
            "POST",
            "/orders/done",
            "The matching engine says that nothing more of an order will fill; also its answer to a liquidation order.",
            static (request, translator) => About(request, translator, static order => new ReportOrderDone(default, order)),
            static request => [request.Account]
        ),
        new CommandOperation<RecordTradesRequest>(
            "trades.record",
            Operations.ReportTrades,
            "POST",
            "/trades",
            "Books trades that have happened, all or none.",
            static (request, translator) =>
            {
                var legs = request.Legs.Select((leg, place) => Leg(leg, place, translator)).ToArray();
                return HostEntry.Of(new RecordTrades(default, legs), [.. request.Legs.Select(leg => leg.TradeId)]);
            }
        ),
        new CommandOperation<TradeNameRequest>(
            "trades.bust",
            Operations.CorrectTrades,
            "POST",
            "/trades/bust",
            "Undoes a trade.",
            static (request, _) => HostEntry.Of(new BustTrade(default, 0), request.TradeId)
        ),
        new CommandOperation<CorrectTradeRequest>(
            "trades.correct",
            Operations.CorrectTrades,
            "POST",
            "/trades/correct",
            "Replaces a trade by the right one.",
            static (request, translator) =>
            {
                var instrument = translator.Instrument(request.Instrument);
                return HostEntry.Of(
                    new CorrectTrade(
                        default,
                        0,
                        0,
                        Signed(request.Side, request.Amount, instrument, translator, "amount"),
                        translator.Price(request.Price, instrument)
                    ),
                    request.TradeId,
                    request.CorrectedTradeId
                );
            }
        ),
    ];

    /// <summary>The command of an order.</summary>
    public static PlaceOrder Order(OrderRequest request, Translator translator)
    {
        var instrument = translator.Instrument(request.Instrument);
        return new(
            default,
            translator.Account(request.Account),
            instrument,
            Signed(request.Side, request.Amount, instrument, translator, "amount"),
            translator.Price(request.Price, instrument),
            request.ReduceOnly,
            ClientOrderId: 0
        );
    }

    private static HostEntry Amend(AmendOrderRequest request, Translator translator)
    {
        var open =
            translator.OpenOrder(translator.Account(request.Account), OrderId(request.OrderId), request.ClientOrderId)
            ?? throw Refusals.Unknown("order_id", "open order", request.OrderId ?? request.ClientOrderId ?? "");
        var amount = translator.Quantity(request.Amount, open.Instrument, "amount");
        var price = translator.Price(request.Price, open.Instrument);
        // The side is the order's own, and is sent along with its number: should it be over by then, nothing happens.
        return HostEntry.Of(new AmendOrder(default, open.Order, open.Remaining.Units < 0 ? new(-amount.Units) : amount, price));
    }

    /// <summary>Whether there is such an order is for the machine to say, which looks first whether the request was answered.</summary>
    private static HostEntry About(OrderNameRequest request, Translator translator, Func<OrderId, Command> command)
    {
        var owner = translator.Account(request.Account);
        if (request.OrderId is null == request.ClientOrderId is null)
            throw Refusals.Bad("order_id", "an order is named by order_id or by client_order_id.", "Send one of the two.");

        return request.ClientOrderId is { } label
            ? HostEntry.OfLabelled(command(default), owner, label)
            : HostEntry.OfOrder(command(OrderId(request.OrderId)!.Value), owner);
    }

    private static OrderId? OrderId(string? number) =>
        number is null ? null
        : long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? new OrderId(value)
        : throw Refusals.Bad("order_id", "expected digits.");

    private static string[] Labels(string? label) => label is null ? [] : [label];

    private static TradeLeg Leg(TradeLegRequest leg, int place, Translator translator)
    {
        var field = string.Create(CultureInfo.InvariantCulture, $"legs[{place}].");
        var instrument = translator.Instrument(leg.Instrument, field + "instrument");
        return new(
            0,
            instrument,
            Signed(leg.Side, leg.Amount, instrument, translator, field + "amount"),
            translator.Price(leg.Price, instrument, field + "price"),
            translator.Account(leg.Taker, field + "taker"),
            OrderId(leg.TakerOrderId) ?? default,
            translator.Account(leg.Maker, field + "maker"),
            OrderId(leg.MakerOrderId) ?? default
        );
    }

    /// <summary>The side says the sign: an amount of its own sign would say it twice.</summary>
    private static Quantity Signed(Side side, DecimalText amount, InstrumentId instrument, Translator translator, string field)
    {
        if (amount.Units <= 0)
            throw Refusals.Bad(field, "expected an amount above zero.", "The side says whether it buys or sells.");

        var quantity = translator.Quantity(amount, instrument, field);
        return side == Side.Buy ? quantity : new(-quantity.Units);
    }
}
