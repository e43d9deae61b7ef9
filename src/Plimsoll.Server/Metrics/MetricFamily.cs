using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Plimsoll.Server.Metrics;

/// <summary>One metric with its series, one for each combination of labels.</summary>
internal sealed class MetricFamily
{
    /// <summary>Series of one metric; what comes after goes into one that says so, so that labels cannot eat the memory.</summary>
    public const int SeriesMax = 512;

    private static readonly double[] UsualBuckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
    private static readonly KeyValuePair<string, object?>[] Overflow = [new("otel_metric_overflow", "true")];

    private readonly Lock _turn = new();
    private readonly string _help;
    private readonly MetricKind _kind;
    private readonly double[] _buckets;
    private readonly bool _isAbsolute;
    private (KeyValuePair<string, object?>[] Tags, MetricSeries Series)[] _series = [];

    private MetricFamily(string name, string help, MetricKind kind, double[] buckets, bool isObserved, bool isAbsolute)
    {
        (Name, _help, _kind, _buckets, IsObserved, _isAbsolute) = (name, help, kind, buckets, isObserved, isAbsolute);
    }

    public string Name { get; }

    /// <summary>Whether its values come only when somebody looks.</summary>
    public bool IsObserved { get; }

    public static MetricFamily Of(Instrument instrument)
    {
        var type = instrument.GetType().IsGenericType ? instrument.GetType().GetGenericTypeDefinition() : null;
        var kind =
            type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? MetricKind.Counter
            : type == typeof(Histogram<>) ? MetricKind.Histogram
            : MetricKind.Gauge;
        return new(
            MetricText.Name(instrument.Name, instrument.Unit, kind),
            instrument.Description ?? "",
            kind,
            kind == MetricKind.Histogram ? BucketsOf(instrument) : [],
            instrument.IsObservable,
            instrument.IsObservable || type == typeof(Gauge<>)
        );
    }

    public bool IsLike(MetricFamily other) =>
        other._kind == _kind
        && other.IsObserved == IsObserved
        && other._isAbsolute == _isAbsolute
        && other._buckets.AsSpan().SequenceEqual(_buckets);

    /// <summary>Takes a value. Allocates only when a combination of labels comes for the first time.</summary>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = Find(Volatile.Read(ref _series), tags) ?? Add(tags);
        if (_kind == MetricKind.Histogram)
        {
            series.Count(value, _buckets);
        }
        else if (_isAbsolute)
        {
            series.Set(value);
        }
        else
        {
            series.Add(value);
        }
    }

    /// <summary>Drops the series: what is asked for anew may be gone.</summary>
    public void Forget() => Volatile.Write(ref _series, []);

    public void Write(StringBuilder text)
    {
        var series = Volatile
            .Read(ref _series)
            .Select(each => each.Series)
            .Distinct()
            .OrderBy(each => each.Labels, StringComparer.Ordinal)
            .ToList();
        if (series.Count == 0)
        {
            return;
        }

        text.Append("# HELP ").Append(Name).Append(' ').Append(MetricText.Help(_help)).Append('\n');
        text.Append("# TYPE ").Append(Name).Append(' ').Append(_kind.ToString().ToLowerInvariant()).Append('\n');
        foreach (var each in series)
        {
            if (_kind == MetricKind.Histogram)
            {
                each.WriteHistogram(text, Name, _buckets);
            }
            else
            {
                each.WriteValue(text, Name);
            }
        }
    }

    private static double[] BucketsOf(Instrument instrument) =>
        instrument switch
        {
            Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
            Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
            Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
            _ => UsualBuckets,
        };

    private static MetricSeries? Find(
        (KeyValuePair<string, object?>[] Tags, MetricSeries Series)[] series,
        ReadOnlySpan<KeyValuePair<string, object?>> tags
    )
    {
        foreach (var (known, found) in series)
        {
            if (AreEqual(known, tags))
            {
                return found;
            }
        }

        return null;
    }

    private static bool AreEqual(KeyValuePair<string, object?>[] left, ReadOnlySpan<KeyValuePair<string, object?>> right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        for (var i = 0; i < left.Length; i++)
        {
            if (left[i].Key != right[i].Key || !Equals(left[i].Value, right[i].Value))
            {
                return false;
            }
        }

        return true;
    }

    private MetricSeries Add(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_turn)
        {
            if (Find(_series, tags) is { } found)
            {
                return found;
            }

            var isFull = _series.Length >= SeriesMax;
            var kept = isFull ? Overflow : tags.ToArray();
            if (isFull && Find(_series, Overflow) is { } rest)
            {
                return rest;
            }

            // The same labels in another order are the same series.
            var labels = MetricText.Labels(kept.Select(tag => (tag.Key, Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? "")));
            var series =
                _series.FirstOrDefault(each => each.Series.Labels == labels).Series ?? new MetricSeries(labels, _buckets.Length + 1);
            Volatile.Write(ref _series, [.. _series, (kept, series)]);
            return series;
        }
    }
}
