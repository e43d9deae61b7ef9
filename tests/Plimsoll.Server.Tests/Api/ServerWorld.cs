using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Plimsoll.Engine.Commands;
using Plimsoll.Host.Entries;
using Plimsoll.Server.Api.Sockets;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Hosting;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Server.Tests.Api;

/// <summary>A server on a port of its own over a folder of its own, asked as any program would ask it.</summary>
internal sealed class ServerWorld : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-server-").FullName;
    private PlimsollServer? _server;
    private string _admin = "";

    public PlimsollServer Server => _server!;

    /// <summary>Its data folder.</summary>
    public string Folder => _folder;

    public HttpClient Http { get; private set; } = null!;

    /// <summary>Changes limits before the start.</summary>
    public Func<LimitSettings, LimitSettings> Limits { get; init; } = static limits => limits;

    /// <summary>Outside venues whose prices it takes.</summary>
    public IReadOnlyList<FeedSettings> Feeds { get; set; } = [];

    /// <summary>The file that defines the venue; without one nothing is listed at the start.</summary>
    public string Venue { get; init; } = ServerSettings.DemoVenue;

    /// <summary>Minute bars that the demo plays; null for no demo.</summary>
    public string? DemoPrices { get; init; }

    /// <summary>Its certificate; null for plain HTTP.</summary>
    public TlsSettings? Tls { get; init; }

    /// <summary>Its journal.</summary>
    public JournalSettings Journal { get; init; } = ServerSettings.Default.Journal;

    /// <summary>How long WebSockets wait for what.</summary>
    public SocketTimes Sockets { get; init; } = SocketTimes.Default;

    /// <summary>How long a connection may take to its first request.</summary>
    public TimeSpan FirstRequest { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Its clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether it lists the small venue's assets and instrument.</summary>
    public bool IsListed { get; init; } = true;

    /// <summary>Whether the first administrator's key works from this machine alone; then its requests go the long way.</summary>
    public bool IsLoopbackOnly { get; init; }

    /// <summary>The first administrator's key.</summary>
    public string Admin => _admin;

    public static Task<ServerWorld> StartAsync() => StartAsync(new());

    public static async Task<ServerWorld> StartAsync(ServerWorld world)
    {
        await world.Start();
        world._admin = world.Server.FirstKey!.Reveal();
        world.Use(world._admin);
        if (world.IsListed)
            await world.List();

        return world;
    }

    public async Task Start()
    {
        var settings = ServerSettings.Default with
        {
            Listen = new() { Urls = [new(Tls is null ? "http://127.0.0.1:0" : "https://127.0.0.1:0")] },
            Data = new() { Folder = _folder },
            Journal = Journal,
            Security = ServerSettings.Default.Security with { FirstKeyLoopbackOnly = IsLoopbackOnly },
            Feeds = Feeds,
            Venue = Venue,
            Tls = Tls ?? ServerSettings.Default.Tls,
            Telemetry = ServerSettings.Default.Telemetry with { LogLevel = "error" },
            Limits = Limits(ServerSettings.Default.Limits with { RequestsPerSecond = 100_000, RequestBurst = 100_000 }),
        };
        _server = await PlimsollServer.StartAsync(
            settings,
            new()
            {
                DemoPrices = DemoPrices,
                Sockets = Sockets,
                FirstRequest = FirstRequest,
                Clock = Clock,
            }
        );
        Http = new(
            new SocketsHttpHandler
            {
                SslOptions = new()
                {
                    RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate?.Subject == "CN=localhost",
                },
            }
        )
        {
            BaseAddress = new(_server.Addresses[0], "api/v1/"),
        };
        Use(_admin);
    }

    public async Task Stop()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        _server = null;
    }

    /// <summary>Asks with another key from now on.</summary>
    public void Use(string key) => Http.DefaultRequestHeaders.Authorization = new("Bearer", key);

    public async Task<JsonNode> Ok(HttpMethod method, string path, string? body = null, string? idempotency = null)
    {
        var (status, answer) = await Ask(method, path, body, idempotency);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {(int)status} {answer}");
        return answer;
    }

    public async Task<(HttpStatusCode Status, JsonNode Answer)> Ask(
        HttpMethod method,
        string path,
        string? body = null,
        string? idempotency = null
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");

        if (idempotency is not null)
            request.Headers.Add("Idempotency-Key", idempotency);

        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await Stop();

        Directory.Delete(_folder, recursive: true);
    }

    private async Task List()
    {
        foreach (
            var command in new Command[]
            {
                new ListAsset(default, Scenario.Dollar),
                new ListIndex(default, Scenario.Index("x", "y", "z")),
                new ListInstrument(default, Scenario.Perpetual),
            }
        )
        {
            Assert.True((await Server.Host.SubmitAsync(HostEntry.Of(command))).IsAccepted);
        }
    }
}
