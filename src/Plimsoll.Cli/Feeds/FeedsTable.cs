using System.Globalization;
using Plimsoll.Cli.Margin;
using Plimsoll.Feeds.Checks;
using Plimsoll.Feeds.Health;
using Plimsoll.Simulation.MarketData;
using Plimsoll.Values;
using Spectre.Console;

namespace Plimsoll.Cli.Feeds;

/// <summary>How sources stand, for a terminal of 120 columns.</summary>
internal static class FeedsTable
{
    private const int Width = 118;
    private const int NameMax = 24;
    private static readonly string[] Figures = ["connected", "quotes", "last price", "lag", "skew"];

    /// <summary>What a check found: a line for each market, then what is wrong and what to do about it.</summary>
    public static string Of(IReadOnlyList<FeedCheckResult> results)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var table = Begin("venue", "market", Figures, "problem");
        foreach (var result in results)
        {
            foreach (var symbol in result.Symbols)
            {
                var (count, last) = result.Quotes.GetValueOrDefault(symbol);
                table.Row(
                    Short(result.Health.Source),
                    Short(symbol),
                    result.Connected is { } took ? Milliseconds(took) : "–",
                    count.ToString(CultureInfo.InvariantCulture),
                    count > 0 ? last.Reference.ToString("0.########", CultureInfo.InvariantCulture) : "–",
                    Milliseconds(result.Health.Lag),
                    Milliseconds(result.Health.Skew),
                    PrintableText.Of(result.Problem ?? "")
                );
            }
        }

        Write(text, table);
        foreach (var advice in results.Where(result => result.Advice is not null).GroupBy(result => result.Advice!, StringComparer.Ordinal))
        {
            Tables.Line(
                text,
                PrintableText.Of($"{string.Join(", ", advice.Select(result => result.Health.Source))}: {advice.Key}"),
                0,
                Width
            );
        }

        text.WriteLine($"{results.Count(result => result.IsGood)} of {results.Count} work");
        return Plain(text);
    }

    /// <summary>What a recording gave.</summary>
    public static string Of(IReadOnlyList<FeedHealth> all, long lines, long? bars)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var table = Begin("source", "venue", ["connections", "messages", "quotes", "refused", "gaps", "nonsense"], "why refused");
        foreach (var health in all)
        {
            long[] counts = [health.Connects, health.Messages, health.Quotes, health.Rejected.Values.Sum(), health.Gaps, health.Nonsense];
            table.Row([
                Short(health.Source),
                Short(health.Venue),
                .. counts.Select(count => count.ToString(CultureInfo.InvariantCulture)),
                string.Join(
                    ", ",
                    health
                        .Rejected.OrderByDescending(reason => reason.Value)
                        .Select(reason => $"{FeedsJson.Words($"{reason.Key}")} {reason.Value}")
                ),
            ]);
        }

        Write(text, table);
        text.WriteLine($"{lines} lines played{(bars is { } written ? $", {written} bars written" : "")}");
        return Plain(text);
    }

    private static Table Begin(string first, string second, string[] figures, string last)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn(first).NoWrap().PadRight(1));
        table.AddColumn(new TableColumn(second).NoWrap().PadRight(1));
        foreach (var title in figures)
        {
            table.AddColumn(new TableColumn(title).RightAligned().NoWrap().Padding(0, 0, 1, 0));
        }

        table.AddColumn(new TableColumn(last).Padding(0, 0));
        return table;
    }

    private static void Write(StringWriter text, Table table)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Out = new AnsiConsoleOutput(text),
            }
        );
        console.Profile.Width = Width;
        console.Write(table);
    }

    private static string Plain(StringWriter text) =>
        string.Join('\n', text.ToString().Split('\n').Select(line => line.TrimEnd())).Trim('\n');

    private static string Short(string name) => PrintableText.Of(name.Length > NameMax ? name[..(NameMax - 1)] + "…" : name);

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms");

    private static string Milliseconds(Duration? time) =>
        time is { } length ? string.Create(CultureInfo.InvariantCulture, $"{length.Nanoseconds / 1e6:0} ms") : "–";
}
