using Plimsoll.Simulation.Options;

namespace Plimsoll.Simulation.Reports.Surfaces;

/// <summary>Writes fitted surfaces as one HTML page that needs nothing else: style and pictures are inside.</summary>
public static class SurfaceReport
{
    private const string Css = """
        .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(440px, 1fr)); gap: 22px 30px; } .pair h3 { margin: 0; } .pair p { margin: 0 0 4px; color: var(--soft); font-size: 12.5px; }
        .spread { stroke: var(--s2); stroke-width: 2.4; opacity: 0.5; stroke-linecap: round; } .wide { stroke: var(--faint); stroke-width: 1.4; opacity: 0.6; }
        .gone { stroke: var(--bad); stroke-width: 2; } .fit { stroke: var(--ink); stroke-width: 1.7; } .venue { fill: var(--s1); } .only { fill: none; stroke: var(--faint); stroke-width: 1.2; }
        .dot { fill: var(--ink); } .key.spread { background: var(--s2); opacity: 0.5; } .key.fit { background: var(--ink); } .key.venue { background: var(--s1); width: 7px; height: 7px; border-radius: 50%; }
        .key.wide { background: var(--faint); } .key.gone { background: var(--bad); } .key.only { background: transparent; border: 1.2px solid var(--faint); width: 7px; height: 7px; border-radius: 50%; }
        td:first-child { white-space: nowrap; } @media (max-width: 720px) { .pair { grid-template-columns: 1fr; } svg.plot { min-width: 0; } }
        """;

    /// <summary>Writes the page.</summary>
    /// <param name="summaries">One for each underlying.</param>
    /// <param name="output">Where it goes.</param>
    public static void Write(IReadOnlyList<SurfaceSummary> summaries, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(summaries);
        ArgumentNullException.ThrowIfNull(output);
        var page = new Html();
        page.Raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
        page.Raw(
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">"
        );
        page.Raw("<title>Plimsoll volatility surface</title><style>").Raw(PageStyle.Css).Raw(Css).Raw("</style></head><body><main>");
        foreach (var summary in summaries)
        {
            SurfaceHeadline.Write(page, summary);
            SmileSection.Write(page, summary);
            TermSection.Write(page, summary);
            ExpirySection.Write(page, summary);
        }

        page.Raw("</main></body></html>\n");
        output.Write(page.ToString());
    }
}
