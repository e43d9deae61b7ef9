using System.Globalization;
using Microsoft.Extensions.Logging;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Hosting;
using Plimsoll.Server.Metrics;

namespace Plimsoll.Cli.Serve;

/// <summary>What a server says of its start and its stop: lines for people, or, where the log is JSON, entries of the log, so that whoever collects it finds nothing else.</summary>
internal sealed partial class ServerNotices(PlimsollServer server, TelemetrySettings telemetry, TextWriter output)
{
    private readonly ILogger? _log = MetricServices.IsLogJson(telemetry) ? server.Log : null;

    /// <summary>What the start found, where it listens, and how one gets in.</summary>
    public void Started(string dataFolder)
    {
        var (found, folder) = (server.Recovery, Path.GetFullPath(dataFolder));
        Say(
            found.IsNew
                ? $"a new venue in {folder}"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"recovered {folder}: {found.LastSequence:N0} records, {found.Replayed:N0} of them applied again in {found.Elapsed.TotalSeconds:F2} s"
                )
        );
        if (found.CutBytes > 0)
            Warn($"cut {found.CutBytes} bytes that a crash left unfinished behind the last record; nobody was told of them");

        foreach (var damaged in found.DamagedSnapshots)
        {
            Warn($"not used: {damaged}");
        }

        foreach (var skipped in found.Skipped)
        {
            Warn(string.Create(CultureInfo.InvariantCulture, $"left out: record {skipped.Sequence}, {skipped.Reason}"));
        }

        if (found.Restored is { } restored)
            Warn(
                restored.To >= restored.From
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $"restored: records {restored.From} to {restored.To} were given up; what was told of them is no longer so, and others have their numbers now"
                    )
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"restored: whatever may have come from record {restored.From} on was given up"
                    )
            );

        foreach (var note in server.ListingNotes)
        {
            Say(note);
        }

        foreach (var address in server.Addresses)
        {
            Say($"listening on {address}");
        }

        // The log has them already, from where they were found.
        foreach (var warning in _log is null ? server.DamagedEvents.Concat(server.FeedsWithoutPlace).Concat(server.ClockWarnings) : [])
        {
            output.WriteLine($"warning: {warning}");
        }

        ShowFirstKey();
        if (_log is null)
            output.WriteLine("Ctrl-C stops it.");

        output.Flush();
    }

    /// <summary>An orderly stop begins.</summary>
    public void Stopping()
    {
        var status = server.Host.Status;
        Say(
            string.Create(
                CultureInfo.InvariantCulture,
                $"stopping: what was asked is finished and written down, and a snapshot made of it ({status.AppliedSequence - status.SnapshotSequence:N0} records since the latest), so that the next start has nothing to apply again. Takes 10 s at most …"
            )
        );
        output.Flush();
    }

    /// <summary>It has stopped.</summary>
    public void Stopped()
    {
        var status = server.Host.Status;
        var left = status.AppliedSequence - status.SnapshotSequence;
        if (status.SnapshotProblem is { } problem)
            Warn($"no snapshot was made: {problem}");

        Say(
            string.Create(
                CultureInfo.InvariantCulture,
                $"stopped: {status.AppliedSequence:N0} records are kept; the next start applies {(left == 0 ? "none" : $"{left:N0}")} of them again"
            )
        );
        output.Flush();
    }

    private void ShowFirstKey()
    {
        if (server.FirstKey is not { } key)
            return;

        if (_log is { } log)
        {
            // No log has a key in it: there is a file then.
            Warned(
                log,
                $"the administrator's key is in {server.FirstKeyFile}, for its owner alone; take it from there, and delete the file"
            );
            return;
        }

        output.WriteLine();
        output.WriteLine(
            server.FirstKeyFile is { } kept
                ? $"The administrator's key is in {kept}, for its owner alone. Take it from there, and delete the file:"
                : "The administrator's key, shown this once and kept nowhere:"
        );
        output.WriteLine();
        output.WriteLine($"  export PLIMSOLL_KEY={(server.FirstKeyFile is { } file ? $"$(cat '{file}')" : key.Reveal())}");
        output.WriteLine($"  curl -H \"Authorization: Bearer $PLIMSOLL_KEY\" {new Uri(server.Addresses[0], "api/v1/status")}");
        output.WriteLine();
    }

    private void Say(string line)
    {
        if (_log is { } log)
            Said(log, line);
        else
            output.WriteLine(line);
    }

    private void Warn(string line)
    {
        if (_log is { } log)
            Warned(log, line);
        else
            output.WriteLine(line);
    }

    [LoggerMessage(EventId = 4001, Level = LogLevel.Information, Message = "{Notice}")]
    private static partial void Said(ILogger log, string notice);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Warning, Message = "{Notice}")]
    private static partial void Warned(ILogger log, string notice);
}
