using System.Globalization;
using System.Net;
using System.Text;
using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Comparisons;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Cli.Margin;

/// <summary>How far each position is from its liquidation on each venue: all on one axis, so that the marks stand below each other.</summary>
internal sealed class LiquidationChart
{
    private const int Colours = 4;

    /// <summary>A short may be liquidated at many times the mark; farther than this is as good as never.</summary>
    private const decimal Farthest = 1;

    private readonly Portfolio _portfolio;
    private readonly ComparedVenue[] _venues;
    private readonly ComparedVenue _home;
    private readonly Func<ComparedVenue, string> _nameOf;
    private readonly int[] _places;
    private readonly decimal _low;
    private readonly decimal _high;
    private readonly decimal _step;

    /// <summary>Of some venues.</summary>
    /// <param name="portfolio">The portfolio.</param>
    /// <param name="venues">Those that hold it.</param>
    /// <param name="home">The one that it was written for.</param>
    /// <param name="nameOf">A venue's name as HTML.</param>
    public LiquidationChart(Portfolio portfolio, ComparedVenue[] venues, ComparedVenue home, Func<ComparedVenue, string> nameOf)
    {
        (_portfolio, _venues, _home, _nameOf) = (portfolio, venues, home, nameOf);
        _places =
        [
            .. Enumerable
                .Range(0, portfolio.Positions.Count)
                .Where(place => venues.Any(venue => DistanceOf(venue.PositionAt(place)) is not null || IsPassed(venue.PositionAt(place)))),
        ];
        var distances = _places
            .SelectMany(place => venues.Select(venue => DistanceOf(venue.PositionAt(place))))
            .OfType<decimal>()
            .Select(distance => Math.Min(distance, Farthest))
            .Append(0)
            .ToArray();
        var (low, high) = (distances.Min(), distances.Max());
        _step = StepOf(high - low);
        _low = decimal.Floor(low / _step) * _step;
        _high = decimal.Ceiling(high / _step) * _step;
    }

    /// <summary>Adds the chart; nothing when no position has a price to show.</summary>
    public void AddTo(StringBuilder page)
    {
        if (_places.Length == 0 || _high == _low)
        {
            return;
        }

        page.Append(
            "<section><h2>Where it is liquidated</h2><p class=\"lead\">Distance of each liquidation price from the mark, all else equal.</p><p class=\"lead\">"
        );
        foreach (var (lane, place) in _places.Index())
        {
            var position = _portfolio.Positions[place];
            page.Append(
                CultureInfo.InvariantCulture,
                $"<span class=\"key c{lane % Colours}\"></span>{Text(position.Instrument)} ({(position.Quantity < 0 ? "short" : "long")}) "
            );
        }

        page.Append("</p><div class=\"chart wide\">");
        AddAxis(page);
        foreach (var venue in _venues)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<div class=\"row{(ReferenceEquals(venue, _home) ? " home" : "")}\"><span class=\"venue\">{_nameOf(venue)}</span><div class=\"lanes\">{Grid()}"
            );
            foreach (var (lane, place) in _places.Index())
            {
                page.Append(CultureInfo.InvariantCulture, $"<div class=\"lane\">{Bar(lane, venue.PositionAt(place))}</div>");
            }

            page.Append("</div><span class=\"values\">");
            foreach (var place in _places)
            {
                page.Append(CultureInfo.InvariantCulture, $"<span>{Value(_portfolio.Positions[place], venue.PositionAt(place))}</span>");
            }

            page.Append("</span></div>");
        }

        page.Append("</div></section>");
    }

    private void AddAxis(StringBuilder page)
    {
        page.Append("<div class=\"row axis\"><span></span><div class=\"ticks\">");
        foreach (var tick in Ticks())
        {
            var kind =
                tick == _low ? "first"
                : tick == _high ? "last"
                : tick == 0 ? ""
                : "minor";
            var label = tick == 0 ? "mark" : tick.ToString("+0.## %;−0.## %", CultureInfo.InvariantCulture);
            page.Append(CultureInfo.InvariantCulture, $"<span class=\"{kind}\" style=\"left:{Left(tick)}%\">{label}</span>");
        }

        page.Append("</div><span></span></div>");
    }

    private IEnumerable<decimal> Ticks()
    {
        for (var tick = _low; tick <= _high; tick += _step)
        {
            yield return tick;
        }
    }

    private string Grid() =>
        string.Concat(
            Ticks()
                .Select(tick =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"<u{(tick == 0 ? " class=\"mark\"" : "")} style=\"left:{Left(tick)}%\"></u>"
                    )
                )
        );

    private string Bar(int lane, Answer? position)
    {
        if (DistanceOf(position) is not { } distance)
        {
            return "";
        }

        var colour = string.Create(CultureInfo.InvariantCulture, $"c{lane % Colours}");
        var end = Math.Min(distance, Farthest);
        var (from, to) = (Math.Min(end, 0), Math.Max(end, 0));
        var width = ((to - from) / (_high - _low) * 100).ToString("0.##", CultureInfo.InvariantCulture);
        var tip = distance > Farthest ? "" : $"<b class=\"{colour}\" style=\"left:{Left(end)}%\"></b>";
        return $"<i class=\"{colour}\" style=\"left:{Left(from)}%;width:{width}%\"></i>{tip}";
    }

    private static string Value(HeldPosition held, Answer? position)
    {
        var name = $"<b>{Text(held.Instrument)}</b> ";
        if (IsPassed(position))
        {
            return $"{name}<span class=\"bad\">{AnswerView.Passed}</span>";
        }

        return DistanceOf(position) is { } distance
            ? $"{name}<span class=\"price\">{Text(AnswerView.LiquidationPrice(position))}</span> <em>{Figures.Distance(distance)}</em>"
            : $"{name}none";
    }

    private static bool IsPassed(Answer? position) => AnswerView.LiquidationPrice(position) == AnswerView.Passed;

    private static decimal? DistanceOf(Answer? position) =>
        !IsPassed(position) && position?["liquidation_price"] is AnswerNumber price && AnswerView.MarkOf(position) is > 0 and var mark
            ? (price.Value / mark) - 1
            : null;

    private string Left(decimal share) => ((share - _low) / (_high - _low) * 100).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A round step that gives four to eight of them.</summary>
    private static decimal StepOf(decimal range) =>
        ((decimal[])[0.0005m, 0.001m, 0.002m, 0.005m, 0.01m, 0.02m, 0.05m, 0.1m, 0.2m, 0.25m]).FirstOrDefault(
            step => range / step <= 8,
            0.5m
        );

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
