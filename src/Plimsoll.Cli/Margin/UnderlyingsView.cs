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

    /// <summary>Says why there is no line, where it could not be looked for.</summary>
    public static void WriteReasons(Answer underlyings, TextWriter output)
    {
        foreach (var reason in Reasons(underlyings))
        {
            Tables.Line(output, reason, 2);
        }
    }

    /// <summary>Why there is no line, where it could not be looked for.</summary>
    public static IEnumerable<string> Reasons(Answer underlyings)
    {
        foreach (var (name, value) in underlyings.Parts)
        {
            var (fall, rise) = (((Answer)value)["fall"] as AnswerNothing, ((Answer)value)["rise"] as AnswerNothing);
            if (fall is not null && rise is not null)
            {
                yield return $"{name}: {(fall.Reason == rise.Reason ? fall.Reason : $"{fall.Reason}, and {rise.Reason}")}";
            }
        }
    }

    private static string Share(AnswerValue? move) =>
        move is AnswerNumber { Value: 0 } ? "below already"
        : move is AnswerNumber number ? (number.Value > 0 ? "+" : "") + Figures.Percent(number.Value)
        : "—";
}
