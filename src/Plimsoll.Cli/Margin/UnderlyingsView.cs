using Plimsoll.Formats.Answers;

namespace Plimsoll.Cli.Margin;

/// <summary>How far whole underlyings can move before the cross account is liquidated.</summary>
internal static class UnderlyingsView
{
    public static FigureTable Of(Answer underlyings)
    {
        var table = new FigureTable(
            "liquidated when a whole underlying moves, collateral too",
            "underlying:",
            "price",
            "falls by",
            "to",
            "rises by",
            "to"
        );
        foreach (var (name, value) in underlyings.Parts)
        {
            var underlying = (Answer)value;
            table.Row(
                name,
                Figures.Text(underlying["price"]),
                Share(underlying["fall"]),
                Figures.Text(underlying["fall_to"]),
                Share(underlying["rise"]),
                Figures.Text(underlying["rise_to"])
            );
        }

        return table;
    }

    private static string Share(AnswerValue? move) =>
        move is AnswerNumber { Value: 0 } ? "below already"
        : move is AnswerNumber number ? (number.Value > 0 ? "+" : "") + Figures.Percent(number.Value)
        : "—";
}
