using Spectre.Console;
using Spectre.Console.Rendering;

namespace Plimsoll.Cli.Margin;

/// <summary>Writes tables and trees, to a terminal or a file.</summary>
internal static class Tables
{
    private const int LeastWidth = 80;
    private const int FileWidth = 160;

    /// <summary>Writes something renderable as wide as the place it goes to.</summary>
    public static void Write(TextWriter output, IRenderable what)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(output),
                Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
                ColorSystem = Console.IsOutputRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            }
        );
        console.Profile.Width = Console.IsOutputRedirected ? FileWidth : Math.Max(LeastWidth, Console.WindowWidth);
        console.Write(what);
    }

    /// <summary>A table; columns whose title ends in a colon are text, all others are numbers and stand at the right.</summary>
    public static Table Create(string title, params string[] columns)
    {
        var table = new Table().Border(TableBorder.Rounded);
        if (title.Length > 0)
        {
            table.Title(Markup.Escape(title), Style.Plain);
        }

        foreach (var column in columns)
        {
            var isText = column.EndsWith(':');
            var made = new TableColumn(Markup.Escape(isText ? column[..^1] : column)).NoWrap();
            table.AddColumn(isText ? made : made.RightAligned());
        }

        return table;
    }

    /// <summary>Adds a row of plain text.</summary>
    public static Table Row(this Table table, params string[] cells) => table.AddRow([.. cells.Select(Markup.Escape)]);
}
