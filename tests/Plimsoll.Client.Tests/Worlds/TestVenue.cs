using Plimsoll.Server.Configuration;
using Plimsoll.Server.Hosting;

namespace Plimsoll.Client.Tests.Worlds;

/// <summary>A server in this process over a folder of its own, behind a proxy that stays when the server restarts; set up and asked through the client alone.</summary>
internal sealed class TestVenue : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly Backoff Quick = new(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(50));

    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-client-").FullName;
    private readonly List<HttpClient> _https = [];
    private PlimsollServer? _server;
    private PlimsollHttpClient? _admin;
    private PlimsollHttpClient? _engine;

    /// <summary>Changes limits before the start.</summary>
    public Func<LimitSettings, LimitSettings> Limits { get; init; } = static limits => limits;

    public TcpProxy Proxy { get; } = new();

    /// <summary>Through the proxy.</summary>
    public Uri Address => Proxy.Address;

    public string AdminKey { get; private set; } = "";

    /// <summary>An administrator over REST, past the proxy.</summary>
    public PlimsollHttpClient Admin => _admin ??= Rest(AdminKey, Direct);

    public string EngineKey { get; private set; } = "";

    /// <summary>A matching engine over REST, past the proxy.</summary>
    public PlimsollHttpClient Engine => _engine ??= Rest(EngineKey, Direct);

    private Uri Direct => _server!.Addresses[0];

    /// <summary>Bounds a wait.</summary>
    public static CancellationToken Soon => new CancellationTokenSource(Patience).Token;

    public static Task<TestVenue> StartAsync() => StartAsync(new TestVenue());

    /// <summary>With a dollar, an index of three sources, a perpetual, and alice and bob with a hundred thousand dollars each.</summary>
    public static async Task<TestVenue> StartAsync(TestVenue venue)
    {
        await venue.StartServerAsync();
        venue.AdminKey = venue._server!.FirstKey!.Reveal();
        var admin = venue.Admin;
        await admin.Assets.CreateAsync(
            new()
            {
                Rules = new() { Asset = "USD", Decimals = 4 },
            }
        );
        await admin.Indices.CreateAsync(
            new()
            {
                Index = "BTC/USD",
                Decimals = 0,
                Sources = [.. new[] { "x", "y", "z" }.Select(name => new IndexSourceRules { Source = name })],
            }
        );
        await admin.Instruments.CreateAsync(new() { Rules = Perpetual });
        venue.EngineKey = await venue.KeyAsync(KeyRole.MatchingEngine);
        foreach (var name in new[] { "alice", "bob" })
        {
            await admin.Accounts.OpenAsync(new() { Name = name });
            await admin.Collateral.DepositAsync(
                new()
                {
                    Account = name,
                    Asset = "USD",
                    Amount = 100_000,
                }
            );
        }

        await venue.PriceAsync(100);
        return venue;
    }

    private static InstrumentRules Perpetual =>
        new()
        {
            Instrument = "PERP",
            Kind = InstrumentKind.Perpetual,
            Payoff = Payoff.Linear,
            Index = "BTC/USD",
            SettlementAsset = "USD",
            PriceDecimals = 0,
            AmountDecimals = 0,
            TickSize = 1,
            LotSize = 1,
            Margin = new()
            {
                Tiers =
                [
                    new()
                    {
                        Floor = 0,
                        InitialMarginRate = 0.1m,
                        MaintenanceMarginRate = 0.05m,
                    },
                ],
            },
        };

    public Task PriceAsync(int price) =>
        Engine.Quotes.SubmitAsync(
            new()
            {
                Indices =
                [
                    .. new[] { "x", "y", "z" }.Select(source => new IndexQuoteRequest
                    {
                        Index = "BTC/USD",
                        Source = source,
                        Bid = price,
                        Ask = price,
                    }),
                ],
            }
        );

    public static OrderRequest Order(string label, string account = "alice", int amount = 1, int price = 100) =>
        new()
        {
            Account = account,
            Instrument = "PERP",
            Side = Side.Buy,
            Amount = amount,
            Price = price,
            ClientOrderId = label,
        };

    public async Task<string> KeyAsync(KeyRole role, params string[] accounts) => (await MakeKeyAsync(role, false, accounts)).Secret;

    public Task<NewKeyResponse> MakeKeyAsync(KeyRole role, bool signs, params string[] accounts) =>
        Admin.Keys.CreateAsync(
            new()
            {
                Label = role.ToString(),
                Roles = [role],
                Accounts = accounts.Length == 0 ? null : accounts,
                RequiresSignature = signs,
            }
        );

    /// <summary>A client over REST, through the proxy unless told otherwise.</summary>
    public PlimsollHttpClient Rest(string key, Uri? address = null, PlimsollHttpOptions? options = null)
    {
        var http = new HttpClient { BaseAddress = address ?? Address };
        _https.Add(http);
        return new(http, PlimsollKey.Bearer(key), options ?? new() { Backoff = Quick });
    }

    public PlimsollSocketOptions SocketOptions(string key) =>
        new()
        {
            Address = Address,
            Key = PlimsollKey.Bearer(key),
            Backoff = Quick,
        };

    public Task<PlimsollSocket> SocketAsync(string key, Func<PlimsollSocketOptions, PlimsollSocketOptions>? change = null) =>
        PlimsollSocket.ConnectAsync(change is null ? SocketOptions(key) : change(SocketOptions(key)), Soon);

    public async Task StopAsync()
    {
        Proxy.Target = null;
        await _server!.DisposeAsync();
        _server = null;
        _https.ForEach(each => each.Dispose());
        _https.Clear();
        (_admin, _engine) = (null, null);
    }

    public Task RestartAsync() => StartServerAsync();

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        if (_server is not null)
            await StopAsync();

        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartServerAsync()
    {
        var settings = ServerSettings.Default with
        {
            Listen = new() { Urls = [new("http://127.0.0.1:0")] },
            Data = new() { Folder = _folder },
            Telemetry = ServerSettings.Default.Telemetry with { LogLevel = "error" },
            Limits = Limits(ServerSettings.Default.Limits with { RequestsPerSecond = 100_000, RequestBurst = 100_000 }),
        };
        _server = await PlimsollServer.StartAsync(settings, new() { DemoPrices = null });
        Proxy.Target = _server.Addresses[0];
    }
}
