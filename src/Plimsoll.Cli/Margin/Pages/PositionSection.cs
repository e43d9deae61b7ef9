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
            HtmlParts.Table(page, isWithGreeks ? WithGreeks(table, positions) : table, isTitled: false, "wide");
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

    /// <summary>The table with columns of its own for what options are held for.</summary>
    private static FigureTable WithGreeks(FigureTable table, Answer positions)
    {
        // Under portfolio margin the table has a delta already, of the books; the Greeks' stands in its place.
        var kept = table.Columns.Index().Where(column => column.Item.Title != "delta").ToArray();
        var titles = kept.Select(column => column.Item.Title + (column.Item.IsText ? ":" : "")).ToArray();
        var wide = new FigureTable(table.Title, [.. titles, .. Greeks]);
        foreach (var (row, (_, value)) in table.Rows.Zip(positions.Parts))
        {
            var greeks = ((Answer)value)["greeks"] as Answer;
            wide.Row([.. kept.Select(column => row[column.Index]), .. Greeks.Select(greek => Figures.Significant(greeks?[greek]))]);
        }

        return wide;
    }

    private static IEnumerable<string> Words(Answer positions, bool isWithGreeks)
    {
        if (isWithGreeks)
        {
            yield return "delta in the underlying; vega in dollars per point of volatility; theta in dollars per day; each of the whole position";
        }

        foreach (var reason in AnswerView.PassedWords(positions).Concat(AnswerView.Reasons(positions)))
        {
            yield return reason;
        }

        foreach (var line in AnswerView.Footnotes(positions))
        {
            yield return line;
        }
    }
}
