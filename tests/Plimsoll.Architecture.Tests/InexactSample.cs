namespace Plimsoll.Architecture.Tests;

/// <summary>One member for each place where floating point can hide, and one without any.</summary>
internal sealed class InexactSample
{
    public static readonly string[] Members =
    [
        nameof(Field),
        nameof(Property),
        nameof(Returned),
        nameof(Taken),
        nameof(Local),
        nameof(Transient),
    ];

    public double[] Field = [];

    public float? Property { get; set; }

    public static IReadOnlyList<double> Returned() => [];

    public static long Taken(ReadOnlySpan<float> values) => values.Length;

    public static long Local(long value)
    {
        Span<double> half = stackalloc double[1];
        half[0] = value;
        return (long)half[0];
    }

    public static long Transient(long value) => (long)(value * 0.5);

    public static long Exact(long value) => value / 2;
}
