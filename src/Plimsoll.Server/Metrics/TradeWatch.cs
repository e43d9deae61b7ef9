using Plimsoll.Host.Stream;
using Plimsoll.Values;

namespace Plimsoll.Server.Metrics;

/// <summary>Counts trades that are strange. It looks at what was published each second: the engine wakes and waits for nobody.</summary>
internal sealed class TradeWatch : IAsyncDisposable
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(1);

    private readonly EventStream _stream;
    private readonly Rate _band;
    private readonly PlimsollMeter _meter;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;
    private EventCursor _cursor;

    /// <summary>Counts from now on.</summary>
    public TradeWatch(EventStream stream, Rate band, PlimsollMeter meter)
    {
        (_stream, _band, _meter, _cursor) = (stream, band, meter, stream.Read(stream.LastSequence + 1));
        _work = RunAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Often);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                Look();
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private void Look()
    {
        try
        {
            while (_cursor.TryRead(out var record))
            {
                foreach (var trade in record.ReadTrades())
                {
                    if (trade.IsBeyond(_band))
                        _meter.CountStrangeTrade("far_from_mark");

                    if (trade.NamesUnknownOrder)
                        _meter.CountStrangeTrade("order_missing");
                }

                _stop.Token.ThrowIfCancellationRequested();
            }
        }
        catch (EventsGoneException gone)
        {
            // A file that cannot be read: what lies in it is not counted.
            _cursor = _stream.Read(Math.Max(gone.First, _stream.FirstSequence));
        }
    }
}
