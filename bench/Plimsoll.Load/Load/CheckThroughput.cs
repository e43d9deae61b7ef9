using System.Diagnostics;
using System.Text;
using Plimsoll.Load.Figures;
using Plimsoll.Load.Peers;
using Plimsoll.Load.Servers;
using Plimsoll.Load.Wire;

namespace Plimsoll.Load.Load;

/// <summary>Checks of orders before they are placed, over HTTP, in turns with a minimal API that reads and writes the same JSON and does nothing.</summary>
internal sealed class CheckThroughput : IDisposable
{
    private const int Connections = 16;

    private readonly List<HttpWire> _ours = [];
    private readonly List<HttpWire> _peers = [];
    private readonly byte[][] _ourRequests;
    private readonly byte[][] _peerRequests;

    public CheckThroughput(LoadedServer server, PeerProcess peers)
    {
        _ourRequests = Requests("/api/v1/orders/check", server.Key);
        _peerRequests = Requests("/orders/check", server.Key);
        for (var i = 0; i < Connections; i++)
        {
            _ours.Add(new(server.Port));
            _peers.Add(new(peers.WebPort));
        }
    }

    /// <summary>What the server answers to such a check, for the peer to answer the same.</summary>
    public static string AnswerOf(LoadedServer server)
    {
        using var wire = new HttpWire(server.Port);
        var (status, body) = wire.Ask(Requests("/api/v1/orders/check", server.Key)[0]);
        var text = Encoding.UTF8.GetString(body.Span);
        return status == 200 ? text : throw new InvalidOperationException($"The check was answered by {status}: {text}");
    }

    public IEnumerable<Figure> Run(int rounds, double seconds, Action<string> say)
    {
        var (ours, peers, ratios) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = -2; round < rounds; round++)
        {
            // Who goes first alternates, and so does who has the caches warm.
            var isOursFirst = round % 2 == 0;
            var first = isOursFirst ? Rate(_ours, _ourRequests, seconds) : Rate(_peers, _peerRequests, seconds);
            var second = isOursFirst ? Rate(_peers, _peerRequests, seconds) : Rate(_ours, _ourRequests, seconds);
            if (round < 0)
                continue;

            ours.Add(isOursFirst ? first : second);
            peers.Add(isOursFirst ? second : first);
            ratios.Add(ours[^1] / peers[^1]);
            if (round % 5 == 4)
                say($"round {round + 1} of {rounds}: check {ours[^1]:N0}/s, bare API {peers[^1]:N0}/s, ratio {ratios[^1]:F2}");
        }

        yield return Figure.OfRounds($"pre-trade check over HTTP, {Connections} connections", ours, "requests/s");
        yield return Figure.OfRounds("  bare ASP.NET minimal API, the same JSON", peers, "requests/s");
        yield return Figure.OfRounds("check ÷ bare minimal API", ratios, "×", 0.8, isMost: false);
    }

    public void Dispose()
    {
        _ours.ForEach(static wire => wire.Dispose());
        _peers.ForEach(static wire => wire.Dispose());
    }

    private static double Rate(List<HttpWire> wires, byte[][] requests, double seconds)
    {
        var (done, began) = (new long[wires.Count], Stopwatch.GetTimestamp());
        var threads = wires
            .Select(
                (wire, place) =>
                    new Thread(() =>
                    {
                        for (var i = place; Stopwatch.GetElapsedTime(began).TotalSeconds < seconds; i++)
                        {
                            if (wire.Ask(requests[i % requests.Length]).Status == 200)
                                done[place]++;
                        }
                    })
            )
            .ToList();
        threads.ForEach(static thread => thread.Start());
        threads.ForEach(static thread => thread.Join());
        return done.Sum() / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static byte[][] Requests(string path, string key) =>
        [
            .. Enumerable
                .Range(0, 64)
                .Select(i =>
                    HttpWire.Request(
                        "POST",
                        path,
                        key,
                        $$"""{"account":"{{PreparedVenue.NameOf(i * 31)}}","instrument":"C{{i % 10}}-PERP","side":"buy","amount":"0.25","price":"10000.50"}"""
                    )
                ),
        ];
}
