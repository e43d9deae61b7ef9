using Microsoft.Extensions.Logging;
using Plimsoll.Host;

namespace Plimsoll.Server.Hosting;

/// <summary>Tells when the journal takes no commands any more, and when it does again, once each: else only those whose commands are refused would know.</summary>
internal sealed partial class JournalWatch : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly VenueHost _host;
    private readonly string _folder;
    private readonly ILogger _log;
    private readonly Lock _turn = new();
    private readonly Timer _timer;
    private bool _isTold;

    /// <summary>Looks at once, since a start may have found no room already, and each second.</summary>
    /// <param name="host">The venue.</param>
    /// <param name="folder">Where the journal is, for people.</param>
    /// <param name="log">Where it tells.</param>
    public JournalWatch(VenueHost host, string folder, ILogger<JournalWatch> log)
    {
        (_host, _folder, _log) = (host, folder, log);
        Look();
        _timer = new(_ => Look(), null, Pace, Pace);
    }

    /// <summary>Logs what has changed since the last look.</summary>
    internal void Look()
    {
        lock (_turn)
        {
            var status = _host.Status;
            // One that stops or has halted tells so elsewhere.
            if (status.State is not (HostState.Running or HostState.JournalUnavailable))
                return;

            var isRefusing = status.State == HostState.JournalUnavailable;
            if (isRefusing && !_isTold)
                Refuses(_folder, status.Problem ?? "");
            else if (!isRefusing && _isTold)
                TakesAgain(_folder);

            _isTold = isRefusing;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    [LoggerMessage(
        EventId = 4211,
        Level = LogLevel.Error,
        Message = "The journal in {Folder} takes no commands; each is refused with 902, and of those that were being written nobody knows the outcome yet (903). {Problem} Questions are answered meanwhile, and it goes on by itself as soon as it can."
    )]
    private partial void Refuses(string folder, string problem);

    [LoggerMessage(EventId = 4212, Level = LogLevel.Information, Message = "The journal in {Folder} takes commands again.")]
    private partial void TakesAgain(string folder);
}
