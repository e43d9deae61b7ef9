using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Plimsoll.Host.Entries;
using Plimsoll.Journal;
using Plimsoll.Load.InProcess;
using Plimsoll.Load.Servers;

namespace Plimsoll.Load.Crash;

/// <summary>Kills the server under load, again and again, and holds what it says afterwards against what it had told, and against its own journal.</summary>
internal sealed class CrashTest : IDisposable
{
    private const int Clients = 16;
    private const int AskedAgain = 25;

    // Snapshots are taken and used, and all of the journal stays, so that it can be replayed from its first record.
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["PLIMSOLL__JOURNAL__SNAPSHOT_COMMANDS"] = "5000",
        ["PLIMSOLL__JOURNAL__SNAPSHOTS_KEPT"] = "1000",
        ["PLIMSOLL__JOURNAL__SEGMENT_SIZE"] = "1MiB",
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-crash-").FullName;
    private readonly ServerProcess _server;
    private readonly Dice _dice;
    private readonly CrashClient[] _clients;
    private readonly List<string> _wrong = [];
    private string _admin = "";
    private long _cut;

    public CrashTest(string program, ulong seed)
    {
        _server = new(program, _folder, Settings);
        _dice = new(seed);
        _clients = [.. Enumerable.Range(0, Clients).Select(i => new CrashClient(i, (seed * 1_000) + (ulong)i))];
    }

    /// <summary>Runs, and tells.</summary>
    /// <returns>Whether nothing was lost, doubled or made up.</returns>
    public async Task<bool> RunAsync(int kills)
    {
        var began = Stopwatch.GetTimestamp();
        await _server.StartAsync();
        _admin = _server.AdminKey!;
        var key = await SetUpAsync();
        var slowest = TimeSpan.Zero;
        for (var kill = 1; kill <= kills && _wrong.Count == 0; kill++)
        {
            await LoadUntilKilledAsync(key);
            await _server.StartAsync();
            slowest = _server.StartTime > slowest ? _server.StartTime : slowest;
            await CheckAsync(key, isThorough: kill % 10 == 0 || kill == kills);
            if (kill % 10 == 0)
                Say(
                    $"{kill} kills: {_clients.Sum(client => client.Told):N0} requests told, {_wrong.Count} wrong, slowest start {slowest.TotalSeconds:F2} s"
                );
        }

        foreach (var wrong in _wrong)
        {
            Say($"WRONG: {wrong}");
        }

        var sent = _clients.Sum(client => client.Sent.Count);
        Say(
            $"{kills} kills in {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s: {sent:N0} requests of {Clients} clients, each there once; {_wrong.Count} wrong"
        );
        Say($"  {_cut:N0} of them were on their way when it was killed; slowest start {slowest.TotalSeconds:F2} s");
        return _wrong.Count == 0;
    }

    public void Dispose()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> SetUpAsync()
    {
        using var http = Http(_admin);
        foreach (var client in _clients)
        {
            await PostAsync(http, "accounts", $$"""{"name":"{{client.Account}}"}""");
        }

        var key = await PostAsync(http, "keys", """{"label":"crash test","roles":["admin","matching_engine","auditor"]}""");
        return (string)key["secret"]!;
    }

    private async Task LoadUntilKilledAsync(string key)
    {
        using var stop = new CancellationTokenSource();
        var running = new List<Task>();
        foreach (var client in _clients)
        {
            client.Connect(_server.Address, key);
            running.Add(Task.Run(() => client.RunAsync(stop.Token)));
        }

        await Task.Delay(20 + _dice.Below(400));
        _server.Kill();
        await stop.CancelAsync();
        await Task.WhenAll(running);
        _cut += _clients.Sum(client => client.Sent.Count(request => request.Sequence == 0));
    }

    private async Task CheckAsync(string key, bool isThorough)
    {
        foreach (var client in _clients)
        {
            client.Connect(_server.Address, key);
            _wrong.AddRange(await client.SettleAsync(AskedAgain));
        }

        var records = _clients.SelectMany(client => client.Sent).GroupBy(request => request.Sequence).Where(group => group.Count() > 1);
        _wrong.AddRange(records.Select(group => $"record {group.Key} was told to {group.Count()} requests"));
        if (isThorough)
            await CompareWithJournalAsync(key);
    }

    /// <summary>An engine that never saw the server applies the journal's records; it has to stand where the server says that it stands.</summary>
    private async Task CompareWithJournalAsync(string key)
    {
        using var http = Http(key);
        var status = (await http.GetFromJsonAsync<JsonNode>("status"))!;
        var (sequence, hash) = ((long)status["applied_sequence"]!, (string)status["event_hash"]!);
        var replay = Replay(Path.Combine(_folder, "journal"), sequence);
        var engine = replay.Engine!;
        var replayed = Convert.ToHexStringLower(engine.EventHash);
        if (replayed != hash)
            _wrong.Add($"after record {sequence} the server's event hash is {hash}, and an independent replay's {replayed}");

        foreach (var client in _clients)
        {
            var expected = client.Sent.Where(request => !request.IsRefused).Sum(request => request.Amount) * 10_000;
            var balance = engine.Balance(replay.Accounts[client.Account], new(0)).Units;
            if (balance != expected)
                _wrong.Add($"{client.Account} has {balance} units, and was told of {expected}");
        }

        for (byte asset = 0; asset < engine.AssetCount; asset++)
        {
            var sum = Enumerable
                .Range(0, engine.AccountCount)
                .Aggregate(Int128.Zero, (all, account) => all + engine.Balance(new(account), new(asset)).Units);
            if (sum != 0)
                _wrong.Add($"the balances of asset {asset} add up to {sum}");
        }
    }

    private static IndependentReplay Replay(string journal, long to)
    {
        var (replay, decoder) = (new IndependentReplay(), new EntryDecoder());
        using var copy = new CopiedFolder(journal);
        JournalReader.Read(copy.Storage, 1, to, record => replay.Apply(decoder.Decode(record.Payload)));
        return replay;
    }

    private HttpClient Http(string key)
    {
        var http = new HttpClient { BaseAddress = new(_server.Address, "api/v1/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    private static async Task<JsonNode> PostAsync(HttpClient http, string path, string body)
    {
        using var response = await http.PostAsync(path, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        var answer = (await response.Content.ReadFromJsonAsync<JsonNode>())!;
        return response.IsSuccessStatusCode ? answer : throw new InvalidOperationException($"{path}: {answer.ToJsonString()}");
    }

    private static void Say(string text) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{text}"));
}
