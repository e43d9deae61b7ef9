using System.CommandLine;
using Plimsoll.Cli.Replay;
using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Comparisons;

namespace Plimsoll.Cli.Margin;

/// <summary>The command line of <c>plimsoll compare</c>.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var input = new PortfolioInput();
        var report = new Option<string?>("--report")
        {
            Description = "Write the comparison as an HTML page with charts.",
            HelpName = "OUT.html",
        };
        var command = new Command("compare", "The same portfolio on every venue that can hold it: margins, leverage, liquidation prices.");
        input.AddTo(command);
        command.Add(report);
        command.SetAction(parsed =>
            input.Run(
                parsed,
                (model, portfolio) =>
                {
                    var output = parsed.InvocationConfiguration.Output;
                    input.RefuseToOverwrite(parsed, "--report", parsed.GetValue(report));
                    using var file = OutputFile.Open("--report", parsed.GetValue(report));
                    var venues = VenueComparison.Of(input.Catalog(parsed), model, portfolio);
                    var places = Enumerable.Range(0, portfolio.Positions.Count).Where(place => !venues[0].IsOption(place)).ToArray();
                    var symbols = places.Select(place => portfolio.Positions[place].Instrument);
                    var table = Tables.Create(
                        $"{portfolio.Name} on {Count(venues)}",
                        [
                            "venue:",
                            "equity",
                            "initial margin",
                            "maintenance margin",
                            "margin ratio",
                            "leverage",
                            .. symbols.Select(symbol => $"liquidation {symbol}"),
                            "unit:",
                        ]
                    );
                    foreach (var venue in venues.Where(venue => venue.Answer is not null))
                    {
                        table.Row([venue.Model.Title, .. Cells(venue, places), venue.Model.Margin!.Numeraire]);
                    }

                    Tables.Write(output, table);
                    WriteNotes(venues, output);
                    if (file is not null)
                    {
                        file.Writer.Write(ComparisonPage.Of(portfolio, venues));
                        file.Finish();
                        output.WriteLine($"report written to {parsed.GetValue(report)}");
                    }

                    return ExitCode.Success;
                }
            )
        );
        return command;
    }

    /// <summary>How many venues can hold the portfolio, in words.</summary>
    public static string Count(IReadOnlyList<ComparedVenue> venues)
    {
        var count = venues.Count(venue => venue.Answer is not null);
        return count == 1 ? "one venue" : $"{count} venues";
    }

    private static IEnumerable<string> Cells(ComparedVenue venue, int[] places)
    {
        foreach (var figure in (string[])["equity", "initial_margin", "maintenance_margin", "margin_ratio", "leverage"])
        {
            var value = venue.Whole![figure];
            yield return figure == "margin_ratio" && value is AnswerNumber ratio ? Figures.Percent(ratio.Value) : Figures.Text(value);
        }

        foreach (var place in places)
        {
            yield return Figures.Text(venue.PositionAt(place)?["liquidation_price"]);
        }
    }

    private static void WriteNotes(IReadOnlyList<ComparedVenue> venues, TextWriter output)
    {
        foreach (var venue in venues.Where(venue => venue.Notes.Count > 0))
        {
            output.WriteLine($"  {venue.Model.Title}: {string.Join("; ", venue.Notes.Distinct(StringComparer.Ordinal))}");
        }

        foreach (var venue in venues.Where(venue => venue.Answer is not null))
        {
            foreach (var (name, reason) in Reasons(venue))
            {
                output.WriteLine($"  {venue.Model.Title}, {name}: {reason}");
            }
        }

        foreach (var venue in venues.Where(venue => venue.Answer is null))
        {
            output.WriteLine($"  not on {venue.Model.Title}: {venue.Reason}");
        }
    }

    /// <summary>Why a cell of the table is empty.</summary>
    public static IEnumerable<(string Name, string Reason)> Reasons(ComparedVenue venue)
    {
        foreach (var name in (string[])["initial_margin", "margin_ratio", "leverage"])
        {
            if (venue.Whole?[name] is AnswerNothing nothing)
            {
                yield return (Figures.Words(name), nothing.Reason);
            }
        }

        for (var place = 0; place < venue.Portfolio?.Positions.Count; place++)
        {
            if (!venue.IsOption(place) && venue.PositionAt(place)?["liquidation_price"] is AnswerNothing nothing)
            {
                yield return ($"{venue.Portfolio.Positions[place].Instrument} liquidation price", nothing.Reason);
            }
        }
    }
}
