using Spectre.Console;
using Spectre.Console.Rendering;

namespace Plimsoll.Cli.Margin;

/// <summary>Writes tables, trees and lines, to a terminal or a file.</summary>
internal static class Tables
{
    /// <summary>Files have room for every figure.</summary>
    public const int FileWidth = 160;

    private const int LeastWidth = 40;

    /// <summary>Writes a table as it fits the place it goes to.</summary>
    public static void Write(TextWriter output, FigureTable table) => Write(output, table, WidthOf(output));

    /// <summary>Writes a table as it fits a width.</summary>
    public static void Write(TextWriter output, FigureTable table, int width)
    {
        foreach (var part in table.Within(width))
        {
            Render(output, part);
        }
    }

    /// <summary>Writes a tree.</summary>
    public static void Write(TextWriter output, Tree tree) => Render(output, tree);

    /// <summary>Writes a sentence, broken between words where a table would end, too.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="text">The sentence.</param>
    /// <param name="indent">Blanks before every line.</param>
    public static void Line(TextWriter output, string text, int indent = 0) => Line(output, text, indent, WidthOf(output));

    /// <summary>Writes a sentence within a width.</summary>
    public static void Line(TextWriter output, string text, int indent, int width)
    {
        var line = new string(' ', indent);
        var isEmpty = true;
        foreach (var word in text.Split(' '))
        {
            if (!isEmpty && line.Length + 1 + word.Length > width)
            {
                output.WriteLine(line);
                (line, isEmpty) = (new string(' ', indent + 2), true);
            }

            line += isEmpty ? word : " " + word;
            isEmpty = false;
        }

        output.WriteLine(line);
    }

    /// <summary>Adds a row of plain text.</summary>
    public static Table Row(this Table table, params string[] cells) => table.AddRow([.. cells.Select(Markup.Escape)]);

    private static int WidthOf(TextWriter output) => IsTerminal(output) ? Math.Max(LeastWidth, Console.WindowWidth) : FileWidth;

    private static bool IsTerminal(TextWriter output) => ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;

    /// <summary>What is rendered fits already, or cannot be made to: it is never to be cut.</summary>
    private static void Render(TextWriter output, IRenderable what)
    {
        var isTerminal = IsTerminal(output);
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(output),
                Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
                ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            }
        );
        console.Profile.Width = 10_000;
        console.Write(what);
    }
}
