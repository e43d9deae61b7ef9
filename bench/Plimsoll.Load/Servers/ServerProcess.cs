using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Plimsoll.Load.Servers;

/// <summary>The server as a process of its own, so that it can be killed.</summary>
/// <param name="program">The <c>plimsoll</c> to run.</param>
/// <param name="folder">The venue's data.</param>
/// <param name="settings">What is not as usual, by the names of the environment.</param>
/// <param name="options">Further options of <c>plimsoll serve</c>.</param>
internal sealed class ServerProcess(
    string program,
    string folder,
    IReadOnlyDictionary<string, string> settings,
    params IReadOnlyList<string> options
) : IDisposable
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
        // What it says is read below, line by line.
        start.Environment["PLIMSOLL__TELEMETRY__LOG_FORMAT"] = "text";
        start.Environment["PLIMSOLL__LIMITS__REQUESTS_PER_SECOND"] = "1000000";
        start.Environment["PLIMSOLL__LIMITS__REQUEST_BURST"] = "1000000";
        foreach (var option in options)
        {
            start.ArgumentList.Add(option);
        }

        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        var errors = _process.StandardError.ReadToEndAsync();
        var said = new List<string>();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Add(line);
            if (line.StartsWith("Ctrl-C", StringComparison.Ordinal))
            {
                StartTime = Stopwatch.GetElapsedTime(began);
                // A first start whose output is no terminal writes the key there.
                var key = Path.Combine(folder, "first-key");
                if (File.Exists(key))
                    AdminKey = (await File.ReadAllTextAsync(key)).Trim();

                _ = _process.StandardOutput.ReadToEndAsync();
                return;
            }
        }

        throw new InvalidOperationException($"The server ended at its start:\n{string.Join('\n', said)}\n{await errors}");
    }

    /// <summary>Its number in the system.</summary>
    public int Id => _process!.Id;

    /// <summary>The processor time that it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process!.Refresh();
            return _process.TotalProcessorTime;
        }
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
