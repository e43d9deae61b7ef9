namespace Plimsoll.Kernels.Bench;

/// <summary>Something measured that is no rate, such as the 99th of a hundred latencies.</summary>
/// <param name="Name">What a comparison names it by.</param>
/// <param name="Unit">Of the three numbers.</param>
/// <param name="Measure">The least, what counts, and the largest.</param>
internal sealed record Figure(string Name, string Unit, Func<(double Low, double Counted, double High)> Measure);
