using System.Globalization;

namespace Plimsoll.Tests.Numerics;

/// <summary>Values at 80 digits, rounded once to doubles: <c>references.txt</c>, written by <c>eng/numerics/references.py</c> with mpmath.</summary>
internal static class References
{
    private static readonly ILookup<string, (double[] Inputs, double Expected)> Rows = Read();

    public static IReadOnlyList<(double[] Inputs, double Expected)> Of(string kind)
    {
        var rows = Rows[kind].ToList();
        Assert.NotEmpty(rows);
        return rows;
    }

    /// <summary>The largest distance in units in the last place of the expected value; subnormal results count in the smallest unit there is.</summary>
    public static double WorstUlps(string kind, Func<double[], double> function) =>
        Worst(kind, row => Math.Abs(function(row.Inputs) - row.Expected) / Unit(row.Expected));

    /// <summary>The largest distance relative to the expected value, where that is a normal number.</summary>
    public static double WorstRelative(string kind, Func<double[], double> function) =>
        Worst(kind, row => Math.Abs(row.Expected) < 1e-300 ? 0 : Math.Abs((function(row.Inputs) - row.Expected) / row.Expected));

    /// <summary>The largest distance divided by <paramref name="scale"/> of the inputs.</summary>
    public static double WorstScaled(string kind, Func<double[], double> function, Func<double[], double> scale) =>
        Worst(kind, row => Math.Abs(function(row.Inputs) - row.Expected) / scale(row.Inputs));

    private static double Worst(string kind, Func<(double[] Inputs, double Expected), double> error)
    {
        var worst = Of(kind)
            .Select(row => (Error: error(row), row.Inputs))
            .MaxBy(row => double.IsNaN(row.Error) ? double.MaxValue : row.Error);
        TestContext.Current.TestOutputHelper?.WriteLine($"{kind}: worst {worst.Error:G3} at {string.Join(", ", worst.Inputs)}");
        return worst.Error;
    }

    private static double Unit(double value) => Math.BitIncrement(Math.Abs(value)) - Math.Abs(value);

    private static ILookup<string, (double[] Inputs, double Expected)> Read()
    {
        var file =
            Environment.GetEnvironmentVariable("PLIMSOLL_REFERENCES")
            ?? Path.Combine(AppContext.BaseDirectory, "Numerics", "references.txt");
        return (
            from line in File.ReadLines(file)
            let words = line.Split(' ')
            let numbers = words.Skip(1).Select(Number).ToArray()
            select (Kind: words[0], Row: (numbers[..^1], numbers[^1]))
        ).ToLookup(row => row.Kind, row => row.Row, StringComparer.Ordinal);
    }

    private static double Number(string bits) =>
        BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
}
