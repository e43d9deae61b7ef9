namespace Plimsoll.Kernels.Bench;

/// <summary>Something measured that is no rate, such as the 99th of a hundred latencies.</summary>
/// <param name="Name">What a comparison names it by.</param>
/// <param name="Unit">Of the three numbers.</param>
/// <param name="Measure">Three numbers; the second is what counts.</param>
/// <param name="Columns">What the three are.</param>
internal sealed record Figure(
    string Name,
    string Unit,
    Func<(double Low, double Counted, double High)> Measure,
    string Columns = Figure.Usual
)
{
    /// <summary>Of repetitions.</summary>
    public const string Usual = "min, median, max";

    /// <summary>Of latencies, of which the least says nothing.</summary>
    public const string Percentiles = "median, p99, p99.9";
}
