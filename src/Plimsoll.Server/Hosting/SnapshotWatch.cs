using Microsoft.Extensions.Logging;
using Plimsoll.Host;

namespace Plimsoll.Server.Hosting;

/// <summary>Tells of snapshots that fail: the venue goes on without them, its journal grows, and damage that a replica comes upon stays unseen until the next start.</summary>
internal sealed partial class SnapshotWatch : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly VenueHost _host;
    private readonly ILogger _log;
    private readonly Timer _timer;
    private string? _told;

    public SnapshotWatch(VenueHost host, ILogger<SnapshotWatch> log)
    {
        (_host, _log) = (host, log);
        _timer = new(_ => Look(), null, Pause, Pause);
    }

    /// <summary>What an operator should know, for anybody to read; empty while snapshots succeed.</summary>
    public static IReadOnlyList<string> Warnings(VenueHost host) =>
        host.Status.SnapshotProblem is null
            ? []
            :
            [
                "the latest snapshot failed; the log says why. The journal grows until one succeeds, and plimsoll journal verify says whether it is whole.",
            ];

    /// <summary>Logs what is new.</summary>
    internal void Look()
    {
        var problem = _host.Status.SnapshotProblem;
        if (Interlocked.Exchange(ref _told, problem) == problem)
            return;

        if (problem is not null)
            Failed(problem);
        else
            Succeeded();
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    [LoggerMessage(
        EventId = 4201,
        Level = LogLevel.Error,
        Message = "A snapshot failed: {Problem} The venue goes on and tries again; its journal grows until one succeeds. plimsoll journal verify says whether the journal is whole."
    )]
    private partial void Failed(string problem);

    [LoggerMessage(EventId = 4202, Level = LogLevel.Information, Message = "Snapshots succeed again.")]
    private partial void Succeeded();
}
