using System.Runtime.InteropServices;
using Plimsoll.Cli.Replay;

namespace Plimsoll.Cli;

/// <summary>Turns the first Ctrl-C (or a polite kill, or the end of the terminal) into a wish to stop cleanly; one that follows later ends the process as usual.</summary>
/// <remarks>
/// Who stops a process often sends the signal twice at once, to it and to its group (GNU timeout does), so a repeat within
/// <see cref="Repeat"/> is the same wish. docs/spec/0011-replay.md (REPL-051, REPL-059).
/// </remarks>
internal sealed class Interruption : IDisposable
{
    /// <summary>How long after the first signal another one says nothing new.</summary>
    public static readonly TimeSpan Repeat = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _source = new();
    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;
    private readonly PosixSignalRegistration _hangUp;
    private long? _first;

    public Interruption(TimeProvider? clock = null)
    {
        _clock = clock ?? TimeProvider.System;
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        // The terminal is gone: nobody sends a second one.
        _hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _hangUp.Dispose();
        _source.Dispose();
    }

    /// <summary>A signal came.</summary>
    /// <returns>Whether the process goes on, to stop cleanly; if not, unfinished files are gone.</returns>
    internal bool Heard()
    {
        lock (_lock)
        {
            if (_first is { } first && _clock.GetElapsedTime(first) >= Repeat)
            {
                OutputFile.DeleteUnfinished();
                return false;
            }

            _first ??= _clock.GetTimestamp();
        }

        _source.Cancel();
        return true;
    }

    private void Stop(PosixSignalContext signal) => signal.Cancel = Heard();
}
