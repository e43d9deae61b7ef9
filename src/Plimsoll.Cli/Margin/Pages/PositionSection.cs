using Plimsoll.Formats.Answers;
using Plimsoll.Simulation.Reports;

namespace Plimsoll.Cli.Margin.Pages;

/// <summary>What is held and ordered, with its Greeks where options are held.</summary>
internal static class PositionSection
{
    private static readonly string[] Greeks = ["delta", "vega", "theta"];

    /// <summary>Writes it; nothing where no position and no order is there.</summary>
    public static void Write(Html page, AccountPicture picture)
    {
        var orders = picture.Portfolio.Orders;
        var positions = picture.Answer["positions"] as Answer;
        if (positions is null && orders.Count == 0)
        {
            return;
        }

        page.Section("positions", "Positions", "");
        if (positions is not null)
        {
            var table = AnswerView.Positions(positions);
            var isWithGreeks = GreeksView.HasOptions(positions);
            HtmlParts.Table(page, isWithGreeks ? WithGreeks(table, positions) : table, isTitled: false, "wide dense");
            HtmlParts.Lines(page, Words(positions, isWithGreeks));
            if (isWithGreeks && picture.Answer["greeks"] is Answer greeks)
            {
                var (shown, cash) = GreeksView.Of(greeks, positions);
                page.Raw("<details class=\"all\"><summary>All Greeks</summary>");
                HtmlParts.Table(page, shown);
                HtmlParts.Table(page, cash);
                page.Element("p.note", GreeksView.CashMeans(picture.Unit)).Raw("</details>");
            }
        }

        if (orders.Count > 0)
        {
            var table = new FigureTable("open orders", "instrument:", "side:", "quantity", "price", "mark");
            foreach (var order in orders)
            {
                var mark = picture.Portfolio.Market.GetValueOrDefault(order.Instrument)?.Mark;
                table.Row(
                    order.Instrument,
                    (order.Quantity < 0 ? "sell" : "buy") + (order.IsReduceOnly ? ", reduce-only" : ""),
                    Figures.Plain(Math.Abs(order.Quantity)),
                    order.Price is { } price ? Figures.Price(price, price) : "at the mark",
                    mark is { } known ? Figures.Price(known, known) : "—"
                );
            }

            HtmlParts.Table(page, table, style: "narrow");
        }

        page.End();
    }

    /// <summary>The table with columns of its own for what options are held for, before the last, which is the unit. A delta that is there stays.</summary>
    private static FigureTable WithGreeks(FigureTable table, Answer positions)
    {
        var columns = table.Columns.ToArray();
        var titles = columns.Select(column => column.Title + (column.IsText ? ":" : "")).ToArray();
        var added = Greeks.Except(titles, StringComparer.Ordinal).ToArray();
        var wide = new FigureTable(table.Title, [.. titles[..^1], .. added, titles[^1]]);
        foreach (var (row, (_, value)) in table.Rows.Zip(positions.Parts))
        {
            var greeks = ((Answer)value)["greeks"] as Answer;
            wide.Row([.. row[..^1], .. added.Select(greek => Figures.Significant(greeks?[greek])), row[^1]]);
        }

        return wide;
    }

    private static IEnumerable<string> Words(Answer positions, bool isWithGreeks)
    {
        if (isWithGreeks)
        {
            yield return "delta in the underlying; vega in dollars per point of volatility; theta in dollars per day; each of the whole position";
        }

        foreach (var reason in AnswerView.PassedWords(positions).Concat(Reasons(positions)))
        {
            yield return reason;
        }

        foreach (var line in AnswerView.Footnotes(positions))
        {
            yield return line;
        }
    }

    /// <summary>Why figures are not there; what is so of several positions is said once.</summary>
    private static IEnumerable<string> Reasons(Answer positions) =>
        from missing in AnswerView.Missing(positions)
        group missing.Name by (missing.Figure, missing.Reason) into same
        select $"no {same.Key.Figure} of {string.Join(", ", same)}: {same.Key.Reason}";
}
