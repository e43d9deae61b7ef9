using System.Diagnostics;
using Plimsoll.Engine.Commands;
using Plimsoll.Host.Entries;
using Plimsoll.Journal;
using Plimsoll.Journal.Storage;
using Plimsoll.Load.Figures;
using Plimsoll.Load.Peers;
using Plimsoll.Load.Servers;
using Plimsoll.Load.Wire;

namespace Plimsoll.Load.Load;

/// <summary>One client and its durable commands over WebSocket, in turns with what nobody can do without: a round trip over loopback, and an fdatasync of the same bytes.</summary>
internal sealed class DurableCommand : IDisposable
{
    private const int Turns = 20;
    private const int Each = 50;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan MostWarmUp = TimeSpan.FromSeconds(90);

    private readonly OrderTraffic _traffic = new("one", LoadedServer.Users, 1);
    private readonly WebSocketWire _server;
    private readonly WebSocketWire _echo;
    private readonly TcpWire _raw;
    private readonly SyncProbe _probe;
    private readonly CompilerThread _compiler;
    private readonly byte[] _message;
    private readonly byte[] _record;
    private readonly int _answered;
    private byte[] _command;

    /// <param name="server">What is measured.</param>
    /// <param name="peers">What it is measured beside.</param>
    /// <param name="folder">Where the probe writes: on the disk of the journal.</param>
    /// <param name="answered">Bytes of an answer with its frame.</param>
    public DurableCommand(LoadedServer server, PeerProcess peers, string folder, int answered)
    {
        _server = new(server.Port, "/api/v1/ws", server.Key);
        _echo = new(peers.WebPort, "/ws", null);
        _raw = new(peers.EchoPort);
        _compiler = server.Compiler;
        _message = _traffic.Next();
        _answered = answered;
        _command = _message;
        Command();
        MakeNext();
        Command();
        _record = new byte[RecordBytes(Path.Combine(server.Folder, "journal"))];
        Array.Fill(_record, (byte)0x5A);
        _probe = new(Path.Combine(folder, "probe"));
    }

    /// <summary>Bytes of the answer to a command with its frame, as the echo has to send.</summary>
    public static int AnswerBytes(LoadedServer server)
    {
        using var wire = new WebSocketWire(server.Port, "/api/v1/ws", server.Key);
        wire.Send(new OrderTraffic("size", LoadedServer.Users, 2).Next());
        var length = wire.Receive().Length;
        return length + (length < 126 ? 2 : 4);
    }

    public IEnumerable<Figure> Run(int rounds, Action<string> say)
    {
        var (ours, raw, sync, echo) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var began = Stopwatch.GetTimestamp();
        for (var round = -1; round < rounds; round += round >= 0 || HasWarmed(began, say) ? 1 : 0)
        {
            var times = Enumerable.Range(0, 4).Select(static _ => new List<double>(Turns * Each)).ToArray();
            for (var turn = 0; turn < Turns; turn++)
            {
                // Short turns, so that all four see the same machine: the disk alone is twice as slow at one moment as at another.
                Add(times[0], static () => { }, Loop);
                Add(times[1], static () => { }, Append);
                Add(times[2], MakeNext, Command);
                Add(times[3], static () => { }, Echo);
            }

            if (round < 0)
                continue;

            raw.Add(Spread.Median(times[0]));
            sync.Add(Spread.Median(times[1]));
            ours.Add(Spread.Median(times[2]));
            echo.Add(Spread.Median(times[3]));
            if (round % 5 == 4)
                say($"round {round + 1} of {rounds}: command {ours[^1]:F1} µs, loopback {raw[^1]:F1} µs, fdatasync {sync[^1]:F1} µs");
        }

        var least = raw.Zip(sync, static (loop, disk) => loop + disk).ToList();
        yield return Figure.OfRounds("durable command, one client, p50", ours, "µs");
        yield return Figure.OfRounds($"  raw loopback round trip, {_message.Length + 8} and {_answered} bytes, p50", raw, "µs");
        yield return Figure.OfRounds($"  append and fdatasync of {_record.Length} bytes, p50", sync, "µs");
        yield return Figure.OfRounds("  bare ASP.NET WebSocket echo, p50", echo, "µs", note: "told only");
        yield return Figure.OfRounds(
            "durable command ÷ (loopback + fdatasync)",
            [.. ours.Zip(least, static (mine, floor) => mine / floor)],
            "×",
            1.5
        );
        yield return Figure.OfRounds(
            "durable command ÷ (WebSocket echo + fdatasync)",
            [.. ours.Zip(echo.Zip(sync, static (loop, disk) => loop + disk), static (mine, floor) => mine / floor)],
            "×",
            note: "told only"
        );
    }

    public void Dispose()
    {
        _server.Dispose();
        _echo.Dispose();
        _raw.Dispose();
        _probe.Dispose();
    }

    private static void Add(List<double> times, Action before, Action act)
    {
        for (var i = 0; i < Each; i++)
        {
            before();
            var began = Stopwatch.GetTimestamp();
            act();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
        }
    }

    /// <summary>Whether to measure now: the server's runtime has compiled what is used (a server runs for weeks, and that takes half a minute of one of the processors), or it was waited for long enough.</summary>
    private bool HasWarmed(long began, Action<string> say)
    {
        var time = Stopwatch.GetElapsedTime(began);
        var isQuiet = _compiler.IdleFor() >= Quiet;
        if (!isQuiet && time < MostWarmUp)
            return false;

        say(
            isQuiet
                ? $"warm after {time.TotalSeconds:F0} s"
                : $"still compiling after {time.TotalSeconds:F0} s: what follows is slower than it will be"
        );
        return true;
    }

    private void Loop()
    {
        _raw.Send(_message);
        _raw.Receive(_answered);
        _raw.Take(_answered);
    }

    private void Append() => _probe.Append(_record);

    private void Echo()
    {
        _echo.Send(_message);
        _echo.Receive();
    }

    private void MakeNext() => _command = _traffic.Next();

    private void Command()
    {
        _server.Send(_command);
        var answer = _server.Receive();
        while (answer.IndexOf("\"method\":\"heartbeat\""u8) >= 0)
        {
            answer = _server.Receive();
        }

        if (answer.IndexOf("\"result\""u8) < 0)
            throw new InvalidOperationException($"Refused: {System.Text.Encoding.UTF8.GetString(answer)}");
    }

    /// <summary>How long an order's record is: head, payload filled up to eight bytes, and end.</summary>
    private static int RecordBytes(string journal)
    {
        var (payload, decoder) = (0, new EntryDecoder());
        using var storage = ReadOnlyStorage.Look(journal);
        JournalReader.Read(
            storage,
            JournalReader.First(storage),
            record =>
            {
                if (decoder.Decode(record.Payload).Command is PlaceOrder)
                    payload = record.Payload.Length;
            }
        );
        return 80 + ((payload + 7) & ~7);
    }
}
