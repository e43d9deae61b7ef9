using System.Text.Json.Nodes;

namespace Plimsoll.Conformance;

/// <summary>Writes the model and portfolio files of a vector about margin.</summary>
internal sealed class MarginTranslation
{
    /// <summary>The one schedule's name.</summary>
    public const string Schedule = "schedule";

    private readonly JsonObject _model;
    private readonly JsonObject _portfolio;
    private readonly List<Expectation> _expectations = [];

    public MarginTranslation(Vector vector, string numeraire = "USD")
    {
        _model = Translation.Header(vector);
        _model["numeraire"] = numeraire;
        _model["assets"] = new JsonObject { [numeraire] = new JsonObject() };
        _model["instruments"] = new JsonObject();
        _model["margins"] = new JsonObject();
        _portfolio = new()
        {
            ["name"] = vector.Id,
            ["model"] = vector.Id,
            ["balances"] = new JsonObject(),
            ["positions"] = new JsonArray(),
            ["orders"] = new JsonArray(),
            ["market"] = new JsonObject(),
        };
    }

    /// <summary>Any other part of the model file.</summary>
    public MarginTranslation With(string section, JsonObject content)
    {
        _model[section] = content;
        return this;
    }

    public MarginTranslation Margin(JsonObject schedule, string name = Schedule)
    {
        _model["margins"]![name] = schedule;
        return this;
    }

    /// <summary>Lists an instrument at a price.</summary>
    public MarginTranslation List(string symbol, JsonNode mark, JsonObject? terms = null, string margin = Schedule)
    {
        var listing = terms ?? [];
        listing["settlement"] ??= _model["numeraire"]!.DeepClone();
        _model["assets"]![(string)listing["settlement"]!] ??= new JsonObject();
        listing["underlying"] ??= symbol;
        listing["margin"] = margin;
        _model["instruments"]![symbol] = listing;
        _portfolio["market"]![symbol] = new JsonObject { ["mark"] = mark.DeepClone() };
        return this;
    }

    public MarginTranslation Price(string name, string price, JsonNode value)
    {
        var market = (JsonObject)_portfolio["market"]!;
        market[name] ??= new JsonObject();
        market[name]![price] = value.DeepClone();
        return this;
    }

    public MarginTranslation Balance(JsonNode amount)
    {
        _portfolio["balances"]![_model["numeraire"]!.GetValue<string>()] = amount.DeepClone();
        return this;
    }

    public MarginTranslation Position(
        string symbol,
        JsonNode quantity,
        JsonNode? entry = null,
        JsonObject? more = null,
        bool isShort = false
    )
    {
        var position = more ?? [];
        position["instrument"] = symbol;
        position["quantity"] = isShort ? Opposite(quantity) : quantity.DeepClone();
        if (entry is not null)
        {
            position["entry"] = entry.DeepClone();
        }

        ((JsonArray)_portfolio["positions"]!).Add(position);
        return this;
    }

    public MarginTranslation Order(string symbol, string side, JsonNode quantity)
    {
        ((JsonArray)_portfolio["orders"]!).Add(
            new JsonObject
            {
                ["instrument"] = symbol,
                ["side"] = side,
                ["quantity"] = quantity.DeepClone(),
            }
        );
        return this;
    }

    /// <summary>Compares, if the vector says anything of it.</summary>
    public MarginTranslation Expect(Vector vector, string expected, string answer, Tolerance? tolerance = null)
    {
        if (expected.Contains('[', StringComparison.Ordinal) || vector.Expected.ContainsKey(expected))
        {
            _expectations.Add(new(expected, answer, tolerance));
        }

        return this;
    }

    public Translation Build() => new(_model, _portfolio, _expectations);

    /// <summary>Whether the vector is about a short; long without a side.</summary>
    /// <exception cref="FormatException">The side is neither.</exception>
    public static bool IsShort(Vector vector) => IsShort(vector.Inputs);

    /// <summary>Whether a position is short; long without a side.</summary>
    /// <exception cref="FormatException">The side is neither.</exception>
    public static bool IsShort(JsonObject position) =>
        position["side"] is { } side
        && (
            (side as JsonValue)?.TryGetValue(out string? word) == true
                ? word switch
                {
                    "long" or "buy" => false,
                    "short" or "sell" => true,
                    _ => throw new FormatException($"the field side is {side.ToJsonString()}, and should be long or short."),
                }
                : throw new FormatException("the field side is no text.")
        );

    /// <summary>A minus sign before a number: renaming, since these files say the side apart.</summary>
    private static JsonNode Opposite(JsonNode quantity)
    {
        var text = quantity.ToJsonString();
        return JsonNode.Parse(text.StartsWith('-') ? text[1..] : "-" + text)!;
    }
}
