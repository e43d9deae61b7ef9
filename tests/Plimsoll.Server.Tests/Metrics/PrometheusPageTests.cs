using System.Diagnostics.Metrics;
using Plimsoll.Server.Metrics;

namespace Plimsoll.Server.Tests.Metrics;

/// <summary>The page, line by line.</summary>
/// <remarks>Not beside an export, which listens to every meter of the process.</remarks>
[Collection("Meters of the whole process")]
public sealed class PrometheusPageTests
{
    [Fact, Trait("Criterion", "SECU-070")]
    public void Counters_gauges_and_labels_are_written_as_the_format_has_them()
    {
        using var meter = new Meter(nameof(Counters_gauges_and_labels_are_written_as_the_format_has_them));
        using var page = PageOf(meter);
        var orders = meter.CreateCounter<long>("orders.taken", "{order}", "Orders, a \\ and\na line.");
        meter.CreateObservableGauge("queue.size", () => 7L, "By", "Size of the queue.");
        var open = meter.CreateUpDownCounter<int>("connections.open");

        orders.Add(2, new KeyValuePair<string, object?>("side", "buy"));
        orders.Add(3, new KeyValuePair<string, object?>("side", "a \"quote\", a \\ and\na line"));
        orders.Add(4);
        open.Add(5);
        open.Add(-2);

        Assert.Equal(
            """
            # HELP connections_open 
            # TYPE connections_open gauge
            connections_open 3
            # HELP orders_taken_total Orders, a \\ and\na line.
            # TYPE orders_taken_total counter
            orders_taken_total 4
            orders_taken_total{side="a \"quote\", a \\ and\na line"} 3
            orders_taken_total{side="buy"} 2
            # HELP queue_size_bytes Size of the queue.
            # TYPE queue_size_bytes gauge
            queue_size_bytes 7

            """.ReplaceLineEndings("\n"),
            page.Text()
        );
    }

    [Fact, Trait("Criterion", "SECU-070")]
    public void Buckets_are_cumulative_and_hold_their_upper_bound()
    {
        using var meter = new Meter(nameof(Buckets_are_cumulative_and_hold_their_upper_bound));
        using var page = PageOf(meter);
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.000001, 0.5, 10] };
        var histogram = meter.CreateHistogram("wait", "s", "Time.", tags: null, advice);

        foreach (var seconds in new[] { 0.25, 0.5, 0.75, 11 })
        {
            histogram.Record(seconds, new KeyValuePair<string, object?>("stage", "queue"));
        }

        Assert.Equal(
            """
            # HELP wait_seconds Time.
            # TYPE wait_seconds histogram
            wait_seconds_bucket{stage="queue",le="1E-06"} 0
            wait_seconds_bucket{stage="queue",le="0.5"} 2
            wait_seconds_bucket{stage="queue",le="10"} 3
            wait_seconds_bucket{stage="queue",le="+Inf"} 4
            wait_seconds_sum{stage="queue"} 12.5
            wait_seconds_count{stage="queue"} 4

            """.ReplaceLineEndings("\n"),
            page.Text()
        );
    }

    [Fact, Trait("Criterion", "SECU-071")]
    public void Labels_without_end_do_not_eat_the_memory()
    {
        using var meter = new Meter(nameof(Labels_without_end_do_not_eat_the_memory));
        using var page = PageOf(meter);
        var counter = meter.CreateCounter<long>("visits");

        for (var i = 0; i < 2_000; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("visitor", i));
        }

        var lines = page.Text().Split('\n').Where(line => line.StartsWith("visits_total{", StringComparison.Ordinal)).ToList();
        Assert.Equal(MetricFamily.SeriesMax + 1, lines.Count);
        Assert.Contains($"visits_total{{otel_metric_overflow=\"true\"}} {2_000 - MetricFamily.SeriesMax}", lines);
    }

    [Fact, Trait("Criterion", "SECU-071")]
    public void The_order_of_labels_makes_no_second_series()
    {
        using var meter = new Meter(nameof(The_order_of_labels_makes_no_second_series));
        using var page = PageOf(meter);
        var counter = meter.CreateCounter<long>("visits");
        var (a, b) = (new KeyValuePair<string, object?>("a", 1), new KeyValuePair<string, object?>("b", 2));

        counter.Add(1, a, b);
        counter.Add(1, b, a);

        Assert.Contains("visits_total{a=\"1\",b=\"2\"} 2\n", page.Text(), StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "SECU-072")]
    public void Recording_allocates_nothing()
    {
        using var meter = new PlimsollMeter();
        using var page = new PrometheusPage(each => each.Name == PlimsollMeter.MeterName);
        RecordAll(meter, 100); // the first of each series is made here

        // The least of three: the platform compiles anew what runs often.
        var least = Enumerable.Range(0, 3).Select(_ => Allocated(() => RecordAll(meter, 10_000))).Min();

        Assert.Equal(0, least);
    }

    [Fact, Trait("Criterion", "SECU-072")]
    public void Stages_are_told_from_a_microsecond_to_ten_seconds()
    {
        using var meter = new PlimsollMeter();
        using var page = new PrometheusPage(each => each.Name == PlimsollMeter.MeterName);

        foreach (var stage in Enum.GetValues<CommandStage>())
        {
            meter.RecordStage(stage, 0.000_003);
        }

        Assert.Equal(1e-6, PlimsollMeter.StageBuckets[0]);
        Assert.Equal(10, PlimsollMeter.StageBuckets[^1]);
        Assert.Equal(PlimsollMeter.StageBuckets.Order(), PlimsollMeter.StageBuckets);
        foreach (var stage in new[] { "queue", "journal", "apply", "publish" })
        {
            Assert.Contains(
                $"plimsoll_command_stage_duration_seconds_bucket{{stage=\"{stage}\",le=\"5E-06\"}} ",
                page.Text(),
                StringComparison.Ordinal
            );
        }
    }

    private static PrometheusPage PageOf(Meter meter) => new(each => ReferenceEquals(each, meter));

    private static long Allocated(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void RecordAll(PlimsollMeter meter, int times)
    {
        for (var i = 0; i < times; i++)
        {
            meter.RecordStage(CommandStage.Queue, 0.000_01);
            meter.RecordStage(CommandStage.Publish, 1.5);
            meter.CountMessages(3);
            meter.RecordBatch(17);
        }
    }
}
