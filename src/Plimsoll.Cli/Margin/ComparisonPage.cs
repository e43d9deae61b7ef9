using System.Globalization;
using System.Net;
using System.Text;
using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Comparisons;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Cli.Margin;

/// <summary>A comparison of venues as one HTML page that needs no other file.</summary>
internal static class ComparisonPage
{
    private const string Css = """
        :root { --bg: #f6f7f9; --card: #fff; --ink: #161a20; --soft: #5c6572; --line: #e3e7ec; --im: #9dbdf0; --mm: #2b6cd4; --down: #c3372c; --up: #15803d; --mark: #161a20; }
        @media (prefers-color-scheme: dark) {
          :root { --bg: #0d1014; --card: #14181e; --ink: #e7eaef; --soft: #9aa4b1; --line: #252c35; --im: #35507d; --mm: #6ba1f5; --down: #f0736a; --up: #4ac27a; --mark: #e7eaef; }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--bg); color: var(--ink); font: 15px/1.5 Inter, "Segoe UI", system-ui, -apple-system, Arial, sans-serif; font-variant-numeric: tabular-nums; }
        main { max-width: 1200px; margin: 0 auto; padding: 40px 24px 80px; }
        h1 { margin: 0; font-size: 28px; letter-spacing: -0.02em; } .sub { margin: 4px 0 20px; color: var(--soft); }
        h2 { margin: 0 0 4px; font-size: 19px; } .lead { margin: 0 0 14px; color: var(--soft); max-width: 78ch; }
        section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 22px 24px; margin-top: 20px; }
        .scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: 13.5px; }
        th { text-align: left; font-weight: 550; color: var(--soft); } th, td { padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        td.num, th.num { text-align: right; white-space: nowrap; } tr.home td { font-weight: 620; } td small { color: var(--soft); }
        .bars { display: grid; grid-template-columns: minmax(120px, 240px) 1fr minmax(90px, auto); gap: 7px 14px; align-items: center; font-size: 13.5px; }
        .track { position: relative; height: 18px; } .track i { position: absolute; left: 0; top: 0; bottom: 0; border-radius: 3px; min-width: 2px; }
        .im { background: var(--im); } .mm { background: var(--mm); } .key { display: inline-block; width: 11px; height: 11px; border-radius: 2px; margin: 0 6px 0 16px; }
        .axis { position: relative; height: 22px; } .axis::before { content: ""; position: absolute; left: 0; right: 0; top: 10px; border-top: 1px solid var(--line); }
        .axis b { position: absolute; top: 3px; width: 3px; height: 16px; border-radius: 2px; background: var(--down); } .axis b.up { background: var(--up); } .axis s { position: absolute; top: 0; width: 2px; height: 22px; background: var(--mark); }
        .num { text-align: right; } ul { margin: 0; padding-left: 18px; color: var(--soft); } li { margin: 4px 0; } li b { color: var(--ink); font-weight: 600; }
        @media (max-width: 640px) { main { padding: 24px 12px; } section { padding: 16px; } .bars { grid-template-columns: 1fr auto; } .bars .track, .bars .axis { grid-column: 1 / -1; grid-row: auto; } }
        """;

    public static string Of(Portfolio portfolio, IReadOnlyList<ComparedVenue> venues)
    {
        var holders = venues.Where(venue => venue.Answer is not null).ToArray();
        var page = new StringBuilder();
        page.Append(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        );
        page.Append(
            CultureInfo.InvariantCulture,
            $"<title>{Text(portfolio.Name)} on {CompareCommand.Count(venues)}</title><style>{Css}</style></head><body><main>"
        );
        page.Append(
            CultureInfo.InvariantCulture,
            $"<h1>{Text(portfolio.Name)}</h1><p class=\"sub\">The same exposure on {CompareCommand.Count(venues)}, each by its own rules.</p>"
        );
        AddMargins(page, holders);
        foreach (var place in Enumerable.Range(0, portfolio.Positions.Count))
        {
            AddLiquidation(page, holders, portfolio.Positions[place], place);
        }

        AddTable(page, holders, portfolio);
        AddNotes(page, venues);
        return page.Append("</main></body></html>\n").ToString();
    }

    /// <summary>Margins as a share of the notional: amounts in different coins would not compare.</summary>
    private static void AddMargins(StringBuilder page, ComparedVenue[] venues)
    {
        page.Append(
            "<section><h2>What each venue asks</h2><p class=\"lead\">Margin as a share of the notional held. <span class=\"key mm\"></span>maintenance <span class=\"key im\"></span>initial</p><div class=\"bars\">"
        );
        var most = venues
            .Select(venue => Math.Max(Share(venue, "initial_margin") ?? 0, Share(venue, "maintenance_margin") ?? 0))
            .DefaultIfEmpty()
            .Max();
        foreach (var venue in venues.OrderBy(venue => Share(venue, "initial_margin") ?? decimal.MaxValue))
        {
            var (initial, maintenance) = (Share(venue, "initial_margin"), Share(venue, "maintenance_margin"));
            page.Append(
                CultureInfo.InvariantCulture,
                $"<span>{Text(venue.Model.Title)}</span><span class=\"track\">{Bar("im", initial, most)}{Bar("mm", maintenance, most)}</span>"
            );
            page.Append(CultureInfo.InvariantCulture, $"<span class=\"num\">{Percent(maintenance)} / {Percent(initial)}</span>");
        }

        page.Append("</div></section>");
    }

    private static string Bar(string kind, decimal? share, decimal most) =>
        share is { } value && most > 0
            ? string.Create(CultureInfo.InvariantCulture, $"<i class=\"{kind}\" style=\"width:{value / most * 100:0.##}%\"></i>")
            : "";

    private static void AddLiquidation(StringBuilder page, ComparedVenue[] venues, HeldPosition position, int place)
    {
        var priced = venues
            .Select(venue => (venue, Price: PriceOf(venue, place, "liquidation_price"), Mark: PriceOf(venue, place, "mark")))
            .ToArray();
        var known = priced.Where(each => each.Price is not null && each.Mark is not null).ToArray();
        if (known.Length == 0)
        {
            return;
        }

        var widest = known.Max(each => Math.Abs((each.Price!.Value / each.Mark!.Value) - 1)) * 1.08m;
        page.Append(
            CultureInfo.InvariantCulture,
            $"<section><h2>Where {Text(position.Instrument)} is liquidated</h2><p class=\"lead\">Distance of the liquidation price from the mark, all else equal; the line in the middle is the mark.</p><div class=\"bars\">"
        );
        foreach (var (venue, price, mark) in priced)
        {
            var share = price is { } at && mark is { } from ? (at / from) - 1 : (decimal?)null;
            var left = share is { } away && widest > 0 ? 50 + (away / widest * 50) : 50;
            var dot = share is null
                ? ""
                : string.Create(CultureInfo.InvariantCulture, $"<b class=\"{(share > 0 ? "up" : "")}\" style=\"left:{left:0.##}%\"></b>");
            page.Append(
                CultureInfo.InvariantCulture,
                $"<span>{Text(venue.Model.Title)}</span><span class=\"axis\"><s style=\"left:50%\"></s>{dot}</span><span class=\"num\">{(price is { } shown ? Figures.Text(shown) : "none")} {(share is { } distance ? $"<small>({Figures.Percent(distance)})</small>" : "")}</span>"
            );
        }

        page.Append("</div></section>");
    }

    private static void AddTable(StringBuilder page, ComparedVenue[] venues, Portfolio portfolio)
    {
        page.Append(
            "<section><h2>Figures</h2><div class=\"scroll\"><table><tr><th>venue</th><th class=\"num\">equity</th><th class=\"num\">initial margin</th><th class=\"num\">maintenance margin</th><th class=\"num\">margin ratio</th><th class=\"num\">leverage</th>"
        );
        foreach (var position in portfolio.Positions)
        {
            page.Append(CultureInfo.InvariantCulture, $"<th class=\"num\">liquidation {Text(position.Instrument)}</th>");
        }

        page.Append("<th>in</th></tr>");
        for (var i = 0; i < venues.Length; i++)
        {
            var account = venues[i].Whole!;
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr{(i == 0 ? " class=\"home\"" : "")}><td>{Text(venues[i].Model.Title)}<br><small>rules of {venues[i].Model.EffectiveFrom:d MMM yyyy}</small></td>"
            );
            foreach (var figure in (string[])["equity", "initial_margin", "maintenance_margin", "margin_ratio", "leverage"])
            {
                var shown =
                    figure == "margin_ratio" && account[figure] is AnswerNumber ratio
                        ? Figures.Percent(ratio.Value)
                        : Figures.Text(account[figure]);
                page.Append(CultureInfo.InvariantCulture, $"<td class=\"num\">{Text(shown)}</td>");
            }

            for (var place = 0; place < portfolio.Positions.Count; place++)
            {
                page.Append(
                    CultureInfo.InvariantCulture,
                    $"<td class=\"num\">{(PriceOf(venues[i], place, "liquidation_price") is { } price ? Figures.Text(price) : "none")}</td>"
                );
            }

            page.Append(CultureInfo.InvariantCulture, $"<td>{Text(venues[i].Model.Margin!.Numeraire)}</td></tr>");
        }

        page.Append("</table></div></section>");
    }

    private static void AddNotes(StringBuilder page, IReadOnlyList<ComparedVenue> venues)
    {
        page.Append("<section><h2>Notes</h2><ul>");
        foreach (var venue in venues)
        {
            foreach (var note in venue.Notes.Distinct(StringComparer.Ordinal))
            {
                Add(venue, note);
            }

            foreach (var (name, reason) in CompareCommand.Reasons(venue))
            {
                Add(venue, $"{name}: {reason}");
            }

            if (venue.Answer is null)
            {
                Add(venue, $"cannot hold it: {venue.Reason}");
            }
        }

        page.Append("</ul></section>");

        void Add(ComparedVenue venue, string text) =>
            page.Append(CultureInfo.InvariantCulture, $"<li><b>{Text(venue.Model.Title)}</b> {Text(text)}</li>");
    }

    private static decimal? Share(ComparedVenue venue, string figure) =>
        venue.Whole![figure] is AnswerNumber margin && venue.Whole["notional"] is AnswerNumber { Value: > 0 } notional
            ? margin.Value / notional.Value
            : null;

    private static decimal? PriceOf(ComparedVenue venue, int place, string part) =>
        venue.PositionAt(place)?[part] is AnswerNumber price ? price.Value : null;

    private static string Percent(decimal? share) => share is { } known ? Figures.Percent(known) : "—";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
