using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Plimsoll.Kernels.Bench;

/// <summary>The table, or the same as JSON (docs/benchmarks.md says what its keys mean).</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // read by programs and people, never put into a page
    };

    /// <returns>The exit code: 1 when programs that should agree do not, else 0. A target that is missed is told, and no failure.</returns>
    public static int Print(Samples samples, bool isJson)
    {
        var lines = Comparisons
            .All.Where(comparison => samples.Of(comparison.Case).Count > 0)
            .Select(comparison => Judgement.Of(comparison, samples))
            .ToList();
        if (lines.Select(line => line.Name).Distinct(StringComparer.Ordinal).Count() != lines.Count)
            throw new InvalidOperationException("Two comparisons have one name.");

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

    private static object Published(Judgement line)
    {
        var (low, _, high) = Judgement.Spread(line.Ours);
        var isPercentile = line.Ours[0].Columns == Figure.Percentiles;
        return new
        {
            name = line.Name,
            value = line.Value,
            unit = line.Ours[0].Unit,
            reference = line.Comparison.Reference,
            referenceValue = line.ReferenceValue,
            ratio = line.Ratio,
            target = line.Comparison.Target,
            met = line.IsMet,
            judged = line.Comparison.ReferenceCase is null ? "value" : "ratio",
            better = line.Comparison.IsHigherBetter ? "higher" : "lower",
            rounds = line.Ours.Count,
            min = isPercentile ? (double?)null : low,
            max = isPercentile ? (double?)null : high,
            columns = line.Ours[0].Columns.Split(", "),
            spread = new[] { low, line.Value, high },
            ratioMin = line.Ratios.Count > 0 ? line.Ratios[0] : (double?)null,
            ratioMax = line.Ratios.Count > 0 ? line.Ratios[^1] : (double?)null,
        };
    }

    private static void PrintTable(List<Judgement> lines)
    {
        if (lines.Count == 0)
        {
            Console.WriteLine("Nothing was measured.");
            return;
        }

        foreach (var line in lines)
        {
            var (comparison, ours) = (line.Comparison, line.Ours);
            Console.WriteLine($"{line.Name}{(ours.Count > 1 ? $" ({ours.Count} rounds)" : "")}");
            Console.WriteLine($"  {"Plimsoll", -40} {Numbers(ours)}");
            if (comparison.Reference is { } reference)
                Console.WriteLine($"  {reference, -40} {(line.Theirs.Count > 0 ? Numbers(line.Theirs) : "not measured here")}");
            else if (comparison.Target is not null)
                Console.WriteLine($"  {"", -40} {Verdict(line)}");

            if (line.Ratio is { } ratio)
            {
                var numbers =
                    line.Ratios.Count > 1
                        ? $"{Round(line.Ratios[0]), 10} {Round(ratio), 10} {Round(line.Ratios[^1]), 10}"
                        : $"{Round(ratio), 10}";
                var name = comparison.Kind == RatioKind.SpeedUp ? "times as fast" : "Plimsoll ÷ that";
                Console.WriteLine($"  {name, -40} {numbers} {Verdict(line)}".TrimEnd());
            }
        }

        Console.WriteLine();
        Console.WriteLine(
            "Rates and times are of processor time; three numbers are min, median and max where nothing else is said, those of a ratio over its rounds."
        );
    }

    private static string Verdict(Judgement line) =>
        line.Comparison.Target is { } target
            ? $"target at {(line.Comparison.IsHigherBetter ? "least" : "most")} {target.ToString(CultureInfo.InvariantCulture)}: {(line.IsMet == true ? "met" : "MISSED")}"
            : "";

    private static string Numbers(List<Sample> rounds)
    {
        var (low, middle, high) = Judgement.Spread(rounds);
        // A number of bytes is one number, and what is read in milliseconds is not read in powers of ten.
        var numbers = low.Equals(high) ? $"{Short(middle), 10}" : $"{Short(low), 10} {Short(middle), 10} {Short(high), 10}";
        return $"{numbers} {rounds[0].Unit}{(low.Equals(high) || rounds[0].Columns == Figure.Usual ? "" : $" ({rounds[0].Columns})")}";
    }

    private static string Short(double number) =>
        number.ToString(
            Math.Abs(number) switch
            {
                0 => "0",
                >= 1e6 or < 1e-3 => "0.000e0",
                >= 100 => "#,0",
                >= 1 => "0.0#",
                _ => "0.000#",
            },
            CultureInfo.InvariantCulture
        );

    private static string Round(double ratio) => ratio.ToString(ratio < 10 ? "0.00" : "#,0", CultureInfo.InvariantCulture);
}
