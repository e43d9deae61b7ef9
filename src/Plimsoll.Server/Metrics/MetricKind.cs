namespace Plimsoll.Server.Metrics;

/// <summary>How values of a metric come together.</summary>
internal enum MetricKind
{
    /// <summary>Sums what is added.</summary>
    Counter,

    /// <summary>A sum that may fall, or the latest value.</summary>
    Gauge,

    /// <summary>Counts values by size.</summary>
    Histogram,
}
