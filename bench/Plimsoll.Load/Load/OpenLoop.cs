using System.Buffers.Text;
using System.Diagnostics;
using Plimsoll.Load.Figures;
using Plimsoll.Load.Servers;
using Plimsoll.Load.Wire;

namespace Plimsoll.Load.Load;

/// <summary>Commands at a stated rate over many WebSockets, and reads over HTTP beside. Each is timed from the moment at which it had to be sent, whether or not it was: a server that stands still is charged with all that waited.</summary>
internal sealed class OpenLoop(LoadedServer server, int perSecond, double seconds)
{
    private const int Clients = 64;
    private const int Readers = 8;
    private const int ReadsPerSecond = 400;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly LatencyHistogram _commands = new();
    private readonly LatencyHistogram _reads = new();
    private readonly LatencyHistogram _late = new();
    private readonly Lock _gate = new();
    private long _refused;
    private Exception? _fault;

    public IEnumerable<Figure> Run(Action<string> say)
    {
        var clients = Enumerable.Range(0, Clients).Select(i => new WebSocketWire(server.Port, "/api/v1/ws", server.Key)).ToArray();
        var counts = Enumerable.Range(0, Clients).Select(i => (long)Math.Ceiling(((perSecond * seconds) - i) / Clients)).ToArray();
        var before = server.ProcessorTime;
        var began = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 5);
        var receivers = clients.Select((wire, i) => Start(() => Receive(wire, i, counts[i], new(began, perSecond)))).ToList();
        var readers = Enumerable.Range(0, Readers).Select(i => Start(() => Read(i, new(began, ReadsPerSecond)))).ToList();
        Send(clients, new(began, perSecond));
        var sent = Stopwatch.GetElapsedTime(began);
        receivers.ForEach(static thread => thread.Join(Patience));
        readers.ForEach(static thread => thread.Join(Patience));
        var over = Stopwatch.GetElapsedTime(began);
        foreach (var wire in clients)
        {
            wire.Dispose();
        }

        if (_fault is not null)
            throw new InvalidOperationException("A client failed.", _fault);

        var asked = counts.Sum();
        var used = (server.ProcessorTime - before).TotalSeconds / over.TotalSeconds;
        say(
            FormattableString.Invariant(
                $"{perSecond:N0}/s: {_commands.Count:N0} of {asked:N0} answered, {_refused} refused, sent within {sent.TotalSeconds:F1} s, p50 {Micro(_commands, 0.5):F0} µs, p99 {Micro(_commands, 0.99):F0} µs"
            )
        );
        return Figures(asked, over.TotalSeconds, used);
    }

    private IEnumerable<Figure> Figures(long asked, double took, double used)
    {
        var held = _commands.Count / Math.Max(took, seconds);
        var shortfall =
            _commands.Count < asked || _refused > 0
                ? FormattableString.Invariant($"{asked - _commands.Count} unanswered, {_refused} refused")
            : took > seconds * 1.02 ? FormattableString.Invariant($"NOT HELD: took {took:F1} s for {seconds:F0} s of commands")
            : "held";
        var name = FormattableString.Invariant($"open loop, {perSecond:N0} commands/s");
        yield return new(name + FormattableString.Invariant($", {Clients} WebSockets: answered"), held, "commands/s", Note: shortfall);
        yield return new("  server's processors", used, "of them");
        foreach (var (label, share) in new[] { ("p50", 0.5), ("p99", 0.99), ("p99.9", 0.999), ("most", 1.0) })
        {
            yield return new($"{name}, command {label}", Micro(_commands, share), "µs");
        }

        foreach (var (label, share) in new[] { ("p50", 0.5), ("p99", 0.99), ("p99.9", 0.999), ("most", 1.0) })
        {
            yield return new(
                $"{name}, {ReadsPerSecond} reads/s of an account's margin over HTTP beside, {label}",
                Micro(_reads, share),
                "µs"
            );
        }

        yield return new($"{name}, sent late by the client itself, p99", Micro(_late, 0.99), "µs", Note: "in the latencies above");
    }

    private static double Micro(LatencyHistogram histogram, double share) => histogram.At(share) / 1_000;

    /// <summary>One thread sends for all, each in its turn, whatever has been answered.</summary>
    private void Send(WebSocketWire[] clients, Schedule schedule)
    {
        Schedule.SharpenSleeps();
        var traffic = clients
            .Select((_, i) => new OrderTraffic(FormattableString.Invariant($"r{perSecond}c{i}"), LoadedServer.Users, (ulong)i))
            .ToArray();
        for (long number = 0; number < perSecond * seconds; number++)
        {
            var (client, due) = (number % Clients, schedule.At(number));
            var message = traffic[client].Next();
            Schedule.SleepUntil(due);
            _late.Add(Nanoseconds(due));
            clients[client].Send(message);
        }
    }

    private void Receive(WebSocketWire wire, int client, long count, Schedule schedule)
    {
        var (mine, refused) = (new LatencyHistogram(), 0L);
        while (mine.Count < count)
        {
            var answer = wire.Receive();
            // Answers begin with their id: it counts up for each client.
            if (!answer.StartsWith("{\"jsonrpc\":\"2.0\",\"id\":"u8) || !Utf8Parser.TryParse(answer[22..], out long id, out _))
                continue;

            mine.Add(Nanoseconds(schedule.At((id * Clients) + client)));
            if (answer.IndexOf("\"result\""u8) < 0)
                refused++;
        }

        Take(_commands, mine, refused);
    }

    private void Read(int reader, Schedule schedule)
    {
        Schedule.SharpenSleeps();
        using var wire = new HttpWire(server.Port);
        var (mine, refused) = (new LatencyHistogram(), 0L);
        for (long number = reader; number < ReadsPerSecond * seconds; number += Readers)
        {
            var account = PreparedVenue.NameOf((int)(number * 7 % LoadedServer.Users));
            var request = HttpWire.Request("GET", $"/api/v1/accounts/{account}", server.Key, null);
            Schedule.SleepUntil(schedule.At(number));
            if (wire.Ask(request).Status != 200)
                refused++;

            mine.Add(Nanoseconds(schedule.At(number)));
        }

        Take(_reads, mine, refused);
    }

    private void Take(LatencyHistogram all, LatencyHistogram mine, long refused)
    {
        lock (_gate)
        {
            all.Add(mine);
            _refused += refused;
        }
    }

    private Thread Start(Action work)
    {
        var thread = new Thread(() =>
        {
            try
            {
                work();
            }
            catch (Exception cause)
            {
                _fault ??= cause;
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();
        return thread;
    }

    private static long Nanoseconds(long since) => (long)((Stopwatch.GetTimestamp() - since) * (1e9 / Stopwatch.Frequency));
}
