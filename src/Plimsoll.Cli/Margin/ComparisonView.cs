using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Comparisons;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Cli.Margin;

/// <summary>A comparison of venues for a terminal.</summary>
internal static class ComparisonView
{
    private const string Uncertain = " *";

    public static void Write(Portfolio portfolio, IReadOnlyList<ComparedVenue> venues, string note, TextWriter output)
    {
        var holders = venues.Where(venue => venue.Answer is not null).ToArray();
        var isAnyLiquidated = holders.Any(venue => AnswerView.IsLiquidated(venue.Whole));
        Tables.Write(output, Table(portfolio, venues, holders, isAnyLiquidated));
        WriteLegend(holders, isAnyLiquidated, output);
        if (note.Length > 0)
        {
            Tables.Line(output, $"note: {note}", 2);
        }

        foreach (var venue in holders)
        {
            if (CompareCommand.NotesOn(venue) is { Count: > 0 } notes)
            {
                Tables.Line(output, $"{venue.Model.Title}: {string.Join("; ", notes)}", 2);
            }
        }

        foreach (var (reason, names) in CompareCommand.Absent(venues))
        {
            Tables.Line(output, $"not on {names}: {reason}", 2);
        }
    }

    private static FigureTable Table(
        Portfolio portfolio,
        IReadOnlyList<ComparedVenue> venues,
        ComparedVenue[] holders,
        bool isAnyLiquidated
    )
    {
        var places = Enumerable.Range(0, portfolio.Positions.Count).Where(place => !venues[0].IsOption(place)).ToArray();
        var table = new FigureTable(
            $"{portfolio.Name} on {CompareCommand.Count(venues)}",
            [
                "venue:",
                "equity",
                "initial margin",
                "maintenance margin",
                "margin ratio",
                "leverage",
                .. places.Select(place => $"liquidation {portfolio.Positions[place].Instrument}"),
                .. (string[])(isAnyLiquidated ? ["liquidated"] : []),
                "in:",
            ]
        );
        var money = ((string[])["equity", "initial_margin", "maintenance_margin"])
            .Select(figure => Figures.Money(holders.Select(venue => venue.Whole![figure])))
            .ToArray();
        for (var i = 0; i < holders.Length; i++)
        {
            var venue = holders[i];
            table.Row([
                venue.Model.Title + (CompareCommand.IsUncertain(venue) ? Uncertain : ""),
                money[0][i],
                money[1][i],
                money[2][i],
                Figures.Percent(venue.Whole!["margin_ratio"]),
                Figures.Leverage(venue.Whole["leverage"]),
                .. places.Select(place => AnswerView.LiquidationPrice(venue.PositionAt(place))),
                .. (string[])(isAnyLiquidated ? [AnswerView.IsLiquidated(venue.Whole) ? "yes" : "no"] : []),
                venue.Model.Margin!.Numeraire,
            ]);
        }

        return table;
    }

    private static void WriteLegend(ComparedVenue[] holders, bool isAnyLiquidated, TextWriter output)
    {
        if (isAnyLiquidated)
        {
            Tables.Line(output, "liquidated: the account, or one of its isolated positions, is below its line at these marks already", 2);
        }

        if (holders.Any(CompareCommand.IsUncertain))
        {
            Tables.Line(
                output,
                $"{Uncertain.TrimStart()} rests on what could not be established of the venue's rules: see its note below",
                2
            );
        }

        AnswerView.WritePassed(
            holders.SelectMany(venue => ((venue.Answer!["positions"] as Answer)?.Parts ?? []).Select(part => (Answer)part.Value)),
            output
        );
        if (holders.Any(venue => venue.Answer!["total"] is not null))
        {
            Tables.Line(output, "margin ratio: that of the cross account or the isolated position that is nearest to its line", 2);
        }
    }
}
