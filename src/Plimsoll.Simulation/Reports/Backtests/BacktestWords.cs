using Plimsoll.Simulation.Backtests;

namespace Plimsoll.Simulation.Reports.Backtests;

/// <summary>How a back-test's page names things.</summary>
internal static class BacktestWords
{
    /// <summary>The verdicts, the best first, with their CSS class and what they mean.</summary>
    public static IReadOnlyList<(BacktestVerdict Verdict, string Style, string Words)> Verdicts { get; } =
    [
        (BacktestVerdict.Holds, "holds", "holds"),
        (BacktestVerdict.Clusters, "clusters", "in clusters"),
        (BacktestVerdict.TooLow, "low", "too low"),
        (BacktestVerdict.TooHigh, "high", "too high"),
    ];

    /// <summary>The line style of a model: its place in the list of all models, or of one from a file, a place that its name gives.</summary>
    public static string StyleOf(BacktestModelKind model)
    {
        if (model.IsListed)
        {
            return $"s{(model.Name.Sum(letter => letter) % 10) + 1}";
        }

        for (var i = 0; i < BacktestModelKind.All.Count; i++)
        {
            if (BacktestModelKind.All[i] == model)
            {
                return $"s{(i % 10) + 1}";
            }
        }

        return "s1";
    }

    public static string StyleOf(BacktestVerdict verdict) => Verdicts.First(each => each.Verdict == verdict).Style;

    public static string WordsOf(BacktestVerdict verdict) => Verdicts.First(each => each.Verdict == verdict).Words;

    /// <summary>A probability as people read it.</summary>
    public static string Chance(double probability) => probability < 0.0001 ? "< 0.01\u2009%" : Html.Percent(probability, "0.##");

    public static string Period(BacktestRequest request) =>
        request.Prices.StepMs switch
        {
            86_400_000 => "day",
            3_600_000 => "hour",
            var step => $"{step / 60_000} minutes",
        };
}
