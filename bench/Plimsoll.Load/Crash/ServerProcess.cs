using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Plimsoll.Load.Crash;

/// <summary>The server as a process of its own, so that it can be killed.</summary>
internal sealed class ServerProcess(string program, string folder) : IDisposable
{
    private Process? _process;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}/");

    /// <summary>The first administrator's key, once it was shown.</summary>
    public string? AdminKey { get; private set; }

    /// <summary>How long the latest start took until it was ready.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <summary>Starts it and waits until it listens.</summary>
    public async Task StartAsync()
    {
        var began = Stopwatch.GetTimestamp();
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "serve", "--data", folder },
        };
        start.Environment["PLIMSOLL__LISTEN__URLS"] = Address.ToString();
        start.Environment["PLIMSOLL__LIMITS__REQUESTS_PER_SECOND"] = "1000000";
        start.Environment["PLIMSOLL__LIMITS__REQUEST_BURST"] = "1000000";
        start.Environment["PLIMSOLL__JOURNAL__SNAPSHOT_COMMANDS"] = "5000";
        // Snapshots are taken and used, and all of the journal stays, so that it can be replayed from its first record.
        start.Environment["PLIMSOLL__JOURNAL__SNAPSHOTS_KEPT"] = "1000";
        start.Environment["PLIMSOLL__JOURNAL__SEGMENT_SIZE"] = "1MiB";
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        var errors = _process.StandardError.ReadToEndAsync();
        var said = new List<string>();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (line.IndexOf("plim_", StringComparison.Ordinal) is > 0 and var at)
                AdminKey = line[at..].Trim();

            if (line.StartsWith("Ctrl-C", StringComparison.Ordinal))
            {
                StartTime = Stopwatch.GetElapsedTime(began);
                _ = _process.StandardOutput.ReadToEndAsync();
                return;
            }
        }

        throw new InvalidOperationException($"The server ended at its start:\n{string.Join('\n', said)}\n{await errors}");
    }

    /// <summary>Kills it with SIGKILL: nothing in it is asked or told.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        if (_process is not null)
            Kill();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
