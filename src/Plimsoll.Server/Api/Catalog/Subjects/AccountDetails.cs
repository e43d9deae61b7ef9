using System.Globalization;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Views;
using Plimsoll.Host.Machine;
using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Responses;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Catalog.Subjects;

/// <summary>What accounts have, hold and have ordered.</summary>
internal static class AccountDetails
{
    /// <summary>So many accounts are looked at for one page, so that a filter that finds nobody does not hold the engine up.</summary>
    private const int LookedAt = 20_000;

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new QueryOperation<ListAccountsRequest, Page<AccountSummary>>(
            "accounts.list",
            Operations.ListAccounts,
            "GET",
            "/accounts",
            "Accounts in the order of their opening. A page may hold fewer than asked for, none even; only a missing next says that it is the last.",
            List
        ),
        new QueryOperation<AccountRequest, BalancesResponse>(
            "accounts.balances",
            Operations.ReadAccount,
            "GET",
            "/accounts/{account}/balances",
            "What an account has of each asset, and how much of it may leave.",
            static (request, caller) =>
                caller.Api.Host.Read(
                    caller.Api.Translator.Known(request.Account),
                    static (machine, id) =>
                        new BalancesResponse(
                            machine.Names.NameOf(id),
                            [.. Units(machine, id).SelectMany(unit => Balances(machine, unit.Account))],
                            machine.Sequence
                        )
                ),
            static request => [request.Account]
        ),
        new QueryOperation<AccountRequest, PositionsResponse>(
            "accounts.positions",
            Operations.ReadAccount,
            "GET",
            "/accounts/{account}/positions",
            "Positions, cross and isolated, with their liquidation and bankruptcy prices.",
            static (request, caller) =>
                caller.Api.Host.Read(
                    caller.Api.Translator.Known(request.Account),
                    static (machine, id) =>
                        new PositionsResponse(
                            machine.Names.NameOf(id),
                            [.. Units(machine, id).SelectMany(unit => PositionWriter.Of(machine, unit.Account, unit.Mode))],
                            machine.Sequence
                        )
                ),
            static request => [request.Account]
        ),
        new QueryOperation<AccountRequest, OrdersResponse>(
            "accounts.orders",
            Operations.ReadAccount,
            "GET",
            "/accounts/{account}/orders",
            "Open orders, the engine's own among them.",
            static (request, caller) =>
                caller.Api.Host.Read(
                    caller.Api.Translator.Known(request.Account),
                    static (machine, id) =>
                        new OrdersResponse(
                            machine.Names.NameOf(id),
                            [
                                .. Units(machine, id)
                                    .SelectMany(unit => machine.Engine.OrdersOf(unit.Account))
                                    .Select(order => Order(machine, order)),
                            ],
                            machine.Sequence
                        )
                ),
            static request => [request.Account]
        ),
        new QueryOperation<LargestOrderRequest, LargestOrderResponse>(
            "orders.largest",
            Operations.CheckOrder,
            "GET",
            "/accounts/{account}/max_order",
            "The largest order that would be taken now.",
            Largest,
            static request => [request.Account]
        ),
    ];

    /// <summary>The account, and its isolated positions.</summary>
    private static IEnumerable<(AccountId Account, MarginMode Mode)> Units(VenueMachine machine, AccountId id)
    {
        var isIsolated = machine.Engine.KindOf(id) == AccountKind.Isolated;
        yield return (id, isIsolated ? MarginMode.Isolated : MarginMode.Cross);
        foreach (var (account, _) in machine.Engine.IsolatedOf(id))
        {
            yield return (account, MarginMode.Isolated);
        }
    }

    private static IEnumerable<BalanceResponse> Balances(VenueMachine machine, AccountId unit)
    {
        var engine = machine.Engine;
        foreach (var line in engine.BalancesOf(unit))
        {
            var valuation = engine.View(line.Asset);
            var (asset, pnl) = (valuation.Asset, engine.UnrealisedPnlOf(unit, line.Asset));
            yield return new(
                asset.Symbol,
                machine.Names.NameOf(unit),
                DecimalText.Of(line.Amount.Units, asset.Decimals),
                DecimalText.Of(pnl.Units, asset.Decimals),
                asset.Index is { } index && valuation.HasPrice
                    ? DecimalText.Of(valuation.IndexPrice.Units, engine.View(index).Parameters.Decimals)
                    : null,
                valuation.HasPrice
                    ? DecimalText.Of(
                        valuation.ToNumeraire(line.Amount + pnl, Rounding.Floor).Units,
                        engine.View(new AssetId(0)).Asset.Decimals
                    )
                    : null,
                DecimalText.Of(engine.Withdrawable(unit, line.Asset).Units, asset.Decimals)
            );
        }
    }

    private static OrderResponse Order(VenueMachine machine, in OrderView order)
    {
        var rules = machine.Engine.View(order.Instrument).Parameters;
        return new(
            order.Order.Value.ToString(CultureInfo.InvariantCulture),
            machine.LabelOf(order.Order),
            machine.Names.NameOf(order.Account),
            rules.Symbol,
            order.Remaining.Sign > 0 ? Side.Buy : Side.Sell,
            DecimalText.Of(Math.Abs(order.Remaining.Units), rules.QuantityDecimals),
            DecimalText.Of(order.Limit.Units, rules.PriceDecimals),
            order.IsReduceOnly,
            order.IsLiquidation,
            order.IsLiquidation ? new TimeText(order.Deadline) : null
        );
    }

    private static LargestOrderResponse Largest(LargestOrderRequest request, ApiCaller caller)
    {
        var translator = caller.Api.Translator;
        var (account, instrument) = (translator.Known(request.Account), translator.Instrument(request.Instrument));
        var asked = request.Price is { } price ? translator.Price(price, instrument) : default;
        return caller.Api.Host.Read(machine =>
        {
            var rules = machine.Engine.View(instrument).Parameters;
            var limit = asked.Units == 0 ? OnTick(machine.Engine.MarkPrice(instrument), rules.TickSize, request.Side) : asked;
            if (limit.Units <= 0)
                throw Refusals.Bad("price", $"{request.Instrument} has no mark yet.", "Send a price.");

            var largest = machine.Engine.LargestOrder(account, instrument, request.Side == Side.Buy ? 1 : -1, limit);
            return new LargestOrderResponse(
                DecimalText.Of(largest.Units, rules.QuantityDecimals),
                DecimalText.Of(limit.Units, rules.PriceDecimals),
                machine.Sequence
            );
        });
    }

    /// <summary>The first price on a tick through the mark: up to buy, down to sell.</summary>
    private static Price OnTick(Price mark, Price tick, Side side)
    {
        var below = mark.Units / tick.Units * tick.Units;
        return new(side == Side.Sell || below == mark.Units ? Math.Max(below, tick.Units) : below + tick.Units);
    }

    private static Page<AccountSummary> List(ListAccountsRequest request, ApiCaller caller)
    {
        var limit = Pages.Limit(request.Limit);
        var translator = caller.Api.Translator;
        var from = request.After is { } after ? translator.Known(after, "after").Value + 1 : AccountId.Reserved;
        int? owner = null;
        if (request.Owner is { } name)
            owner = caller.Api.Host.Names.TryFindOwner(name, out var known) ? known : throw Refusals.Unknown("owner", "owner", name);

        return caller.Api.Host.Read(machine =>
        {
            var (engine, found, id, end) = (
                machine.Engine,
                new List<AccountSummary>(),
                from,
                Math.Min(machine.Engine.AccountCount, from + LookedAt)
            );
            for (; id < end && found.Count < limit; id++)
            {
                var view = engine.View(new AccountId(id));
                if ((owner is null || view.Owner == owner) && (request.Condition is null || view.Condition == request.Condition))
                    found.Add(Summary(machine, view, translator));
            }

            var next = id < engine.AccountCount ? machine.Names.NameOf(new(id - 1)) : null;
            return new Page<AccountSummary>(found, next, machine.Sequence);
        });
    }

    private static AccountSummary Summary(VenueMachine machine, in AccountView view, Translator translator)
    {
        var margin = machine.Engine.MarginOf(view.Account);
        return new(
            machine.Names.NameOf(view.Account),
            view.Owner < 0 ? "venue" : machine.Names.OwnerNameOf(view.Owner),
            view.Kind,
            view.Status,
            view.Condition,
            translator.Text(margin.Equity),
            translator.Text(margin.MaintenanceMargin),
            margin.MarginRatio is { } ratio ? Translator.Text(ratio) : null
        );
    }
}
