using System.Globalization;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Shapes;
using Plimsoll.Margin.Portfolio;

namespace Plimsoll.Formats.PortfolioRules;

/// <summary>Reads histories of moves that a model states, and makes of them what its rules look at.</summary>
/// <param name="beside">The text of a file beside the model; null where there is none.</param>
/// <param name="asOf">The moment whose knowledge is wanted: days that had not ended by then are left out, and a window is as long as the past is; null for all there is.</param>
/// <param name="faults">Hears what is wrong with them.</param>
internal sealed class MoveReader(Func<string, string?>? beside, DateTimeOffset? asOf, FaultList faults)
{
    private static readonly string[] Days = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm"];

    /// <summary>The table; null with a fault where there is none.</summary>
    public MoveTable? Read(Fields fields)
    {
        if (fields.Has("file") == fields.Has("rows") || fields.Has("rows") != fields.Has("underlyings"))
        {
            faults.Add(fields.Node, "contradiction", "moves are either in a file or here, by underlyings and rows.");
            return null;
        }

        if ((fields.Has("file") ? FromFile(fields) : Here(fields)) is not { } history || Cut(fields, history.Rows) is not { } rows)
        {
            return null;
        }

        var preparation = new MovePreparation
        {
            Filter = fields.Text("filter", "none") switch
            {
                "ewma" => MoveFilter.Ewma,
                "garch" => MoveFilter.Garch,
                _ => MoveFilter.None,
            },
            FilterDecay = (double)fields.Number("decay", 0.94m),
            PeriodDays = (double)fields.Number("period_days", 1),
            Periods = (int)fields.Whole("periods", 1),
            IsRootOfTime = fields.Text("horizon", "sum") == "root",
            Window = fields.Has("window") ? (int)fields.Whole("window") : null,
            AgeDecay = (double)fields.Number("age_decay", 1),
        };
        var most = rows.Count - (preparation.IsRootOfTime ? 0 : preparation.Periods - 1);
        if (asOf is not null && preparation.Window > most && most > 0)
        {
            preparation = preparation with { Window = most };
        }

        if (most < (preparation.Window ?? 1))
        {
            faults.Add(
                fields["window"] ?? fields.Node,
                "too_few",
                string.Create(CultureInfo.InvariantCulture, $"the history makes {Math.Max(0, most)} rows, fewer than are to count.")
            );
            return null;
        }

        try
        {
            var table = preparation.Of(history.Underlyings, rows);
            return fields.Record("simulate") is { } simulation ? Simulation(simulation).Of(table) : table;
        }
        catch (ArgumentException exception)
        {
            // What the runtime adds about its own parameter is of no use to a reader.
            var line = exception.Message.Split('\n')[0];
            var at = line.IndexOf(" (Parameter", StringComparison.Ordinal);
            faults.Add(fields.Node, "no_moves", at < 0 ? line : line[..at]);
            return null;
        }
    }

    private static MoveSimulation Simulation(Fields fields) =>
        new((int)fields.Whole("paths"), (ulong)fields.Whole("seed"))
        {
            Degrees = fields.Has("degrees") ? (int)fields.Whole("degrees") : null,
            IsEmpirical = fields.Text("margins", "law") == "past",
            Decay = (double)fields.Number("decay", 1),
            Shrinkage = (double)fields.Number("shrinkage", 0),
        };

    private (IReadOnlyList<string> Underlyings, IReadOnlyList<MoveRow> Rows)? FromFile(Fields fields)
    {
        var name = fields.Text("file");
        if (name != Path.GetFileName(name) || name is "." or "..")
        {
            faults.Add(fields.Of("file"), "not_a_name", "expected the name of a file beside the model, without folders.");
            return null;
        }

        if (beside is null)
        {
            faults.Add(
                fields.Of("file"),
                "no_file",
                "this model was not read from a file, so that nothing lies beside it.",
                "State the rows here."
            );
            return null;
        }

        if (beside(name) is not { } text)
        {
            faults.Add(fields.Of("file"), "no_file", $"there is no file {name} beside the model.");
            return null;
        }

        return MoveFile.Read(name, text);
    }

    private (IReadOnlyList<string> Underlyings, IReadOnlyList<MoveRow> Rows)? Here(Fields fields)
    {
        var (underlyings, rows) = (fields.Texts("underlyings"), new List<MoveRow>());
        var hasVolatilities = fields.Records("rows")[0].Has("volatilities");
        foreach (var (i, row) in fields.Records("rows").Index())
        {
            double[] prices = [.. row.Numbers("prices").Select(move => (double)move)];
            double[] volatilities = [.. row.Numbers("volatilities").Select(move => (double)move)];
            if (prices.Length != underlyings.Count || volatilities.Length != (hasVolatilities ? underlyings.Count : 0))
            {
                faults.Add(
                    row.Node,
                    "not_a_row",
                    $"expected a move for each of {string.Join(", ", underlyings)}, and volatilities in all rows or in none."
                );
                return null;
            }

            rows.Add(
                new(row.Text("name", (i + 1).ToString(CultureInfo.InvariantCulture)), prices, volatilities)
                {
                    Weight = (double)row.Number("weight", 1),
                }
            );
        }

        return (underlyings, rows);
    }

    private IReadOnlyList<MoveRow>? Cut(Fields fields, IReadOnlyList<MoveRow> rows)
    {
        var (from, to) = (Place(fields, "from", rows, 0), Place(fields, "to", rows, rows.Count - 1));
        if (from < 0 || to < 0)
        {
            return null;
        }

        // After the places are found: a stretch that reaches beyond the moment is as much of it as was known.
        if (asOf is { } moment)
        {
            rows = [.. rows.Take(to + 1).Skip(from).Where(row => IsKnown(row, moment))];
            if (rows.Count == 0)
            {
                faults.Add(fields.Node, "too_few", $"none of the moves had happened by {moment:yyyy-MM-dd}.");
                return null;
            }

            return rows;
        }

        if (from > to)
        {
            faults.Add(fields.Of("from"), "contradiction", "the first row lies behind the last.");
            return null;
        }

        return [.. rows.Skip(from).Take(to - from + 1)];
    }

    /// <summary>A row that is called by a day has happened when the day has ended; one that is called otherwise is a scenario, and always known.</summary>
    private static bool IsKnown(MoveRow row, DateTimeOffset moment) =>
        !DateTimeOffset.TryParseExact(row.Name, Days, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day)
        || day.AddDays(1) <= moment;

    private int Place(Fields fields, string field, IReadOnlyList<MoveRow> rows, int otherwise)
    {
        if (!fields.Has(field))
        {
            return otherwise;
        }

        var name = fields.Text(field);
        for (var i = 0; i < rows.Count; i++)
        {
            if (string.Equals(rows[i].Name, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        faults.Add(fields.Of(field), "unknown_row", $"there is no row called {name}; they go from {rows[0].Name} to {rows[^1].Name}.");
        return -1;
    }
}
