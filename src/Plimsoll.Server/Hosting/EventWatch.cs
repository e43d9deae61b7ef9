using System.Globalization;
using Microsoft.Extensions.Logging;
using Plimsoll.Host.Recovery;
using Plimsoll.Host.Stream;

namespace Plimsoll.Server.Hosting;

/// <summary>Looks through all files of events after a start, slowly, and tells what cannot be read: else only who asks for it would find out.</summary>
internal sealed partial class EventWatch : IAsyncDisposable
{
    /// <summary>Between two files, of 4 MiB each: the device is there for others, and what was read is garbage that is collected beside trading. 16 MiB a second are an hour for 56 GiB.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly EventStream _stream;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    /// <summary>Tells at once what the start came upon, and begins to look.</summary>
    public EventWatch(EventStream stream, RecoveryReport found, ILogger<EventWatch> log)
    {
        (_stream, _log) = (stream, log);
        foreach (var sentence in Sentences(found))
        {
            Warn(sentence);
        }

        _work = Task.Factory.StartNew(
            () => Look(found.EventsLost),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
    }

    /// <summary>What an operator should know of the events that a start found.</summary>
    public static IReadOnlyList<string> Sentences(RecoveryReport found)
    {
        var lost = found.EventsLost.Select(Sentence);
        return found.EventsMadeAgainFrom == 0
            ? [.. lost]
            :
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"files of events were damaged or gone: the events of record {found.EventsMadeAgainFrom} and later ones were made again from the journal, none are lost."
                ),
                .. lost,
            ];
    }

    /// <summary>What an operator should know of events that cannot be read.</summary>
    public static string Sentence(EventGap gap) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"the events of records {gap.First} to {gap.Last} cannot be read: their files are damaged or gone. plimsoll journal verify says which, and what to do."
        );

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private void Look(IReadOnlyList<EventGap> told)
    {
        try
        {
            _stream.Check(() =>
            {
                _stop.Token.WaitHandle.WaitOne(Pause);
                _stop.Token.ThrowIfCancellationRequested();
            });
            foreach (var gap in _stream.Gaps.Except(told))
            {
                Warn(Sentence(gap));
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    [LoggerMessage(EventId = 4101, Level = LogLevel.Warning, Message = "{Sentence}")]
    private partial void Warn(string sentence);
}
