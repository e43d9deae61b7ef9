using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Plimsoll.Cli.Margin;

/// <summary>A table of figures that is never cut: what is too wide for a terminal gets narrower titles, or stands on its side, in parts.</summary>
/// <param name="title">What it shows; empty for none.</param>
/// <param name="columns">Titles; those that end in a colon are of text, all others of numbers, which stand at the right.</param>
internal sealed class FigureTable(string title, params string[] columns)
{
    /// <summary>A list of names and values reads no better on its side.</summary>
    private const int FewestToTurn = 4;

    /// <summary>What cells of text are broken to, between their words, before a table is turned.</summary>
    private static readonly int[] TextWidths = [30, 24, 20, 17, 14];

    private readonly List<string[]> _rows = [];

    /// <summary>What it shows; empty for none.</summary>
    public string Title => title;

    /// <summary>Titles, and whether they stand above text.</summary>
    public IEnumerable<(string Title, bool IsText)> Columns => columns.Select((text, column) => (Plain(text), IsText(column)));

    /// <summary>Its cells.</summary>
    public IReadOnlyList<string[]> Rows => _rows;

    /// <summary>How many rows there are.</summary>
    public int Count => _rows.Count;

    /// <summary>Adds a row of plain text.</summary>
    public FigureTable Row(params string[] cells)
    {
        _rows.Add(cells);
        return this;
    }

    /// <summary>The tables that show it within a width, one below the other.</summary>
    public IReadOnlyList<IRenderable> Within(int width)
    {
        var plain = columns.Select(Plain).ToArray();
        if (Needed(plain, _rows) <= width)
        {
            return [Upright(plain, _rows)];
        }

        var narrow = plain.Select((text, column) => Wrapped(text, Widest(_rows, column))).ToArray();
        if (Needed(narrow, _rows) <= width || columns.Length < FewestToTurn || _rows.Count == 0)
        {
            return [Upright(narrow, _rows)];
        }

        foreach (var longest in TextWidths)
        {
            var broken = _rows
                .Select(row => row.Select((cell, column) => IsText(column) ? Wrapped(cell, longest) : cell).ToArray())
                .ToList();
            narrow = [.. plain.Select((text, column) => Wrapped(text, Widest(broken, column)))];
            if (Needed(narrow, broken) <= width)
            {
                return [Upright(narrow, broken)];
            }
        }

        return [.. OnItsSide(plain, width)];
    }

    private Table Upright(string[] titles, List<string[]> rows)
    {
        var table = Empty(title);
        for (var column = 0; column < titles.Length; column++)
        {
            Add(table, titles[column], IsText(column));
        }

        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        return table;
    }

    /// <summary>Each row becomes a column, as many beside each other as fit; a single one that is too wide overflows whole.</summary>
    private IEnumerable<Table> OnItsSide(string[] titles, int width)
    {
        var names = titles.Max(Length);
        var heads = _rows.Select(row => Wrapped(row[0], row.Skip(1).Max(Length))).ToArray();
        var widths = _rows.Select((row, i) => Math.Max(Length(heads[i]), row.Skip(1).Max(Length))).ToArray();
        var room = width - Framed(names) - 1;
        var parts = 1;
        while (parts < _rows.Count && Chunks(parts).Any(chunk => widths[chunk].Sum(Framed) > room))
        {
            parts++;
        }

        foreach (var (place, chunk) in Chunks(parts).Index())
        {
            var table = Empty(place == 0 ? title : "");
            Add(table, titles[0], isText: true);
            foreach (var head in heads[chunk])
            {
                Add(table, head, isText: false);
            }

            for (var column = 1; column < titles.Length; column++)
            {
                table.AddRow([Markup.Escape(titles[column]), .. _rows[chunk].Select(row => Markup.Escape(row[column]))]);
            }

            yield return table;
        }
    }

    /// <summary>The rows in so many parts of the same length, but for the last.</summary>
    private IEnumerable<Range> Chunks(int parts)
    {
        var length = (_rows.Count + parts - 1) / parts;
        for (var first = 0; first < _rows.Count; first += length)
        {
            yield return first..Math.Min(_rows.Count, first + length);
        }
    }

    private static Table Empty(string title)
    {
        var table = new Table().Border(TableBorder.Rounded);
        return title.Length > 0 ? table.Title(Markup.Escape(title), Style.Plain) : table;
    }

    private static void Add(Table table, string title, bool isText)
    {
        var column = new TableColumn(Markup.Escape(title)).NoWrap();
        table.AddColumn(isText ? column : column.RightAligned());
    }

    private bool IsText(int column) => columns[column].EndsWith(':');

    private static string Plain(string title) => title.TrimEnd(':');

    private static int Widest(List<string[]> rows, int column) => rows.Select(row => Length(row[column])).DefaultIfEmpty().Max();

    private static int Needed(string[] titles, List<string[]> rows) =>
        1 + titles.Select((text, column) => Framed(Math.Max(Length(text), Widest(rows, column)))).Sum();

    /// <summary>With a blank on each side, and the line behind it.</summary>
    private static int Framed(int width) => width + 3;

    /// <summary>How wide a text is that may have several lines.</summary>
    private static int Length(string text) => text.Split('\n').Max(line => new StringInfo(line).LengthInTextElements);

    /// <summary>A title in lines no wider than what stands below it, as far as its words allow.</summary>
    private static string Wrapped(string text, int width)
    {
        var words = text.Split(' ');
        var widest = Math.Max(width, words.Max(Length));
        var lines = new List<string>();
        foreach (var word in words)
        {
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= widest)
            {
                lines[^1] += " " + word;
            }
            else
            {
                lines.Add(word);
            }
        }

        return string.Join('\n', lines);
    }
}
