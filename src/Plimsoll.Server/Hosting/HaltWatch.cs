using Microsoft.Extensions.Logging;
using Plimsoll.Host;
using Plimsoll.Journal;

namespace Plimsoll.Server.Hosting;

/// <summary>Tells of the bug that halts the engine, with its stack, at the moment it does: nobody else keeps it, and the next start may be another program's.</summary>
internal sealed partial class HaltWatch
{
    private readonly VenueHost _host;
    private readonly string _place;
    private readonly ILogger _log;

    /// <summary>Waits for a bug from now on.</summary>
    /// <param name="host">The venue.</param>
    /// <param name="place">The journal's folder.</param>
    /// <param name="log">Where it tells.</param>
    public HaltWatch(VenueHost host, string place, ILogger<HaltWatch> log)
    {
        (_host, _place, _log) = (host, place, log);
        Told = host.Halted.ContinueWith(Tell, CancellationToken.None, TaskContinuationOptions.NotOnRanToCompletion, TaskScheduler.Default);
    }

    /// <summary>Ends when a bug has been told.</summary>
    public Task Told { get; }

    private void Tell(Task halted)
    {
        var bug = halted.Exception!.InnerException!;
        if (_host.HaltedAt is var (sequence, what))
        {
            var (inspect, skip) = (JournalAdvice.Inspect(_place, sequence), JournalAdvice.Skip(_place, sequence));
            HaltedAt(_log, bug, sequence, what, inspect, skip);
        }
        else
        {
            Halted(_log, bug);
        }
    }

    [LoggerMessage(
        EventId = 4221,
        Level = LogLevel.Critical,
        Message = "The engine found a bug in itself at record {Sequence} ({What}) and halted; nobody was told what came of that record. It is durable, so the next start stops at it too: run a version without the bug (plimsoll journal replay tries one), or look at it ({Inspect}) and leave it out ({Skip})."
    )]
    private static partial void HaltedAt(ILogger log, Exception bug, long sequence, string what, string inspect, string skip);

    [LoggerMessage(
        EventId = 4222,
        Level = LogLevel.Critical,
        Message = "The engine found a bug in itself beside its records and halted. What was acknowledged is durable; a start goes on from there."
    )]
    private static partial void Halted(ILogger log, Exception bug);
}
