using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Plimsoll.Load.Figures;

/// <summary>The result for people and for programs.</summary>
internal static class FigureTable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Text(IReadOnlyList<Figure> figures)
    {
        var rows = figures.Select(Row).Prepend(["", "", "", "rounds", "must be", ""]).ToList();
        var widths = Enumerable.Range(0, 5).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return string.Join('\n', rows.Select(row => Line(row, widths).TrimEnd()));
    }

    public static string JsonText(IReadOnlyList<Figure> figures) => JsonSerializer.Serialize(figures, Json);

    private static string Line(string[] row, int[] widths) =>
        $"{row[0].PadRight(widths[0])}  {row[1].PadLeft(widths[1])} {row[2].PadRight(widths[2])}  {row[3].PadRight(widths[3])}  {row[4].PadRight(widths[4])}  {row[5]}";

    private static string[] Row(Figure figure) =>
        [
            figure.Name,
            Number(figure.Value),
            figure.Unit,
            figure is { Min: { } min, Max: { } max } ? $"{Number(min)} … {Number(max)}" : "",
            figure.Target is { } target ? $"{(figure.IsMost ? "≤" : "≥")} {Number(target)}: {(figure.IsMet ? "met" : "MISSED")}" : "",
            figure.Note ?? "",
        ];

    private static string Number(double value) => value.ToString(Math.Abs(value) >= 100 ? "N0" : "0.00", CultureInfo.InvariantCulture);
}
