using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Plimsoll.Engine.Commands;
using Plimsoll.Fuzz.Requests;
using Plimsoll.Host;
using Plimsoll.Host.Entries;
using Plimsoll.Instruments;
using Plimsoll.Margin.Schedules;
using Plimsoll.Pricing;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Hosting;
using Plimsoll.Values;

namespace Plimsoll.Fuzz.Venue;

/// <summary>A whole server in this process, over a folder of its own, with the demo market behind it and a key for each role.</summary>
internal sealed class FuzzVenue : IAsyncDisposable
{
    private static readonly string[] Roles = ["admin", "matching_engine", "risk", "auditor", "trader"];

    private readonly Dictionary<string, List<string>> _keys = new(StringComparer.Ordinal);

    private FuzzVenue(string folder, PlimsollServer server) => (Folder, Server) = (folder, server);

    public string Folder { get; }

    public PlimsollServer Server { get; private set; }

    public Uri Address => Server.Addresses[0];

    public OperationBook Book { get; private set; } = null!;

    public static async Task<FuzzVenue> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("plimsoll-fuzz-").FullName;
        var venue = new FuzzVenue(folder, await PlimsollServer.StartAsync(Settings(folder), new()));
        await venue.SetUpAsync();
        return venue;
    }

    /// <summary>A key that may ask this; now and then one that may not, none, or nonsense.</summary>
    public string? KeyFor(Operation operation, Random dice) =>
        dice.Next(100) switch
        {
            0 => null,
            1 => "plim_aaaaaaaaaaaa_" + new string('0', 64),
            < 6 => KeyOf(Roles[dice.Next(Roles.Length)], dice),
            _ => KeyOf(operation.Roles.Count > 0 ? operation.Roles[dice.Next(operation.Roles.Count)] : "admin", dice),
        };

    public string KeyOf(string role, Random dice) => _keys[role][dice.Next(_keys[role].Count)];

    /// <summary>Stops it, and starts it over what it left: everything that was answered has to be readable.</summary>
    public async Task RestartAsync()
    {
        await Server.DisposeAsync();
        Server = await PlimsollServer.StartAsync(Settings(Folder), new());
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static ServerSettings Settings(string folder) =>
        ServerSettings.Default with
        {
            Listen = new() { Urls = [new("http://127.0.0.1:0")] },
            Data = new() { Folder = folder },
            Telemetry = ServerSettings.Default.Telemetry with { LogLevel = "error" },
            Limits = ServerSettings.Default.Limits with
            {
                RequestsPerSecond = 10_000_000,
                RequestBurst = 10_000_000,
                CommandsPerSecond = 10_000_000,
                FailuresPerMinute = 1_000_000_000,
            },
        };

    private async Task SetUpAsync()
    {
        using var http = new HttpClient { BaseAddress = new(Address, "api/v1/") };
        var admin = Server.FirstKey!.Reveal();
        http.DefaultRequestHeaders.Authorization = new("Bearer", admin);
        foreach (var role in Roles)
        {
            _keys[role] = [];
            for (var number = 0; number < 2; number++)
            {
                var accounts = role == "trader" ? $$""","accounts":["demo-trader-00{{number + 1}}"]""" : "";
                var made = await AskAsync(http, "keys", $$"""{"label":"{{role}}","roles":["{{role}}"]{{accounts}}}""");
                _keys[role].Add((string)made["secret"]!);
            }
        }

        var listed = await Server.Host.SubmitAsync(HostEntry.Of(new ListInstrument(default, Option(Server.Host))));
        if (!listed.IsAccepted)
            throw new InvalidOperationException($"the option was refused with {listed.Code} ({listed.Field})");

        await AskAsync(http, "schemes", """{"model":"paradex-pm","underlyings":{"BTC":"BTC/USD","ETH":"ETH/USD"}}""");
        foreach (var (path, body) in WildMarket.Setup())
        {
            await AskAsync(http, path, body);
        }

        Book = new((await http.GetFromJsonAsync<JsonNode>("openapi.json"))!);
        Vocabulary.Operations = [.. Book.All.Select(each => each.Name)];
    }

    /// <summary>Beside the demo's perpetuals, so that surfaces and portfolios have something to be about.</summary>
    private static InstrumentParameters Option(VenueHost host) =>
        host.Read(static machine => machine.Engine.View(new InstrumentId(0)).Parameters) with
        {
            Id = new((ushort)host.Read(static machine => machine.Engine.InstrumentCount)),
            Symbol = Vocabulary.Option,
            Kind = InstrumentKind.Option,
            Option = new(OptionType.Call, new(8_000_00)),
            Expiry = Timestamp.FromMilliseconds(new DateTimeOffset(2030, 12, 26, 8, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds()),
            Margin = new OptionSchedule(
                OptionType.Call,
                8_000,
                false,
                new()
                {
                    Base = 0.15m,
                    Floor = 0.1m,
                    Maintenance = 0.075m,
                    IsMarkAdded = false,
                    IsLongWorthHeld = true,
                }
            ),
        };

    private static async Task<JsonNode> AskAsync(HttpClient http, string path, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        var node = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        return answer.IsSuccessStatusCode ? node : throw new InvalidOperationException($"{path}: {node.ToJsonString()}");
    }
}
