using System.Text;
using System.Text.Json;
using Plimsoll.Cli.Serve;
using Plimsoll.Host;
using Plimsoll.Journal.Storage;
using Plimsoll.Testing.Devices;

namespace Plimsoll.Cli.Tests.Serve;

/// <summary>What a server puts on its standard output.</summary>
[Collection(nameof(AloneCollection))] // the log writes to the console, which is everybody's
public sealed class ServeLogTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-serve-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact, Trait("Criterion", "SECU-076"), Trait("Criterion", "SECU-002")]
    public async Task A_log_in_JSON_has_one_object_in_every_line_and_nothing_beside_it()
    {
        var first = await ServeAsync("json", "listening on");
        var second = await ServeAsync("json", "listening on");

        string[] said = [.. first.Concat(second).Select(MessageOf)];
        Assert.Contains(said, line => line.StartsWith("a new venue in", StringComparison.Ordinal));
        Assert.Contains(said, line => line.StartsWith("recovered", StringComparison.Ordinal));
        Assert.Equal(2, said.Count(line => line.StartsWith("listening on http://127.0.0.1:", StringComparison.Ordinal)));
        Assert.Equal(2, said.Count(line => line.StartsWith("stopping:", StringComparison.Ordinal)));
        Assert.Matches("^stopped: [0-9,]+ records are kept; the next start applies none of them again$", MessageOf(first[^1]));
        // Nobody asked for anything since the second start, so that no snapshot was made.
        Assert.StartsWith("stopped: ", MessageOf(second[^1]), StringComparison.Ordinal);
        // A log shows no key, at a terminal neither.
        Assert.Contains(said, line => line.Contains(Path.Combine(_folder, "data", "first-key"), StringComparison.Ordinal));
        Assert.DoesNotContain(said, line => line.Contains("plim_", StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(_folder, "data", "first-key")));
    }

    [Fact, Trait("Criterion", "SECU-076")]
    public async Task In_text_the_same_is_said_in_lines_for_people()
    {
        var lines = await ServeAsync("text", "Ctrl-C stops it.");

        Assert.Contains(lines, line => line.StartsWith("a new venue in", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("listening on", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("stopping:", StringComparison.Ordinal));
        Assert.Matches("^stopped: [0-9,]+ records are kept; the next start applies none of them again$", lines[^1]);
    }

    [Fact, Trait("Criterion", "HOST-051")]
    public async Task A_clock_that_is_before_the_latest_record_is_warned_of_at_the_start()
    {
        var clock = new HandClock(DateTimeOffset.UtcNow + TimeSpan.FromDays(1));
        var data = Path.Combine(_folder, "data");
        using (var journal = FileStorage.Take(Directory.CreateDirectory(Path.Combine(data, "journal")).FullName))
        using (var events = FileStorage.Take(Directory.CreateDirectory(Path.Combine(data, "events")).FullName))
        using (
            VenueHost.Open(
                journal,
                events,
                new()
                {
                    Venue = new() { Numeraire = new(0) },
                    Heartbeat = TimeSpan.Zero,
                    Clock = clock,
                }
            )
        ) { }

        var text = await ServeAsync("text", "Ctrl-C stops it.");
        var json = await ServeAsync("json", "listening on");

        Assert.Contains(text, line => IsWarning(line) && line.StartsWith("warning: ", StringComparison.Ordinal));
        Assert.Single(json, line => IsWarning(MessageOf(line)));

        static bool IsWarning(string line) =>
            line.Contains("s before the latest record: the venue's time stands still", StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "SECU-081")]
    public void Denied_access_says_whose_the_folder_has_to_be()
    {
        var denied = new IOException("x", new UnauthorizedAccessException("Access to the path is denied."));

        Assert.Contains(
            OperatingSystem.IsWindows() ? Environment.UserName : $"chown -R {Environment.UserName}: '{_folder}'",
            DeniedAccess.Advice(denied, _folder),
            StringComparison.Ordinal
        );
        Assert.Null(DeniedAccess.Advice(new IOException("the disk is full"), _folder));
    }

    private static string MessageOf(string line)
    {
        using var entry = JsonDocument.Parse(line);
        return entry.RootElement.GetProperty("Message").GetString()!;
    }

    /// <summary>Runs a server until it has said something, stops it, and gives all lines of its standard output.</summary>
    private async Task<IReadOnlyList<string>> ServeAsync(string format, string until)
    {
        var settings = Path.Combine(_folder, "settings.yaml");
        await File.WriteAllTextAsync(
            settings,
            $"listen: {{ urls: ['http://127.0.0.1:0'] }}\ntelemetry: {{ log_format: {format} }}\n",
            TestContext.Current.CancellationToken
        );
        using var stop = new CancellationTokenSource();
        await using var heard = new Heard(until, stop);
        await using var error = new StringWriter();
        var console = Console.Out;
        Console.SetOut(heard);
        int code;
        try
        {
            code = await CommandLine
                .RunAsync(
                    ["serve", "--config", settings, "--data", Path.Combine(_folder, "data"), "--demo-prices", "none"],
                    heard,
                    error,
                    stop.Token
                )
                .WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        finally
        {
            Console.SetOut(console);
        }

        Assert.True(code == Shell.Success, error.ToString());
        return heard.Lines;
    }

    /// <summary>Keeps what is written, by whatever thread, and asks for the stop once something was said.</summary>
    private sealed class Heard(string until, CancellationTokenSource stop) : TextWriter
    {
        private readonly StringBuilder _text = new();

        public override Encoding Encoding => Encoding.UTF8;

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (_text)
                {
                    return _text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
                }
            }
        }

        public override void Write(char value) => Write(value.ToString());

        public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

        public override void Write(string? value)
        {
            bool isSaid;
            lock (_text)
            {
                _text.Append(value);
                isSaid = value is not null && value.Contains(until, StringComparison.Ordinal);
            }

            if (isSaid)
                stop.Cancel();
        }

        public override void WriteLine(string? value) => Write(value + "\n");
    }
}
