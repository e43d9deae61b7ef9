using System.Diagnostics.Metrics;
using System.Text;

namespace Plimsoll.Server.Metrics;

/// <summary>Listens to meters and shows what they said in Prometheus' text format (version 0.0.4).</summary>
/// <remarks>Source of the format: Prometheus documentation, "Exposition formats", text-based format.</remarks>
public sealed class PrometheusPage : IDisposable
{
    /// <summary>The content type of the format.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly Lock _turn = new();
    private readonly Lock _reading = new();

    /// <summary>Listens to all instruments, present and to come, of the meters chosen.</summary>
    /// <param name="isWanted">Says of a meter whether it is shown.</param>
    public PrometheusPage(Func<Meter, bool> isWanted)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (isWanted(instrument.Meter) && Enlist(instrument) is { } family)
            {
                listener.EnableMeasurementEvents(instrument, family);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<decimal>((_, value, tags, state) => Record(state, (double)value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, state) => Record(state, value, tags));
        _listener.Start();
    }

    /// <summary>The page: families in order of their names.</summary>
    public string Text()
    {
        // One reader at a time. Not the lock of the families: the platform may hold one of its own while it enlists an instrument.
        lock (_reading)
        {
            foreach (var family in Families().Where(family => family.IsObserved))
            {
                family.Forget();
            }

            try
            {
                _listener.RecordObservableInstruments();
            }
            catch (AggregateException)
            {
                // A gauge that throws is left out; the others are still worth seeing.
            }

            var text = new StringBuilder();
            foreach (var family in Families())
            {
                family.Write(text);
            }

            return text.ToString();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private MetricFamily[] Families()
    {
        lock (_turn)
        {
            return [.. _families.Values];
        }
    }

    private static void Record(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((MetricFamily)family!).Record(value, tags);

    /// <summary>The family of an instrument; instruments of one name share it when they are of one kind, else the later one is not shown.</summary>
    private MetricFamily? Enlist(Instrument instrument)
    {
        var family = MetricFamily.Of(instrument);
        lock (_turn)
        {
            if (_families.TryGetValue(family.Name, out var known))
            {
                return known.IsLike(family) ? known : null;
            }

            _families.Add(family.Name, family);
            return family;
        }
    }
}
