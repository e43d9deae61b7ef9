using System.Globalization;

namespace Plimsoll.Kernels.Bench;

/// <summary>What was measured of one comparison, and whether it is what it is held to.</summary>
/// <param name="Comparison">Which.</param>
/// <param name="Name">Its name, with the size that was measured.</param>
/// <param name="Ours">Our rounds; at least one.</param>
/// <param name="Theirs">The other's; none where it was not there.</param>
/// <param name="Ratios">The ratio of each round that both have, lowest first.</param>
/// <param name="IsMet">Whether the target is met; null where there is none or nothing to hold it against.</param>
internal sealed record Judgement(
    Comparison Comparison,
    string Name,
    List<Sample> Ours,
    List<Sample> Theirs,
    List<double> Ratios,
    bool? IsMet
)
{
    /// <summary>The median round.</summary>
    public double Value => Median(Ours);

    /// <summary>Theirs.</summary>
    public double? ReferenceValue => Theirs.Count > 0 ? Median(Theirs) : null;

    /// <summary>The median of the ratios.</summary>
    public double? Ratio => Ratios.Count > 0 ? Ratios[Ratios.Count / 2] : null;

    public static Judgement Of(Comparison comparison, Samples samples)
    {
        var name = comparison.Name;
        foreach (var (place, accounts) in samples.Sizes)
        {
            name = name.Replace($"{{{place}}}", accounts.ToString("N0", CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }

        var ours = samples.Of(comparison.Case);
        var theirs = comparison.ReferenceCase is { } reference ? samples.Of(reference) : [];
        // Within a round both met the same disturbance.
        var ratios = ours.Join(theirs, one => one.Round, other => other.Round, (one, other) => RatioOf(comparison.Kind, one, other))
            .Order()
            .ToList();
        var line = new Judgement(comparison, name, ours, theirs, ratios, IsMet: null);
        var judged = comparison.ReferenceCase is null ? line.Value : line.Ratio;
        return judged is { } number && comparison.Target is { } target
            ? line with
            {
                IsMet = comparison.IsHigherBetter ? number >= target : number <= target,
            }
            : line;
    }

    /// <summary>The first number of the lowest round, the median of what counts, the third of the highest.</summary>
    public static (double Low, double Middle, double High) Spread(List<Sample> rounds) =>
        (rounds.Min(sample => sample.Low), Median(rounds), rounds.Max(sample => sample.High));

    private static double RatioOf(RatioKind kind, Sample ours, Sample theirs) =>
        kind == RatioKind.SpeedUp ? theirs.Middle / ours.Middle : ours.Middle / theirs.Middle;

    private static double Median(List<Sample> rounds) => rounds.Select(sample => sample.Middle).Order().ElementAt(rounds.Count / 2);
}
