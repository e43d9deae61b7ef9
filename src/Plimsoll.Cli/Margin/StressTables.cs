using Plimsoll.Formats.Estimates;

namespace Plimsoll.Cli.Margin;

/// <summary>A stress test as tables.</summary>
internal static class StressTables
{
    public static void Write(TextWriter output, StressResult result)
    {
        var head = $"{result.Portfolio.Name} on {result.Model.Title}, rules of {JsonOutput.Day(result.Model.EffectiveFrom)}";
        Tables.Line(output, head);
        if (result.Stress.HasOptions)
        {
            Tables.Write(output, Heat(result));
            Tables.Line(output, "✗: something would be liquidated there", 2);
            Tables.Write(output, Edges(result));
        }
        else
        {
            Tables.Write(output, Prices(result));
        }

        Tables.Line(output, StressWords.Smallest(result), 2);
        if (StressWords.Apart(result) is { } apart)
        {
            Tables.Line(output, apart, 2);
        }

        if (result.Days.Count > 0)
        {
            Tables.Write(output, Days(result));
        }

        AnswerView.WriteNotes(result.Notes, output);
    }

    private static FigureTable Heat(StressResult result)
    {
        var most = result.Cells.Select(cell => Math.Abs(cell.Profit)).DefaultIfEmpty().Max();
        var table = new FigureTable(
            $"profit in {result.Unit}, by moves of volatility and of all prices alike",
            ["volatility", .. result.Grid.Prices.Select(price => $"price {StressWords.Signed(price)}")]
        );
        AddByVolatility(
            table,
            [
                .. result.Grid.Rows.Zip(
                    result.Grid.Volatilities,
                    (row, move) => (move, (string[])[.. row.Select(cell => Profit(cell, most))])
                ),
            ]
        );
        return table;
    }

    private static string Profit(StressCell? cell, decimal most) =>
        cell is null ? "—" : StressWords.Amount(cell.Profit, most) + (cell.IsBroken ? " ✗" : "  ");

    private static FigureTable Edges(StressResult result)
    {
        var table = new FigureTable("liquidated when all prices", "volatility", "fall by", "rise by");
        AddByVolatility(
            table,
            [.. result.Grid.Edges.Select(edge => (edge.Volatility, (string[])[StressWords.Edge(edge.Fall), StressWords.Edge(edge.Rise)]))]
        );
        return table;
    }

    /// <summary>A row for each move of volatilities; one for all where it makes no difference.</summary>
    private static void AddByVolatility(FigureTable table, IReadOnlyList<(decimal Move, string[] Cells)> rows)
    {
        if (rows.All(row => row.Cells.SequenceEqual(rows[0].Cells)))
        {
            table.Row(["any", .. rows[0].Cells]);
            return;
        }

        foreach (var (move, cells) in rows)
        {
            table.Row([StressWords.Signed(move), .. cells]);
        }
    }

    private static FigureTable Prices(StressResult result)
    {
        var most = result.Cells.Select(cell => Math.Max(Math.Abs(cell.Equity), cell.MaintenanceMargin)).DefaultIfEmpty().Max();
        var table = new FigureTable(
            $"in {result.Unit}, after a move of all prices alike",
            "prices",
            "profit",
            "equity",
            "initial margin",
            "maintenance margin",
            "margin ratio",
            "further fall",
            "further rise"
        );
        foreach (var (cell, price) in result.Grid.Rows[0].Zip(result.Grid.Prices))
        {
            if (cell is null)
            {
                table.Row(StressWords.Signed(price), "—", "—", "—", "—", "—", "—", "—");
                continue;
            }

            var edge = result.Grid.Edges[0];
            table.Row(
                StressWords.Signed(price),
                StressWords.Amount(cell.Profit, most),
                StressWords.Amount(cell.Equity, most),
                cell.InitialMargin is { } initial ? StressWords.Amount(initial, most) : "—",
                StressWords.Amount(cell.MaintenanceMargin, most),
                StressWords.Ratio(cell),
                cell.IsBroken ? "liquidated" : Further(edge.Fall, price),
                cell.IsBroken ? "liquidated" : Further(edge.Rise, price)
            );
        }

        return table;
    }

    /// <summary>From the moved price to the edge, where the edge still lies ahead.</summary>
    private static string Further(decimal? edge, decimal price) =>
        edge is { } move && Math.Sign(move - price) == Math.Sign(move) ? Figures.Distance(((1 + move) / (1 + price)) - 1) : "—";

    private static FigureTable Days(StressResult result)
    {
        var most = result.Days.Max(day => Math.Max(Math.Abs(day.Cell.Equity), day.Cell.MaintenanceMargin));
        var isAnyBroken = result.Days.Any(day => day.Cell.IsBroken);
        string[] columns =
        [
            StressWords.PeriodOf(result) + ":",
            "moves:",
            $"profit ({result.Unit})",
            "equity",
            "maintenance margin",
            "margin ratio",
        ];
        var table = new FigureTable(StressWords.DaysTitle(result), isAnyBroken ? [.. columns, "fate:"] : columns);
        foreach (var (name, cell) in result.Days)
        {
            string[] row =
            [
                name,
                StressWords.Moves(result, cell),
                StressWords.Amount(cell.Profit, most),
                StressWords.Amount(cell.Equity, most),
                StressWords.Amount(cell.MaintenanceMargin, most),
                StressWords.Ratio(cell),
            ];
            table.Row(isAnyBroken ? [.. row, StressWords.Fate(cell)] : row);
        }

        return table;
    }
}
