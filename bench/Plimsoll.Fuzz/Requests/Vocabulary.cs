using System.Globalization;

namespace Plimsoll.Fuzz.Requests;

/// <summary>Words that mean something in the venue that is being tried: names of what is there, numbers in the right range, and what answers have told since.</summary>
internal sealed class Vocabulary(Random dice)
{
    private const int Remembered = 64;

    private readonly List<string> _ids = [];
    private readonly List<string> _keys = [];
    private readonly WildMarket _wild = new(dice);
    private bool _isWild;
    private long _next;
    private double _price = 7_900;

    /// <summary>An option of the venue that is tried.</summary>
    public const string Option = "BTC_USDC-26DEC30-8000-C";

    private const string Expiry = "2030-12-26T08:00:00Z";

    public static IReadOnlyList<string> Operations { get; set; } = [];

    /// <summary>Numbers that answers gave out: of orders, proposals, trades.</summary>
    public void Learn(string id)
    {
        if (_ids.Count < Remembered)
            _ids.Add(id);
        else
            _ids[dice.Next(Remembered)] = id;
    }

    /// <summary>A key that was made since: one of those that may be changed and revoked.</summary>
    public void LearnKey(string key)
    {
        if (_keys.Count < Remembered)
            _keys.Add(key);
        else
            _keys[dice.Next(Remembered)] = key;
    }

    /// <summary>Begins another request; some are of the wild market.</summary>
    public void Turn()
    {
        _isWild = dice.Next(8) == 0;
        _wild.Turn();
    }

    /// <summary>The word for a member of a name; null where only its type says what it is.</summary>
    public string? Text(string name) => (_isWild ? _wild.Text(name) : null) ?? UsualText(name);

    /// <summary>A decimal that fits the member's name.</summary>
    public string Decimal(string name) => (_isWild ? _wild.Decimal(name) : null) ?? UsualDecimal(name);

    private string? UsualText(string name) =>
        name switch
        {
            "account" or "from" or "to" or "taker" or "maker" or "owner" or "accounts" => Account(),
            "name" => $"f{dice.Next(1_000_000)}",
            "asset" or "settlement_asset" or "base_asset" or "peg" => dice.Next(4) == 0 ? "BTC" : "USD",
            "index" or "convert_by" or "prices" or "weights" or "underlyings" => dice.Next(3) == 0 ? "ETH/USD" : "BTC/USD",
            "instrument" => Pick("BTC-PERP", "BTC-PERP", "ETH-PERP", Option),
            "symbol" => Pick("BTC-PERP", "X" + dice.Next(50)),
            "source" or "sources" => "demo-" + (1 + dice.Next(3)),
            "scheme" => Pick("standard", "paradex-pm"),
            "model" => Pick("binance-usdm", "deribit-pm", "okx", "dydx-v4", "plimsoll-var", "hyperliquid"),
            "operation" => Operations[dice.Next(Operations.Count)],
            "client_order_id" => "c" + dice.Next(8),
            "order_id" or "taker_order_id" or "maker_order_id" or "proposal" or "episode" => Id(),
            "change" => Number(dice.Next(1, 10)),
            "trade_id" => dice.Next(3) == 0 ? "t" + dice.Next((int)_next + 1) : "t" + _next++,
            "corrected_trade_id" => "n" + dice.Next(100_000),
            "label" => "bot",
            "key" => _keys.Count > 0 ? _keys[dice.Next(_keys.Count)] : "aaaaaaaaaaaa",
            "types" => Pick("order_placed", "trade_recorded", "posted"),
            "idempotency_key" => "k" + dice.Next(200),
            "after" => Pick("demo-trader-010", "5", "BTC"),
            _ => null,
        };

    private string UsualDecimal(string name) =>
        name switch
        {
            "price" => Price(dice.Next(3) == 0 ? 0.3 : 0.02),
            "last" or "forward" or "strike" => Price(0.02),
            "bid" => Price(0.001, -0.0005),
            "ask" => Price(0.001, 0.0005),
            "amount" or "max_order_amount" => Number(Math.Round(Math.Pow(10, (dice.NextDouble() * 5) - 3), 3)),
            "leverage" => Number(dice.Next(1, 60)),
            "tick_size" or "lot_size" => Pick("0.01", "0.001", "0.5", "1"),
            "multiplier" => "1",
            "days" or "interval" or "stale_after" or "return_after" or "window_lookback" or "window_length" => Number(dice.Next(1, 3_600)),
            "floor" => Number(dice.Next(4) * 1_000_000),
            "moves" or "volatility" or "prices" => Number(Math.Round((dice.NextDouble() - 0.5) / 2, 3)),
            "rho" => Number(Math.Round((dice.NextDouble() - 0.5) / 2, 2)),
            _ when name.EndsWith("multiple", StringComparison.Ordinal) => Number(Math.Round(1 + dice.NextDouble(), 2)),
            _ => Number(Math.Round(dice.NextDouble() / 5, 3)),
        };

    public int Whole(string name) =>
        name switch
        {
            "limit" => dice.Next(1, 30),
            "speed" => dice.Next(1, 600),
            "actor" => dice.Next(8),
            "decimals" or "price_decimals" or "amount_decimals" => dice.Next(7),
            _ => dice.Next(1, 10),
        };

    public string Time(string name) => name == "expiry" && dice.Next(4) != 0 ? Expiry : Now(name);

    private string Now(string name) =>
        DateTimeOffset
            .UtcNow.AddSeconds(name is "expiry" or "until" or "effective_at" ? dice.Next(100_000) : dice.Next(-5_000, 50))
            .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Some much more often than others, so that orders are found again.</summary>
    private string Account() => $"demo-trader-{1 + dice.Next(1 + dice.Next(60)):D3}";

    private string Id() => _ids.Count > 0 && dice.Next(8) != 0 ? _ids[dice.Next(_ids.Count)] : Number(dice.Next(2_000));

    /// <summary>Walks, so that some are liquidated on the way.</summary>
    private string Price(double spread, double at = 0)
    {
        _price = Math.Clamp(_price * (1 + ((dice.NextDouble() - 0.5) * 0.004)), 4_000, 12_000);
        return Number(Math.Round(_price * (1 + at + ((dice.NextDouble() - 0.5) * spread)), 2));
    }

    private string Pick(params ReadOnlySpan<string> words) => words[dice.Next(words.Length)];

    private static string Number(double value) => ((decimal)value).ToString("0.##########", CultureInfo.InvariantCulture);
}
