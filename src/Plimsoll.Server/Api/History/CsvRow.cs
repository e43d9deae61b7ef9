using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Plimsoll.Server.Api.History;

/// <summary>A row as comma-separated values (RFC 4180): members by name, what is no column together in the last one.</summary>
internal static class CsvRow
{
    /// <summary>The column for the whole row as JSON.</summary>
    public const string Whole = "event";

    private static readonly SearchValues<char> Number = SearchValues.Create("0123456789.");
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    public static byte[] Of(RawJson row, IReadOnlyList<string> columns)
    {
        using var document = JsonDocument.Parse(row.Bytes);
        var line = new StringBuilder();
        foreach (var column in columns)
        {
            if (line.Length > 0 || column != columns[0])
                line.Append(',');

            if (column == Whole)
                Append(line, Encoding.UTF8.GetString(row.Bytes.Span));
            else if (document.RootElement.TryGetProperty(column, out var value))
                Append(line, TextOf(value));
        }

        return Encoding.UTF8.GetBytes(line.ToString());
    }

    private static string TextOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => "",
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => value.ToString(),
        };

    /// <summary>A spreadsheet takes what begins with these for a formula: a quote before it makes it text. Numbers below zero stay numbers.</summary>
    private static void Append(StringBuilder line, string text)
    {
        var isFormula = text.Length > 0 && (text[0] is '=' or '+' or '@' || (text[0] == '-' && text.AsSpan(1).ContainsAnyExcept(Number)));
        var safe = isFormula ? "'" + text : text;
        if (!safe.AsSpan().ContainsAny(Special))
            line.Append(safe);
        else
            line.Append('"').Append(safe.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
