using System.Text.Json;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Views;
using Plimsoll.Host.Machine;
using Plimsoll.Margin;
using Plimsoll.Server.Api.Events;

namespace Plimsoll.Server.Api.Sockets.Channels;

/// <summary>An account as it stands after one record: itself and its isolated positions, each a margin unit.</summary>
internal sealed class AccountState
{
    private readonly List<Unit> _units = [];
    private readonly AccountMarginState _margin;

    private AccountState(AccountMarginState margin) => _margin = margin;

    public static AccountState Of(VenueMachine machine, AccountId account)
    {
        var engine = machine.Engine;
        var state = new AccountState(AccountMarginState.Of(machine, account));
        foreach (var unit in engine.IsolatedOf(account).Select(each => each.Account).Where(engine.IsKnown).Prepend(account).Distinct())
        {
            var orders = engine.OrdersOf(unit).Select(order => (order, machine.LabelOf(order.Order))).ToList();
            state._units.Add(new(unit, engine.BalancesOf(unit), engine.PositionsOf(unit), orders));
        }

        return state;
    }

    public void Write(Utf8JsonWriter json, VenueApi api)
    {
        _margin.Write(json, api);
        Write(
            json,
            "balances",
            _units.SelectMany(unit => unit.Balances.Select(line => (unit.Account, line))),
            each =>
            {
                json.WriteString("account", api.Names.Of(each.Account));
                json.WriteString("asset", api.Names.Of(each.line.Asset));
                json.WriteString("balance", api.Translator.Text(each.line.Amount, each.line.Asset).ToString());
            }
        );
        Write(
            json,
            "positions",
            _units.SelectMany(unit => unit.Positions.Where(line => !line.Quantity.IsZero).Select(line => (unit.Account, line))),
            each =>
            {
                json.WriteString("account", api.Names.Of(each.Account));
                json.WriteString("instrument", api.Names.Of(each.line.Instrument));
                json.WriteString("side", each.line.Quantity.Units < 0 ? "short" : "long");
                json.WriteString("amount", api.Translator.Text(each.line.Quantity.Abs(), each.line.Instrument).ToString());
                json.WriteString("cost", api.Translator.Text(each.line.Cost, api.Names.SettlementOf(each.line.Instrument)).ToString());
            }
        );
        Write(json, "orders", _units.SelectMany(unit => unit.Orders), each => WriteOrder(json, each.Order, each.Label, api));
    }

    private static void WriteOrder(Utf8JsonWriter json, OrderView order, string? label, VenueApi api)
    {
        json.WriteString("order_id", EventWriter.Digits(order.Order.Value));
        json.WriteString("client_order_id", label);
        json.WriteString("account", api.Names.Of(order.Account));
        json.WriteString("instrument", api.Names.Of(order.Instrument));
        json.WriteString("side", order.Remaining.Units < 0 ? "sell" : "buy");
        json.WriteString("amount", api.Translator.Text(order.Remaining.Abs(), order.Instrument).ToString());
        json.WriteString("price", api.Translator.Text(order.Limit, order.Instrument).ToString());
        json.WriteBoolean("reduce_only", order.IsReduceOnly);
        json.WriteBoolean("is_liquidation", order.IsLiquidation);
    }

    private static void Write<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private sealed record Unit(
        AccountId Account,
        IReadOnlyList<BalanceLine> Balances,
        IReadOnlyList<PositionLine> Positions,
        IReadOnlyList<(OrderView Order, string? Label)> Orders
    );
}
