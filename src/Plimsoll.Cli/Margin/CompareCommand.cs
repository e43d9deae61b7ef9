using System.CommandLine;
using Plimsoll.Cli.Replay;
using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Comparisons;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Cli.Margin;

/// <summary>The command line of <c>plimsoll compare</c>.</summary>
internal static class CompareCommand
{
    private const string Own = "own";
    private const string Venue = "venue";

    public static Command Create()
    {
        var input = new PortfolioInput();
        var leverage = new Option<string>("--leverage")
        {
            Description =
                "own: each position keeps its leverage on every venue, also where a trader cannot set one. venue: cross positions get the highest that each venue allows.",
            HelpName = "own|venue",
            DefaultValueFactory = _ => Own,
        };
        var report = new Option<string?>("--report")
        {
            Description = "Write the comparison as an HTML page with charts.",
            HelpName = "OUT.html",
        };
        var command = new Command("compare", "The same portfolio on every venue that can hold it: margins, leverage, liquidation prices.");
        input.AddTo(command);
        command.Add(leverage);
        command.Add(report);
        CommandHelp.Attach(command, MarginHelp.Compare);
        command.SetAction(parsed =>
            input.Run(
                parsed,
                (model, portfolio) =>
                {
                    var output = parsed.InvocationConfiguration.Output;
                    var isOwn = IsOwn(parsed.GetValue(leverage)!);
                    if (!portfolio.HasHoldings)
                    {
                        const string Advice = "Add balances and positions; docs/guide/portfolios.md begins with the smallest.";
                        throw ModelInput.Fault(
                            portfolio.FileName,
                            "nothing_held",
                            "there is nothing to compare: it holds nothing.",
                            Advice
                        );
                    }

                    input.RefuseToOverwrite(parsed, "--report", parsed.GetValue(report));
                    using var file = OutputFile.Open("--report", parsed.GetValue(report));
                    var compared = isOwn ? portfolio : WithoutLeverage(portfolio);
                    var venues = VenueComparison.Of(input.Catalog(parsed), model, compared);
                    var note = LeverageNote(portfolio, isOwn);
                    if (input.IsJson(parsed))
                    {
                        JsonOutput.Write(output, ComparisonJson.Of(portfolio, venues, note));
                    }
                    else
                    {
                        ComparisonView.Write(portfolio, venues, note, output);
                    }

                    if (file is not null)
                    {
                        file.Writer.Write(new ComparisonPage(compared, model, venues, note).ToString());
                        file.Finish();
                        ReportNote.Write(parsed.InvocationConfiguration.Error, parsed.GetValue(report)!);
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
        var holders = venues.Where(venue => venue.Answer is not null).Select(venue => venue.Model).ToArray();
        var count = holders.Select(model => model.Venue).Distinct(StringComparer.Ordinal).Count();
        var venueWords = count == 1 ? "one venue" : $"{count} venues";
        return holders.Length == count ? venueWords : $"{venueWords}, by {holders.Length} sets of rules";
    }

    private static bool IsOwn(string text) =>
        text switch
        {
            Own => true,
            Venue => false,
            _ => throw ModelInput.Fault("--leverage", "bad_choice", $"expected {Own} or {Venue}; found \"{text}\"."),
        };

    /// <summary>An isolated position keeps it: its margin follows from it.</summary>
    private static Portfolio WithoutLeverage(Portfolio portfolio) =>
        portfolio with
        {
            Positions = [.. portfolio.Positions.Select(position => position.IsIsolated ? position : position with { Leverage = null })],
        };

    /// <summary>Not every venue lets a trader choose, and initial margin hangs on it.</summary>
    private static string LeverageNote(Portfolio portfolio, bool isOwn)
    {
        if (!portfolio.Positions.Any(position => position is { IsIsolated: false, Leverage: not null }))
        {
            return "";
        }

        return isOwn
            ? "initial margins are at the positions' own leverage on every venue, also where a trader cannot set one; --leverage venue leaves it out"
            : "initial margins are at the highest leverage that each venue allows; --leverage own takes the positions' own";
    }

    /// <summary>All that is to be said of a venue that holds the portfolio: what was put otherwise, and why a cell is empty.</summary>
    public static IReadOnlyList<string> NotesOn(ComparedVenue venue) =>
        [.. venue.Notes.Concat(Reasons(venue)).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether its figures rest on something that is not known of its rules, which a note then says.</summary>
    public static bool IsUncertain(ComparedVenue venue) =>
        venue.Portfolio is { } portfolio && PortfolioNotes.Unknown(venue.Model, portfolio).Count > 0;

    /// <summary>The venues that do not hold it, by the reason.</summary>
    public static IEnumerable<(string Reason, string Venues)> Absent(IReadOnlyList<ComparedVenue> venues) =>
        venues
            .Where(venue => venue.Answer is null)
            .GroupBy(venue => venue.Reason, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .Select(group => (group.Key, string.Join("; ", group.Select(venue => venue.Model.Title))));

    /// <summary>Why a cell of the table is empty.</summary>
    private static IEnumerable<string> Reasons(ComparedVenue venue)
    {
        foreach (var name in (string[])["initial_margin", "margin_ratio", "leverage"])
        {
            if (venue.Whole?[name] is AnswerNothing nothing)
            {
                yield return $"no {Figures.Words(name)}: {nothing.Reason}";
            }
        }

        for (var place = 0; place < venue.Portfolio?.Positions.Count; place++)
        {
            if (!venue.IsOption(place) && venue.PositionAt(place)?["liquidation_price"] is AnswerNothing nothing)
            {
                yield return $"no liquidation price of {venue.Portfolio.Positions[place].Instrument}: {nothing.Reason}";
            }
        }
    }
}
