using System.Globalization;
using System.Text.Json;

namespace Plimsoll.Kernels.Bench;

/// <summary>The table, or the same as JSON.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <returns>The exit code: 1 when programs that should agree do not, else 0. A target that is missed is told, and no failure.</returns>
    public static int Print(Samples samples, bool isJson)
    {
        var lines = Comparisons.All.Select(comparison => Judge(comparison, samples)).Where(line => line.Value is not null).ToList();
        if (isJson)
            Console.WriteLine(JsonSerializer.Serialize(lines.Select(Published), Indented));
        else
            PrintTable(lines);

        var disagreements = samples.Disagreements.ToList();
        foreach (var name in disagreements)
        {
            Console.Error.WriteLine($"Programs do not agree on {name}.");
        }

        return disagreements.Count == 0 ? 0 : 1;
    }

    private static Line Judge(Comparison comparison, Samples samples)
    {
        var ours = samples.Of(comparison.Case);
        var theirs = comparison.ReferenceCase is { } reference ? samples.Of(reference) : [];
        // Within a round both met the same disturbance.
        var ratios = ours.Join(theirs, one => one.Round, other => other.Round, (one, other) => comparison.Scale * one.Middle / other.Middle)
            .Order()
            .ToList();
        double? ratio = ratios.Count > 0 ? ratios[ratios.Count / 2] : null;
        double? value = ours.Count > 0 ? Median(ours) : null;
        bool? isMet =
            comparison.Target is not { } target ? null
            : comparison.ReferenceCase is null ? value <= target
            : ratio is { } reached
                ? comparison.IsCost ? reached <= target
                    : reached >= target
            : null;
        return new(comparison, ours, theirs, ratios, value, theirs.Count > 0 ? Median(theirs) : null, ratio, isMet);
    }

    private static double Median(List<Sample> rounds) => rounds.Select(sample => sample.Middle).Order().ElementAt(rounds.Count / 2);

    private static object Published(Line line) =>
        new
        {
            name = line.Comparison.Name,
            value = line.Value,
            unit = line.Ours[0].Unit,
            reference = line.Comparison.Reference,
            referenceValue = line.ReferenceValue,
            ratio = line.Ratio,
            target = line.Comparison.Target,
            met = line.IsMet,
        };

    private static void PrintTable(List<Line> lines)
    {
        foreach (var line in lines)
        {
            Console.WriteLine(line.Comparison.Name);
            Console.WriteLine($"  {"Plimsoll", -40} {Spread(line.Ours)} {line.Ours[0].Unit}");
            if (line.Comparison.Reference is { } reference)
            {
                Console.WriteLine(
                    line.Theirs.Count > 0
                        ? $"  {reference, -40} {Spread(line.Theirs)} {line.Theirs[0].Unit}"
                        : $"  {reference, -40} not measured here"
                );
            }
            else if (line.Comparison.Target is not null)
            {
                Console.WriteLine($"  {"at most", -40} {Verdict(line)}");
            }

            if (line.Ratios.Count > 0)
            {
                Console.WriteLine(
                    $"  {"ratio", -40} {Round(line.Ratios[0]), 10} {Round(line.Ratio!.Value), 10} {Round(line.Ratios[^1]), 10}{Verdict(line)}"
                );
            }
        }

        Console.WriteLine();
        Console.WriteLine(
            $"min, median and max; rates of processor time, over {lines.Max(line => line.Ours.Count)} alternating rounds; ratios within a round."
        );
    }

    private static string Verdict(Line line) =>
        line.Comparison.Target is { } target
            ? $" target {(line.Comparison.IsCost ? "at most " : "")}{target.ToString(CultureInfo.InvariantCulture)}: {(line.IsMet == true ? "met" : "MISSED")}"
            : "";

    private static string Spread(List<Sample> rounds) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{rounds.Min(sample => sample.Low), 10:0.000e0} {Median(rounds), 10:0.000e0} {rounds.Max(sample => sample.High), 10:0.000e0}"
        );

    private static string Round(double ratio) => ratio.ToString(ratio < 10 ? "0.00" : "0", CultureInfo.InvariantCulture);

    private sealed record Line(
        Comparison Comparison,
        List<Sample> Ours,
        List<Sample> Theirs,
        List<double> Ratios,
        double? Value,
        double? ReferenceValue,
        double? Ratio,
        bool? IsMet
    );
}
