using System.Collections.Concurrent;
using System.Globalization;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.History;

/// <summary>All reading of history, beside everything else: pages, exports, and WebSockets that catch up, by the same turns.</summary>
internal sealed class HistoryDesk
{
    /// <summary>Exports and connections that catch up, of one key at the same time. Each keeps a file of events in memory, for as long as its reader takes.</summary>
    public const int MostLong = 16;

    /// <summary>Pages of one key that are read or wait.</summary>
    public const int MostPages = 64;

    private const int RetryAfterSeconds = 2;
    private const int MostPlaces = 4;

    private readonly ConcurrentDictionary<string, KeyReadings> _keys = new(StringComparer.Ordinal);

    /// <summary>Half of the processors: the other half is there for those who trade, whatever is read.</summary>
    public ReadingTurns Turns { get; } = new(Math.Clamp(Environment.ProcessorCount / 2, 1, MostPlaces));

    /// <summary>Reads something that ends by itself, such as a page.</summary>
    /// <exception cref="ProblemException">The key asks for too many at the same time.</exception>
    public async Task<T> ReadAsync<T>(ApiCaller caller, Func<HistoryReading, Task<T>> read)
    {
        var place = await Of(caller.Key.Id).TryEnterAsync(MostPages, caller.Cancellation).ConfigureAwait(false);
        using (place ?? throw TooMany($"{MostPages} pages of history are read for this key or wait, the most that there may be."))
        using (var reading = Begin(caller.Key.Id, caller.Cancellation))
        {
            await reading.StepAsync().ConfigureAwait(false);
            return await read(reading).ConfigureAwait(false);
        }
    }

    /// <summary>Begins a reading; its turns come as it goes on.</summary>
    public HistoryReading Begin(string key, CancellationToken cancellation) => new(Turns, key, cancellation);

    /// <summary>Takes a place for a reading that may last, until it is disposed of.</summary>
    /// <exception cref="ProblemException">The key has too many.</exception>
    public IDisposable TakePlace(string key) =>
        Of(key).TryBegin(MostLong)
        ?? throw TooMany(
            $"{MostLong} exports of this key, and WebSockets that catch up, are under way, the most that there may be at the same time."
        );

    private KeyReadings Of(string key) => _keys.GetOrAdd(key, static _ => new());

    private static ProblemException TooMany(FormattableString detail) =>
        new(
            new(ProblemCode.TooManyRequests)
            {
                Detail = detail.ToString(CultureInfo.InvariantCulture),
                Advice = "Wait for the time in Retry-After; ask for one after the other.",
                RetryAfterSeconds = RetryAfterSeconds,
            }
        );
}
