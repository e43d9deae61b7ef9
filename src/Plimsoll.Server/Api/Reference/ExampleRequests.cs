using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Plimsoll.Server.Api.Reference;

/// <summary>A request of each operation that has to be told something, as a server takes it when they are asked in this order. A test asks them.</summary>
internal static class ExampleRequests
{
    /// <summary>In an order in which each finds what it names.</summary>
    public static IReadOnlyList<(string Operation, JsonObject Request)> All { get; } =
    [
        Asking(
            "indices.create",
            """{"index":"BTC/USD","decimals":1,"sources":[{"source":"kraken:BTCUSD"},{"source":"coinbase:BTC-USD"},{"source":"bitstamp:btcusd"}]}"""
        ),
        Asking("assets.create", """{"rules":{"asset":"BTC","decimals":8,"index":"BTC/USD","haircuts":[{"haircut":"0.05"}]}}"""),
        Asking(
            "instruments.create",
            """
            {"rules":{"instrument":"BTC-PERP","kind":"perpetual","payoff":"linear","index":"BTC/USD","settlement_asset":"USD",
              "price_decimals":1,"amount_decimals":3,"tick_size":"0.5","lot_size":"0.001",
              "margin":{"style":"progressive","tiers":[
                {"floor":"0","initial_margin_rate":"0.02","maintenance_margin_rate":"0.01"},
                {"floor":"1000000","initial_margin_rate":"0.04","maintenance_margin_rate":"0.02"}]},
              "fees":{"maker":"0.0002","taker":"0.0005","liquidation":"0.005"}}}
            """
        ),
        Asking("schemes.create", """{"model":"paradex-pm","underlyings":{"BTC":"BTC/USD"}}"""),
        Asking("funds.deposit", """{"asset":"USD","amount":"100000"}"""),
        Asking("accounts.open", """{"name":"alice"}"""),
        Asking("collateral.deposit", """{"account":"alice","asset":"USD","amount":"10000"}"""),
        Asking("collateral.withdraw", """{"account":"alice","asset":"USD","amount":"500"}"""),
        Asking("collateral.transfer", """{"from":"alice","to":"alice.hedge","asset":"USD","amount":"500"}"""),
        Asking(
            "quotes.submit",
            """
            {"indices":[
              {"index":"BTC/USD","source":"kraken:BTCUSD","bid":"60000","ask":"60001"},
              {"index":"BTC/USD","source":"coinbase:BTC-USD","bid":"59999.5","ask":"60001"},
              {"index":"BTC/USD","source":"bitstamp:btcusd","bid":"60000","ask":"60002"}],
             "books":[{"instrument":"BTC-PERP","bid":"60000","ask":"60000.5"}]}
            """
        ),
        Asking("accounts.set_scheme", """{"account":"alice","scheme":"standard"}"""),
        Asking("accounts.set_margin_mode", """{"account":"alice","instrument":"BTC-PERP","margin_mode":"isolated","leverage":"10"}"""),
        Asking("accounts.set_leverage", """{"account":"alice","instrument":"BTC-PERP","leverage":"12.5"}"""),
        Asking("orders.check", """{"account":"alice","instrument":"BTC-PERP","side":"buy","amount":"0.5","price":"60000"}"""),
        Asking(
            "orders.place",
            """{"account":"alice","instrument":"BTC-PERP","side":"buy","amount":"0.5","price":"60000","client_order_id":"a-1"}"""
        ),
        Asking("orders.amend", """{"account":"alice","client_order_id":"a-1","amount":"0.4","price":"59999.5"}"""),
        Asking("accounts.orders", """{"account":"alice"}"""),
        Asking("orders.cancel", """{"account":"alice","client_order_id":"a-1"}"""),
        Asking("orders.done", """{"account":"alice","client_order_id":"a-1"}"""),
        Asking(
            "trades.record",
            """{"legs":[{"trade_id":"t-7","instrument":"BTC-PERP","side":"buy","amount":"0.5","price":"60000","taker":"alice","maker":"bob"}]}"""
        ),
        Asking(
            "trades.correct",
            """{"trade_id":"t-7","corrected_trade_id":"t-8","instrument":"BTC-PERP","side":"buy","amount":"0.4","price":"60000"}"""
        ),
        Asking("accounts.move_isolated_margin", """{"account":"alice","instrument":"BTC-PERP","amount":"100"}"""),
        Asking("orders.largest", """{"account":"alice","instrument":"BTC-PERP","side":"buy","price":"60000"}"""),
        Asking(
            "accounts.what_if",
            """{"account":"alice","prices":{"BTC/USD":"-0.02"},"trades":[{"instrument":"BTC-PERP","side":"sell","amount":"0.1"}]}"""
        ),
        Asking("accounts.stress", """{"account":"alice","price":"0.1"}"""),
        Asking("risk.stress", """{"moves":["-0.05","-0.1"],"accounts":10}"""),
        Asking("risk.map", """{"index":"BTC/USD","moves":["-0.05","-0.1"]}"""),
        Asking("risk.exposure", """{"index":"BTC/USD"}"""),
        Asking("risk.nearest", "{}"),
        Asking("risk.distribution", "{}"),
        Asking("tickers.list", "{}"),
        Asking("tickers.get", """{"instrument":"BTC-PERP"}"""),
        Asking("instruments.list", "{}"),
        Asking("instruments.get", """{"instrument":"BTC-PERP"}"""),
        Asking("instruments.adl_ranks", """{"instrument":"BTC-PERP","side":"short"}"""),
        Asking("indices.list", "{}"),
        Asking("indices.get", """{"index":"BTC/USD"}"""),
        Asking("accounts.list", "{}"),
        Asking("accounts.margin", """{"account":"bob"}"""),
        Asking("accounts.balances", """{"account":"bob"}"""),
        Asking("accounts.positions", """{"account":"bob"}"""),
        Asking("accounts.explanation", """{"account":"bob"}"""),
        Asking("history.liquidations", """{"account":"carol"}"""),
        Asking("history.explain_liquidation", """{"account":"carol"}"""),
        Asking("history.trades", """{"account":"carol"}"""),
        Asking("history.statement", """{"account":"carol"}"""),
        Asking("history.account", """{"account":"carol"}"""),
        Asking("trades.bust", """{"trade_id":"t-8"}"""),
        Asking("accounts.set_status", """{"account":"alice","status":"reduce_only"}"""),
        Asking(
            "indices.set_surface",
            """{"index":"BTC/USD","slices":[{"expiry":"2040-06-29T08:00:00Z","forward":"61000","a":"0.04","b":"0.1","rho":"-0.3","m":"0","sigma":"0.1"}]}"""
        ),
        Asking("indices.surface", """{"index":"BTC/USD"}"""),
        Asking("assets.propose_change", """{"asset":"BTC","haircuts":[{"haircut":"0.05","up_to":"100"},{"haircut":"0.1"}]}"""),
        Asking(
            "indices.propose_change",
            """{"index":"BTC/USD","weights":{"kraken:BTCUSD":2},"limits":{"stale_after":"5"},"effective_at":"2040-01-01T00:00:00Z"}"""
        ),
        Asking("instruments.propose_change", """{"instrument":"BTC-PERP","fees":{"maker":"0","taker":"0.0004","liquidation":"0.005"}}"""),
        Asking("schemes.propose_change", """{"scheme":"paradex-pm","model":"plimsoll-var"}"""),
        Asking("venue.propose_change", """{"rules":{"margin_call_multiple":"1.5"}}"""),
        Asking("proposals.list", "{}"),
        Asking("proposals.approve", "{}"),
        Asking("proposals.withdraw", "{}"),
        Asking("changes.list", "{}"),
        Asking("changes.withdraw", "{}"),
        Asking("changes.ended", "{}"),
        Asking("mark_overrides.propose", """{"instrument":"BTC-PERP","price":"60000","until":"2040-01-01T00:00:00Z"}"""),
        Asking("mark_overrides.approve", """{"instrument":"BTC-PERP","price":"60000","until":"2040-01-01T00:00:00Z"}"""),
        Asking("mark_overrides.end", """{"instrument":"BTC-PERP"}"""),
        Asking("instruments.halt", """{"instrument":"BTC-PERP"}"""),
        Asking("instruments.resume", """{"instrument":"BTC-PERP"}"""),
        Asking("instruments.delist", """{"instrument":"BTC-PERP"}"""),
        Asking("keys.create", """{"label":"alice","roles":["trader"],"accounts":["alice"]}"""),
        Asking("keys.change", """{"roles":["trader"],"accounts":["alice","alice.hedge"]}"""),
        Asking("keys.revoke", "{}"),
        Asking("demo.control", """{"paused":false,"speed":60,"at":"2020-03-12T10:00:00Z"}"""),
        Asking(
            "batch",
            """
            {"operations":[
              {"operation":"collateral.deposit","request":{"account":"bob","asset":"USD","amount":"10"},"idempotency_key":"deposit-1"},
              {"operation":"accounts.margin","request":{"account":"bob"}}]}
            """
        ),
    ];

    private static readonly FrozenDictionary<string, JsonObject> ByName = All.ToFrozenDictionary(
        each => each.Operation,
        each => each.Request,
        StringComparer.Ordinal
    );

    /// <summary>What a member of an operation's request is, for example; null where the example leaves it out.</summary>
    public static JsonNode? Of(string operation, string member) =>
        FromAnswer(operation, member, ExampleAnswers.Of) is { } told ? told
        : ByName.TryGetValue(operation, out var request) ? request[member]?.DeepClone()
        : member switch
        {
            "account" => "alice",
            "asset" => "USD",
            "instrument" => "BTC-PERP",
            "index" => "BTC/USD",
            _ => null,
        };

    /// <summary>What only an answer gives out: the number of a proposal, the record of a liquidation, the name of a key.</summary>
    /// <param name="operation">The operation that names it.</param>
    /// <param name="member">The member.</param>
    /// <param name="answer">Answers by operation.</param>
    /// <returns>It; null for members that a caller chooses.</returns>
    public static JsonNode? FromAnswer(string operation, string member, Func<string, JsonNode?> answer) =>
        (operation, member) switch
        {
            ("proposals.approve", "proposal") => answer("indices.propose_change")?["id"]?.DeepClone(),
            ("proposals.withdraw", "proposal") => answer("assets.propose_change")?["id"]?.DeepClone(),
            ("changes.withdraw", "change") => answer("changes.list")?["items"]?[0]?["change"]?.DeepClone(),
            ("history.explain_liquidation", "episode") => answer("history.liquidations")?["items"]?[0]?["sequence"]?.DeepClone(),
            ("keys.change" or "keys.revoke", "key") => answer("keys.create")?["created"]?["key"]?.DeepClone(),
            _ => null,
        };

    /// <summary>The body of an operation's example.</summary>
    /// <param name="operation">Its name.</param>
    /// <param name="members">What stands in its body.</param>
    public static JsonObject Body(string operation, IEnumerable<string> members) =>
        new(members.Select(member => KeyValuePair.Create(member, Of(operation, member))).Where(each => each.Value is not null));

    private static (string Operation, JsonObject Request) Asking(string operation, string request) =>
        (operation, JsonNode.Parse(request)!.AsObject());
}
