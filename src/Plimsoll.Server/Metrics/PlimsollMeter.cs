using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Plimsoll.Server.Metrics;

/// <summary>The server's own instruments.</summary>
/// <remarks>
/// Recording allocates nothing: tags are made once. It costs some hundred nanoseconds where somebody listens and next to nothing where nobody does;
/// a loop of a million commands a second records its batches, or one command of many.
/// </remarks>
public sealed class PlimsollMeter : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Plimsoll";

    private static readonly KeyValuePair<string, object?>[] StageTags =
    [
        new("stage", "queue"),
        new("stage", "journal"),
        new("stage", "apply"),
        new("stage", "publish"),
    ];

    private readonly Meter _meter;
    private readonly bool _isOwn;
    private readonly Histogram<double> _stages;
    private readonly Histogram<long> _batches;
    private readonly Counter<long> _messages;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _strange;

    /// <summary>A meter of its own.</summary>
    public PlimsollMeter()
        : this(new Meter(MeterName), isOwn: true) { }

    /// <summary>A meter of a host's factory.</summary>
    public PlimsollMeter(IMeterFactory factory)
        : this((factory ?? throw new ArgumentNullException(nameof(factory))).Create(new MeterOptions(MeterName)), isOwn: false) { }

    private PlimsollMeter(Meter meter, bool isOwn)
    {
        (_meter, _isOwn) = (meter, isOwn);
        var seconds = new InstrumentAdvice<double> { HistogramBucketBoundaries = [.. StageBuckets] };
        var powers = new InstrumentAdvice<long> { HistogramBucketBoundaries = [.. Enumerable.Range(0, 17).Select(power => 1L << power)] };
        _stages = meter.CreateHistogram(
            "plimsoll.command.stage.duration",
            "s",
            "Time of a batch of commands in each stage, queue: of its oldest; a sample a batch.",
            tags: null,
            seconds
        );
        _batches = meter.CreateHistogram("plimsoll.journal.batch", "{command}", "Commands made durable by one sync.", tags: null, powers);
        _messages = meter.CreateCounter<long>("plimsoll.websocket.messages", "{message}", "Messages put before connections.");
        _dropped = meter.CreateCounter<long>("plimsoll.websocket.dropped", "{connection}", "Connections dropped for being slow.");
        _strange = meter.CreateCounter<long>(
            "plimsoll.trades.strange",
            "{trade}",
            "Trades booked far from the mark, or naming an order that was not there."
        );
        _failures = meter.CreateCounter<long>(
            "plimsoll.authentication.failures",
            "{request}",
            "Requests with credentials that were refused."
        );
    }

    /// <summary>Bounds of the stages' histogram, in seconds: 1, 2, 5 in each decade from a microsecond to ten seconds.</summary>
    public static IReadOnlyList<double> StageBuckets { get; } =
    [1e-6, 2e-6, 5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

    /// <summary>Whether anybody listens to the stages, so that it is worth looking at the clock.</summary>
    public bool AreStagesRead => _stages.Enabled;

    /// <summary>Records a stage between two stamps of <see cref="Stopwatch.GetTimestamp"/>.</summary>
    public void RecordStage(CommandStage stage, long from, long until) => RecordStage(stage, (until - from) / (double)Stopwatch.Frequency);

    /// <summary>Records a stage, in seconds.</summary>
    public void RecordStage(CommandStage stage, double seconds) => _stages.Record(seconds, StageTags[(int)stage]);

    /// <summary>Records how many commands one sync made durable.</summary>
    public void RecordBatch(int commands) => _batches.Record(commands);

    /// <summary>Counts messages put before connections.</summary>
    public void CountMessages(long count) => _messages.Add(count);

    /// <summary>Counts a connection dropped for being slow.</summary>
    public void CountDropped() => _dropped.Add(1);

    /// <summary>Counts a trade that an operator wants to see.</summary>
    /// <param name="reason">Why: <c>far_from_mark</c> or <c>order_missing</c>.</param>
    public void CountStrangeTrade(string reason) => _strange.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>Counts a failed authentication.</summary>
    /// <param name="reason">The problem's name.</param>
    public void CountFailure(string reason) => _failures.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>A value that is asked for when somebody looks: the length of a queue, open connections, the last durable sequence.</summary>
    /// <param name="name">Its name, such as <c>plimsoll.queue.length</c>.</param>
    /// <param name="unit">Its unit (UCUM), such as <c>{command}</c> or <c>By</c>.</param>
    /// <param name="description">What it is.</param>
    /// <param name="value">Gives the value; called on any thread, must not wait.</param>
    public void AddGauge(string name, string unit, string description, Func<long> value) =>
        _meter.CreateObservableGauge(name, value, unit, description);

    /// <summary>Values by label that are asked for when somebody looks.</summary>
    /// <inheritdoc cref="AddGauge" path="/param[@name!='value']"/>
    /// <param name="values">Gives the values with their labels; called on any thread, must not wait.</param>
    public void AddObserved<T>(string name, string unit, string description, Func<IEnumerable<Measurement<T>>> values)
        where T : struct => _meter.CreateObservableGauge(name, values, unit, description);

    /// <summary>Counts by label that are kept elsewhere, asked for when somebody looks.</summary>
    /// <inheritdoc cref="AddObserved" path="/param"/>
    public void AddObservedCounter(string name, string unit, string description, Func<IEnumerable<Measurement<long>>> values) =>
        _meter.CreateObservableCounter(name, values, unit, description);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isOwn)
        {
            _meter.Dispose();
        }
    }
}
