using System.Globalization;
using System.Net;
using System.Text;
using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Comparisons;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Cli.Margin;

/// <summary>A comparison of venues as one HTML page that needs no other file.</summary>
internal sealed class ComparisonPage
{
    private readonly StringBuilder _page = new();
    private readonly Portfolio _portfolio;
    private readonly Model _home;
    private readonly IReadOnlyList<ComparedVenue> _venues;

    /// <summary>The venues that hold the portfolio, in the order of all sections: by what they ask to open it.</summary>
    private readonly ComparedVenue[] _holders;

    public ComparisonPage(Portfolio portfolio, Model home, IReadOnlyList<ComparedVenue> venues, string note)
    {
        (_portfolio, _home, _venues) = (portfolio, home, venues);
        _holders =
        [
            .. venues
                .Where(venue => venue.Answer is not null)
                .OrderBy(venue => Share(venue, "initial_margin") is { } share ? decimal.Round(share, 4) : decimal.MaxValue)
                .ThenBy(venue => Share(venue, "maintenance_margin") ?? decimal.MaxValue),
        ];
        AddHead();
        AddPortfolio();
        AddMargins(note);
        new LiquidationChart(portfolio, _holders, venues[0], Venue).AddTo(_page);
        AddFigures();
        AddNotes();
        Add("</main></body></html>\n");
    }

    public override string ToString() => _page.ToString();

    private void AddHead()
    {
        var day = _portfolio.At is { } at ? $"valued at the rules of {Day(at)}" : "valued at the newest rules known";
        Add(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        );
        Add(
            $"<title>{Text(_portfolio.Name)} on {CompareCommand.Count(_venues)}</title><style>{ComparisonStyle.Css}</style></head><body><main>"
        );
        Add(
            $"<h1>{Text(_portfolio.Name)}</h1><p class=\"sub\">The same exposure on {CompareCommand.Count(_venues)}, each by its own rules, {day}; written for {Text(_home.Title)}.</p>"
        );
    }

    private void AddPortfolio()
    {
        Add("<section><h2>The portfolio</h2>");
        if (_portfolio.Positions.Count > 0)
        {
            AddTable(
                "Positions",
                ["instrument:", "side:", "quantity", "entry", "mark", "margin:", "leverage"],
                _portfolio.Positions.Select(position =>
                    new[]
                    {
                        position.Instrument,
                        position.Quantity < 0 ? "short" : "long",
                        Figures.Plain(Math.Abs(position.Quantity)),
                        position.Entry is { } entry ? Figures.Price(entry, entry) : "at the mark",
                        Mark(position.Instrument),
                        position.Isolated is { } own ? $"isolated, {Figures.Plain(own)}"
                        : position.IsIsolated ? "isolated"
                        : "cross",
                        position.Leverage is { } times ? Figures.Plain(times) + "x" : "—",
                    }
                )
            );
        }

        if (_portfolio.Orders.Count > 0)
        {
            AddTable(
                "Open orders",
                ["instrument:", "side:", "quantity", "price", "mark"],
                _portfolio.Orders.Select(order =>
                    new[]
                    {
                        order.Instrument,
                        (order.Quantity < 0 ? "sell" : "buy") + (order.IsReduceOnly ? ", reduce-only" : ""),
                        Figures.Plain(Math.Abs(order.Quantity)),
                        order.Price is { } price ? Figures.Price(price, price) : "at the mark",
                        Mark(order.Instrument),
                    }
                )
            );
        }

        if (_portfolio.Balances.Count > 0)
        {
            var indices = _portfolio.Balances.Select(balance => _portfolio.Market.GetValueOrDefault(balance.Asset)).ToArray();
            AddTable(
                "Collateral",
                indices.All(quote => quote is null) ? ["asset:", "amount"] : ["asset:", "amount", "index"],
                _portfolio.Balances.Select(
                    (balance, i) =>
                        new[]
                        {
                            balance.Asset,
                            Figures.Money(balance.Amount, balance.Asset),
                            (indices[i]?.Index ?? indices[i]?.Mark) is { } index ? Figures.Price(index, index) : "",
                        }
                )
            );
        }

        Add("</section>");
    }

    private string Mark(string symbol) => _portfolio.Market.GetValueOrDefault(symbol)?.Mark is { } mark ? Figures.Price(mark, mark) : "—";

    /// <summary>Margins as a share of the notional: amounts in different coins would not compare.</summary>
    private void AddMargins(string note)
    {
        Add("<section><h2>What each venue asks</h2><p class=\"lead\">Margin as a share of the notional held.");
        Add(note.Length > 0 ? $" {Text(char.ToUpperInvariant(note[0]) + note[1..].Split(';')[0])}." : "");
        Add(
            "</p><p class=\"lead\"><span class=\"key mm\"></span>maintenance <span class=\"key im\"></span>initial</p><div class=\"chart\">"
        );
        var most = _holders
            .Select(venue => Math.Max(Share(venue, "initial_margin") ?? 0, Share(venue, "maintenance_margin") ?? 0))
            .DefaultIfEmpty()
            .Max();
        foreach (var venue in _holders)
        {
            var (initial, maintenance) = (Share(venue, "initial_margin"), Share(venue, "maintenance_margin"));
            Add($"<div class=\"row{(IsHome(venue) ? " home" : "")}\"><span class=\"venue\">{Venue(venue)}</span>");
            Add($"<span class=\"track\">{Bar("im", initial, most)}{Bar("mm", maintenance, most)}</span>");
            Add($"<span class=\"values\">{Percent(maintenance)} / {Percent(initial)}</span></div>");
        }

        Add("</div></section>");
    }

    private static string Bar(string kind, decimal? share, decimal most) =>
        share is { } value && most > 0
            ? string.Create(CultureInfo.InvariantCulture, $"<i class=\"{kind}\" style=\"width:{value / most * 100:0.##}%\"></i>")
            : "";

    private void AddFigures()
    {
        var places = Enumerable.Range(0, _portfolio.Positions.Count).Where(place => !_venues[0].IsOption(place)).ToArray();
        Add("<section><h2>Figures</h2><div class=\"scroll\"><table class=\"figures\"><tr><th>venue</th>");
        foreach (
            var title in (string[])
                [
                    "equity",
                    "initial margin",
                    "maintenance margin",
                    "margin ratio",
                    "leverage",
                    .. places.Select(place => $"liquidation {_portfolio.Positions[place].Instrument}"),
                ]
        )
        {
            Add($"<th class=\"num\">{Text(title)}</th>");
        }

        Add("<th>in</th></tr>");
        var money = ((string[])["equity", "initial_margin", "maintenance_margin"])
            .Select(figure => Figures.Money(_holders.Select(venue => venue.Whole![figure])))
            .ToArray();
        for (var i = 0; i < _holders.Length; i++)
        {
            var venue = _holders[i];
            Add(
                $"<tr{(IsHome(venue) ? " class=\"home\"" : "")}><td>{Venue(venue)}{(CompareCommand.IsUncertain(venue) ? " *" : "")}<br><small>rules of {Day(venue.Model.EffectiveFrom)}</small></td>"
            );
            string[] cells =
            [
                money[0][i],
                money[1][i],
                money[2][i],
                Figures.Percent(venue.Whole!["margin_ratio"]),
                Figures.Leverage(venue.Whole["leverage"]),
                .. places.Select(place => AnswerView.LiquidationPrice(venue.PositionAt(place))),
            ];
            foreach (var cell in cells)
            {
                Add($"<td class=\"num{(cell == AnswerView.Passed ? " bad" : "")}\">{Text(cell)}</td>");
            }

            Add($"<td>{Text(venue.Model.Margin!.Numeraire)}</td></tr>");
        }

        Add("</table></div>");
        if (_holders.Any(CompareCommand.IsUncertain))
        {
            Add("<p class=\"lead\">* rests on what could not be established of the venue's rules: see its note.</p>");
        }

        Add("</section>");
    }

    private void AddNotes()
    {
        Add("<section><h2>Notes</h2>");
        var noted = _holders.Where(venue => CompareCommand.NotesOn(venue).Count > 0).ToArray();
        if (noted.Length > 0)
        {
            Add("<h3>What had to be put otherwise, or has no number</h3><table class=\"notes\">");
            foreach (var venue in noted)
            {
                Add($"<tr><td>{Text(venue.Model.Title)}</td><td>{Text(string.Join("; ", CompareCommand.NotesOn(venue)))}</td></tr>");
            }

            Add("</table>");
        }

        if (_venues.Count > _holders.Length)
        {
            Add("<h3>Where it cannot be held</h3><table class=\"notes\">");
            foreach (var (reason, names) in CompareCommand.Absent(_venues))
            {
                Add($"<tr><td>{Text(reason)}</td><td>{Text(names)}</td></tr>");
            }

            Add("</table>");
        }

        Add("</section>");
    }

    private void AddTable(string title, string[] columns, IEnumerable<string[]> rows)
    {
        string Class(int column) => columns[column].EndsWith(':') ? "" : " class=\"num\"";
        Add($"<h3>{Text(title)}</h3><div class=\"scroll\"><table class=\"held\"><tr>");
        for (var column = 0; column < columns.Length; column++)
        {
            Add($"<th{Class(column)}>{Text(columns[column].TrimEnd(':'))}</th>");
        }

        Add("</tr>");
        foreach (var row in rows)
        {
            Add("<tr>");
            for (var column = 0; column < columns.Length; column++)
            {
                Add($"<td{Class(column)}>{Text(row[column])}</td>");
            }

            Add("</tr>");
        }

        Add("</table></div>");
    }

    private bool IsHome(ComparedVenue venue) => ReferenceEquals(venue, _venues[0]);

    private static string Venue(ComparedVenue venue) =>
        Text(venue.Model.Title) + (AnswerView.IsLiquidated(venue.Whole) ? " <span class=\"badge\">liquidated</span>" : "");

    private static decimal? Share(ComparedVenue venue, string figure) =>
        venue.Whole![figure] is AnswerNumber margin && venue.Whole["notional"] is AnswerNumber { Value: > 0 } notional
            ? margin.Value / notional.Value
            : null;

    private static string Percent(decimal? share) => share is { } known ? Figures.Percent(known) : "—";

    private static string Day(DateTimeOffset day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    private void Add(string html) => _page.Append(html);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
