using System.Text;

namespace Plimsoll.Server.Metrics;

/// <summary>Values of one metric under one combination of labels. Any thread may record.</summary>
/// <param name="labels">The labels as they are shown, without braces.</param>
/// <param name="cells">Buckets, the one without an upper bound included.</param>
internal sealed class MetricSeries(string labels, int cells)
{
    private readonly long[] _counts = new long[cells];
    private double _value;

    public string Labels => labels;

    public void Set(double value) => Volatile.Write(ref _value, value);

    public void Add(double value)
    {
        var seen = Volatile.Read(ref _value);
        while (true)
        {
            var found = Interlocked.CompareExchange(ref _value, seen + value, seen);
            if (BitConverter.DoubleToInt64Bits(found) == BitConverter.DoubleToInt64Bits(seen))
            {
                return;
            }

            seen = found;
        }
    }

    /// <summary>Counts a value in the first bucket whose upper bound it does not exceed. No number counts beyond the last, and leaves the sum alone.</summary>
    public void Count(double value, double[] bounds)
    {
        var cell = Array.BinarySearch(bounds, value);
        Interlocked.Increment(
            ref _counts[
                double.IsNaN(value) ? bounds.Length
                : cell < 0 ? ~cell
                : cell
            ]
        );
        if (!double.IsNaN(value))
        {
            Add(value);
        }
    }

    public void WriteValue(StringBuilder text, string name)
    {
        text.Append(name);
        AppendLabels(text, "");
        text.Append(' ').Append(MetricText.Number(Volatile.Read(ref _value))).Append('\n');
    }

    public void WriteHistogram(StringBuilder text, string name, double[] bounds)
    {
        var total = 0L;
        for (var i = 0; i < _counts.Length; i++)
        {
            total += Interlocked.Read(ref _counts[i]);
            var bound = i < bounds.Length ? MetricText.Number(bounds[i]) : "+Inf";
            text.Append(name).Append("_bucket");
            AppendLabels(text, $"le=\"{bound}\"");
            text.Append(' ').Append(total).Append('\n');
        }

        text.Append(name).Append("_sum");
        AppendLabels(text, "");
        text.Append(' ').Append(MetricText.Number(Volatile.Read(ref _value))).Append('\n');
        // The buckets' own total, so that the page agrees with itself while others record.
        text.Append(name).Append("_count");
        AppendLabels(text, "");
        text.Append(' ').Append(total).Append('\n');
    }

    private void AppendLabels(StringBuilder text, string more)
    {
        if (labels.Length + more.Length > 0)
        {
            text.Append('{').Append(labels).Append(labels.Length > 0 && more.Length > 0 ? "," : "").Append(more).Append('}');
        }
    }
}
