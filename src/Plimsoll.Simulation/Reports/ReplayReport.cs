using Plimsoll.Simulation.Reports.Sections;

namespace Plimsoll.Simulation.Reports;

/// <summary>Writes a replay as one HTML page that needs nothing else: style, pictures and script are inside.</summary>
public static class ReplayReport
{
    /// <summary>Writes the page.</summary>
    public static void Write(ReportInput input, TextWriter output)
    {
        var page = new Html();
        page.Raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
        page.Raw(
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">"
        );
        page.Raw("<title>")
            .Text($"Plimsoll replay: {Headline.TitleOf(input.Main)}")
            .Raw("</title><style>")
            .Raw(PageStyle.Css)
            .Raw("</style></head><body><main>");
        Headline.Write(page, input);
        Comparison.Write(page, input);
        PriceSection.Write(page, input.Main);
        LiquidationSection.Write(page, input.Main);
        FundSection.Write(page, input);
        ProfitSection.Write(page, input.Main);
        MarginSection.Write(page, input.Main);
        EpisodeSection.Write(page, input.Main);
        AdlSection.Write(page, input.Main);
        SettingsSection.Write(page, input);
        page.Raw("</main><script>").Raw(PageScript.Js).Raw("</script></body></html>\n");
        output.Write(page.ToString());
    }
}
