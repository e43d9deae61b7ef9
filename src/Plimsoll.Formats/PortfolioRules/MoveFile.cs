using System.Globalization;
using Plimsoll.Formats.Documents;
using Plimsoll.Margin.Portfolio;

namespace Plimsoll.Formats.PortfolioRules;

/// <summary>A history of joint moves as a table of text: a row for each period, a column for each underlying, and one for its volatility.</summary>
/// <remarks>
/// The first column names the row, such as by its day. <c>BTC</c> holds changes of the logarithm of the price of BTC, <c>BTC volatility</c> those of its implied volatility; <c>weight</c>, if it
/// is there, how much the row counts. Lines that begin with # are left out. Source: docs/spec/0018-value-at-risk.md (VARR-121).
/// </remarks>
public static class MoveFile
{
    private const string Volatility = " volatility";
    private const string Weight = "weight";
    private const int FaultsTold = 10;

    /// <summary>Reads one.</summary>
    /// <param name="fileName">Its name, for messages.</param>
    /// <param name="text">What is in it.</param>
    /// <exception cref="DocumentException">It is none; the first faults are told.</exception>
    public static (IReadOnlyList<string> Underlyings, IReadOnlyList<MoveRow> Rows) Read(string fileName, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var faults = new FaultList(fileName);
        string[]? header = null;
        int[] prices = [];
        int[] volatilities = [];
        var (names, rows) = (new HashSet<string>(StringComparer.Ordinal), new List<MoveRow>());
        foreach (var (index, line) in text.Split('\n').Index())
        {
            var cells = line.TrimEnd('\r').Split(',');
            if (line.Trim().Length == 0 || line.StartsWith('#'))
            {
                continue;
            }

            if (header is null)
            {
                header = cells;
                (prices, volatilities) = Columns(header, index + 1, faults);
                faults.ThrowIfAny();
                continue;
            }

            if (Row(header, cells, index + 1, prices, volatilities, faults) is { } row)
            {
                if (!names.Add(row.Name))
                {
                    Add(faults, index + 1, 1, "same_row", $"a second row is called {row.Name}.", "");
                }

                rows.Add(row);
            }

            if (faults.Faults.Count >= FaultsTold)
            {
                break;
            }
        }

        faults.ThrowIfAny();
        if (header is null || rows.Count == 0)
        {
            Add(faults, 1, 1, "empty", "expected a header such as day,BTC,BTC volatility and at least one row of moves.", "");
            faults.ThrowIfAny();
        }

        return ([.. prices.Select(column => header![column])], rows);
    }

    /// <summary>Writes one, the same for the same moves.</summary>
    /// <param name="remarks">Lines to stand above it, without #.</param>
    /// <param name="underlyings">What moves.</param>
    /// <param name="rows">The moves.</param>
    public static string Write(IReadOnlyList<string> remarks, IReadOnlyList<string> underlyings, IReadOnlyList<MoveRow> rows)
    {
        ArgumentNullException.ThrowIfNull(remarks);
        ArgumentNullException.ThrowIfNull(underlyings);
        ArgumentNullException.ThrowIfNull(rows);
        var hasVolatilities = rows.Count > 0 && rows[0].Volatilities.Count > 0;
        var header = underlyings.SelectMany(name => hasVolatilities ? (string[])[name, name + Volatility] : [name]);
        var lines = rows.Select(row =>
            string.Join(
                ',',
                underlyings
                    .SelectMany((_, i) => hasVolatilities ? (double[])[row.Prices[i], row.Volatilities[i]] : [row.Prices[i]])
                    .Select(move => move.ToString("0.######", CultureInfo.InvariantCulture))
                    .Prepend(row.Name)
            )
        );
        return string.Join('\n', [.. remarks.Select(remark => $"# {remark}"), string.Join(',', header.Prepend("day")), .. lines]) + "\n";
    }

    private static (int[] Prices, int[] Volatilities) Columns(string[] header, int line, FaultList faults)
    {
        var columns = Enumerable.Range(1, header.Length - 1).ToArray();
        int[] prices =
        [
            .. columns.Where(column => header[column] != Weight && !header[column].EndsWith(Volatility, StringComparison.Ordinal)),
        ];
        int[] volatilities = [.. prices.Select(column => Array.IndexOf(header, header[column] + Volatility))];
        if (prices.Length == 0)
        {
            Add(faults, line, 1, "empty", "expected a column for each underlying, such as day,BTC,ETH; found none.", "");
        }

        foreach (
            var column in columns.Where(column => header[column].Trim().Length == 0 || Array.IndexOf(header, header[column]) != column)
        )
        {
            Add(faults, line, column + 1, "same_column", $"expected a name that no other column has, found \"{header[column]}\".", "");
        }

        var lone = columns.Where(column => header[column].EndsWith(Volatility, StringComparison.Ordinal) && !volatilities.Contains(column));
        foreach (var column in lone)
        {
            Add(faults, line, column + 1, "unknown_column", $"\"{header[column]}\" has no column of its price beside it.", "");
        }

        if (volatilities.Any(column => column >= 0) && volatilities.Any(column => column < 0))
        {
            var lacks = header[prices[Array.IndexOf(volatilities, -1)]];
            Add(
                faults,
                line,
                1,
                "missing_column",
                $"volatilities move for all or for none: there is no column \"{lacks}{Volatility}\".",
                ""
            );
        }

        return (prices, volatilities.Contains(-1) ? [] : volatilities);
    }

    private static MoveRow? Row(string[] header, string[] cells, int line, int[] prices, int[] volatilities, FaultList faults)
    {
        if (cells.Length != header.Length)
        {
            Add(faults, line, 1, "not_a_row", $"expected {header.Length} values, found {cells.Length}.", "");
            return null;
        }

        var before = faults.Faults.Count;
        var row = new MoveRow(
            cells[0],
            [.. prices.Select(column => Number(cells, line, column, -MoveTable.LargestMove, MoveTable.LargestMove, faults))],
            [.. volatilities.Select(column => Number(cells, line, column, -MoveTable.LargestMove, MoveTable.LargestMove, faults))]
        )
        {
            Weight = Array.IndexOf(header, Weight) is >= 0 and var at ? Number(cells, line, at, 0, 1e9, faults) : 1,
        };
        return faults.Faults.Count == before ? row : null;
    }

    private static double Number(string[] cells, int line, int column, double least, double most, FaultList faults)
    {
        if (
            double.TryParse(cells[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
        )
        {
            return number;
        }

        var advice = cells[column].Trim().Length == 0 ? "Leave out the days that one of them lacks." : "";
        Add(
            faults,
            line,
            column + 1,
            "out_of_range",
            string.Create(CultureInfo.InvariantCulture, $"expected a number from {least} to {most}, found \"{cells[column]}\"."),
            advice
        );
        return 0;
    }

    /// <summary>The place is line and column of the table, which is what a reader counts.</summary>
    private static void Add(FaultList faults, int line, int column, string code, string message, string advice) =>
        faults.Add(new(code, "", new(line, column), message, advice));
}
