using System.Text;
using System.Text.Json.Nodes;

namespace Plimsoll.Fuzz.Requests;

/// <summary>Makes a sound request unsound: in its values, in its shape, in its text, in its bytes.</summary>
internal sealed class Damage(Random dice)
{
    private static readonly string[] Texts =
    [
        "null",
        "true",
        "0",
        "-1",
        "1e308",
        "-1e-400",
        "123456789012345678901234567890123456789012345678901234567890",
        "9223372036854775807",
        "0.1",
        "\"\"",
        "\"0\"",
        "\"-0\"",
        "\"-1\"",
        "\"1e5\"",
        "\"00.1\"",
        "\"0.000000000000000000000000000001\"",
        "\"170141183460469231731687303715884105728\"",
        "\"99999999999999999999999999999999999999999999\"",
        "\"9223372036854775.807\"",
        "\"NaN\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"ä𝟙\"",
        "\"BTC/USD\"",
        "\"venue/clearing\"",
        "\"fund/USD\"",
        "\"demo-trader-001/BTC-PERP\"",
        "\"demo-maker\"",
        "\"9999-12-31T23:59:59Z\"",
        "\"0001-01-01T00:00:00Z\"",
        "\"2026-02-30T00:00:00Z\"",
        "{}",
        "[]",
        "[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]",
        "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}}}}}}}}}}}}}",
    ];

    /// <summary>Another value, another type, a member less, one too many: what is left is JSON.</summary>
    public void Shape(JsonObject request)
    {
        var place = request;
        while (place.Where(each => each.Value is JsonObject { Count: > 0 } or JsonArray { Count: > 0 }).ToList() is { Count: > 0 } inner)
        {
            if (dice.Next(2) == 0)
                break;

            var chosen = inner[dice.Next(inner.Count)].Value!;
            if ((chosen is JsonArray list ? list[dice.Next(list.Count)] : chosen) is not JsonObject { Count: > 0 } next)
                break;

            place = next;
        }

        var names = place.Select(each => each.Key).ToList();
        var name = names.Count > 0 ? names[dice.Next(names.Count)] : "account";
        switch (dice.Next(8))
        {
            case 0:
                place.Remove(name);
                break;
            case 1:
                place["extra"] = Hostile();
                break;
            case 2:
                place[name.ToUpperInvariant()] = 1;
                break;
            default:
                place[name] = Hostile();
                break;
        }
    }

    /// <summary>Text that is nearly JSON: a member twice, something cut off, bytes that are no UTF-8.</summary>
    public byte[] Text(byte[] json)
    {
        var at = dice.Next(json.Length + 1);
        return dice.Next(7) switch
        {
            0 => json[..at],
            1 => [.. json[..at], (byte)dice.Next(256), .. json[at..]],
            2 => [.. json[..at], .. "\xC3\x28"u8, .. json[at..]],
            3 => [.. json[..at], .. Encoding.UTF8.GetBytes(new string('[', dice.Next(1, 3_000))), .. json[at..]],
            4 => Twice(json),
            5 => [.. json, .. "{}"u8],
            _ => [.. json[..at], .. Encoding.UTF8.GetBytes(Texts[dice.Next(Texts.Length)]), .. json[at..]],
        };
    }

    private JsonNode? Hostile()
    {
        if (dice.Next(40) == 0)
            return new string('9', dice.Next(1, 20_000));

        return JsonNode.Parse(Texts[dice.Next(Texts.Length)].Replace("\\ud800", "\\ufffd", StringComparison.Ordinal));
    }

    /// <summary>The first member once more, at the end.</summary>
    private static byte[] Twice(byte[] json)
    {
        var text = Encoding.UTF8.GetString(json);
        var end = text.IndexOf(',', StringComparison.Ordinal);
        return end < 1 || !text.EndsWith('}') ? json : Encoding.UTF8.GetBytes(text[..^1] + "," + text[1..end] + "}");
    }
}
