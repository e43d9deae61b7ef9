namespace Plimsoll.ClientGenerator;

/// <summary>The form of one kind of event.</summary>
/// <param name="Type">Its type on the wire.</param>
/// <param name="Members">Its members.</param>
/// <param name="Summary">What happened.</param>
internal sealed record EventForm(string Type, IReadOnlyList<Member> Members, string Summary)
{
    private static readonly string[] Texts =
    [
        "account",
        "owner",
        "parent",
        "carried_by",
        "from",
        "to",
        "asset",
        "instrument",
        "index",
        "source",
        "symbol",
        "what",
        "scheme",
        "order_id",
        "client_order_id",
        "trade_id",
        "key",
        "fund",
        "winner",
        "bearer",
        "sold",
        "bought",
        "taker",
        "maker",
        "reason",
        "outcome",
        "cause",
        "event_hash",
    ];

    private static readonly string[] Times =
    [
        "at",
        "until",
        "grace_until",
        "effective_at",
        "calm_since",
        "since",
        "expiry",
        "deadline",
        "hold_until",
        "next_funding",
        "protective_window_until",
    ];

    private static readonly string[] Decimals =
    [
        "a",
        "amount",
        "ask",
        "b",
        "balance",
        "bid",
        "bought_amount",
        "change",
        "cost",
        "cost_change",
        "equity",
        "fee",
        "forward",
        "free_collateral",
        "funding_rate",
        "give_up_limit",
        "index_price",
        "initial_margin",
        "margin_ratio",
        "open_interest",
        "last",
        "leverage",
        "m",
        "maintenance_margin",
        "maker_fee",
        "mark_price",
        "net_liquidation_value",
        "position",
        "premium",
        "price",
        "reference",
        "reduced_by",
        "rho",
        "settlement_price",
        "sigma",
        "sizing_price",
        "smoothed_basis",
        "sold_amount",
        "taker_fee",
        "target",
        "value",
    ];

    /// <summary>Its type in C#. Requests to change something have names that would read the same.</summary>
    public string TypeName => SourceText.Pascal(Type) + "Event";

    /// <summary>All that stand in a file of forms.</summary>
    /// <param name="file">events.txt or states.txt.</param>
    public static IReadOnlyList<EventForm> All(string file)
    {
        using var stream = typeof(EventForm).Assembly.GetManifestResourceStream("Plimsoll.ClientGenerator." + file)!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(Read)];
    }

    private static EventForm Read(string line)
    {
        var (body, summary) = Cut(line, " # ");
        var (type, members) = Cut(body, ": ");
        return new(type, [.. members.Split(' ').Select(ReadMember)], summary);
    }

    private static Member ReadMember(string text)
    {
        var isNullable = text.EndsWith('?');
        var parts = text.TrimEnd('?').Split(':', 2);
        var type = parts.Length > 1 ? parts[1] : TypeOf(parts[0]);
        return new(parts[0], type, isNullable, IsRequired: !isNullable, "");
    }

    private static string TypeOf(string name) =>
        name switch
        {
            "parameters_version" or "live_sources" => "int",
            "command" => "long",
            "reduce_only"
            or "is_liquidation"
            or "far_from_mark"
            or "order_missing"
            or "changes_nothing"
            or "armed"
            or "has_no_source"
            or "is_paused" => "bool",
            _ when Texts.Contains(name, StringComparer.Ordinal) => "string",
            _ when Times.Contains(name, StringComparer.Ordinal) => "VenueTime",
            _ when Decimals.Contains(name, StringComparer.Ordinal) => "ExactDecimal",
            _ => throw new InvalidOperationException($"events.txt, states.txt: say what {name} is."),
        };

    private static (string Before, string After) Cut(string text, string at)
    {
        var place = text.IndexOf(at, StringComparison.Ordinal);
        return place < 0 ? throw new InvalidOperationException($"no \"{at}\" in {text}") : (text[..place], text[(place + at.Length)..]);
    }
}
