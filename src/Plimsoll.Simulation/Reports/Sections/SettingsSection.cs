namespace Plimsoll.Simulation.Reports.Sections;

/// <summary>How to get the same again, and everything that was assumed.</summary>
internal static class SettingsSection
{
    public static void Write(Html page, ReportInput input)
    {
        var (request, summary) = (input.Main.Request, input.Main.Summary);
        page.Section("settings", "How to get the same again", "");
        page.Raw("<pre>").Text(input.CommandLine).Raw("</pre><table class=\"facts\"><tbody>");
        Fact(page, "state hash", summary.StateHash);
        Fact(page, "event hash", summary.EventHash);
        Fact(
            page,
            "commands",
            $"{Html.Count(summary.Commands)} accepted"
                + string.Concat(summary.Refusals.Select(pair => $", {Html.Count(pair.Value)} refused ({pair.Key})"))
        );
        Fact(page, "took", Took(input));
        Fact(page, "margin model", request.Margins.Title);
        Fact(page, "files", string.Join(", ", request.History.Files));
        foreach (var underlying in input.Main.Map.Underlyings)
        {
            var sources = underlying.Feeds.Where(feed => feed.Source >= 0).Select(feed => $"{feed.Market.Name} (weight {feed.Weight})");
            Fact(page, $"index {underlying.Coin}/USD", string.Join(", ", sources));
        }

        foreach (var (series, reason) in input.Main.Map.LeftOut)
        {
            Fact(page, "series left out", $"{series}: {reason}");
        }

        page.Raw("</tbody></table><details><summary>The simulated traders and their market</summary>");
        page.Element("p.more", "Each value has its source, or is called an assumption, in docs/spec/0011-replay.md.");
        page.Raw("<table class=\"facts\"><tbody>");
        foreach (var (_, name, value) in PresetWords.Of(request.Preset))
        {
            Fact(page, name, value);
        }

        page.Raw("</tbody></table></details>").End();
    }

    /// <summary>Comparisons run side by side, so the longest of them is what they took.</summary>
    private static string Took(ReportInput input)
    {
        var replay = $"{input.Main.Elapsed.TotalSeconds:0} s";
        return input.Comparisons.Count == 0
            ? replay
            : $"{replay}, and {input.Comparisons.Max(run => run.Elapsed).TotalSeconds:0} s more for {Html.Many(input.Comparisons.Count, "comparison")} side by side";
    }

    private static void Fact(Html page, string name, string value) =>
        page.Raw("<tr>").Element("th", name).Element("td", value).Raw("</tr>");
}
