using System.Text.Json.Nodes;

namespace Plimsoll.Fuzz.Requests;

/// <summary>Makes sound requests of every operation; then, of some of them, unsound ones.</summary>
internal sealed class RequestMaker(OperationBook book, Vocabulary words, Random dice)
{
    private const int Deepest = 5;

    /// <summary>What moves a venue most is asked most: else the state behind would stay shallow.</summary>
    private static readonly string[] Often =
    [
        "orders.place",
        "orders.place",
        "orders.cancel",
        "orders.amend",
        "orders.check",
        "orders.done",
        "trades.record",
        "trades.record",
        "quotes.submit",
        "collateral.deposit",
        "collateral.withdraw",
        "collateral.transfer",
        "accounts.set_leverage",
        "accounts.set_margin_mode",
        "indices.set_surface",
        "proposals.approve",
        "venue.resume",
        "instruments.resume",
    ];

    private readonly Operation[] _often = [.. Often.Select(name => book.All.First(each => each.Name == name))];

    /// <summary>One that stops the market is asked now and then: else all others were refused from then on.</summary>
    private static bool IsRare(string name) =>
        name
            is "venue.pause"
                or "instruments.halt"
                or "instruments.delist"
                or "accounts.set_status"
                or "risk.stress"
                or "demo.control"
                or "batch";

    public Operation Operation()
    {
        var chosen = dice.Next(2) == 0 ? _often[dice.Next(_often.Length)] : book.All[dice.Next(book.All.Count)];
        return IsRare(chosen.Name) && dice.Next(20) != 0 ? Operation() : chosen;
    }

    /// <summary>All members that it needs, and some of the others.</summary>
    public JsonObject Sound(Operation operation)
    {
        words.Turn();
        var request = new JsonObject();
        foreach (var member in operation.Members)
        {
            if (member.IsRequired || member.Place == MemberPlace.Path || dice.Next(3) == 0)
                request[member.Name] = Value(member.Name, member.Schema, 0);
        }

        return request;
    }

    public JsonNode? Value(string name, JsonNode schema, int depth)
    {
        var shape = book.Resolve(schema);
        if (shape["enum"] is JsonArray names)
            return names[name == "status" && dice.Next(3) != 0 ? 0 : dice.Next(names.Count)]!.DeepClone();

        var type = shape["type"] is JsonArray types ? (string)types[0]! : (string?)shape["type"];
        return type switch
        {
            "object" => Members(name, shape, depth),
            "array" => List(name, shape, depth),
            "integer" => words.Text(name) is { } number && long.TryParse(number, out var known) ? known : words.Whole(name),
            "boolean" => name is not "requires_signature" && dice.Next(3) == 0,
            "string" => (string?)shape["format"] switch
            {
                "date-time" => words.Time(name),
                "decimal" => words.Decimal(name),
                _ => words.Text(name) ?? "x",
            },
            _ => depth > Deepest ? null : Sound(Operation()),
        };
    }

    private JsonObject Members(string name, JsonNode shape, int depth)
    {
        var members = new JsonObject();
        if (shape["additionalProperties"] is JsonObject value && words.Text(name) is { } key)
            members[name == "underlyings" ? key[..3] : key] = name == "underlyings" ? key : Value(name, value, depth + 1);

        var required = (shape["required"] as JsonArray ?? []).Select(each => (string)each!).ToHashSet(StringComparer.Ordinal);
        foreach (var (each, member) in shape["properties"] as JsonObject ?? [])
        {
            if (required.Contains(each) || (depth < Deepest && dice.Next(4) == 0))
                members[each] = Value(each, member!, depth + 1);
        }

        return members;
    }

    private JsonArray List(string name, JsonNode shape, int depth)
    {
        var list = new JsonArray();
        for (var left = depth > Deepest ? 0 : 1 + (int)(4 * Math.Pow(dice.NextDouble(), 3)); left > 0; left--)
        {
            list.Add(Value(name, shape["items"]!, depth + 1));
        }

        return list;
    }
}
