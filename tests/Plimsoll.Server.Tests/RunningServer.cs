using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Metrics;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Tests;

/// <summary>A server on a free port of this machine, with a few endpoints that show what guards them.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SecretVault _vault;

    private RunningServer(WebApplication app, SecretVault vault, ManualClock clock, CapturedLog log)
    {
        (_app, _vault, Clock, Log) = (app, vault, clock, log);
        Client = new() { BaseAddress = new(app.Urls.Single()), Timeout = TimeSpan.FromSeconds(30) };
    }

    public HttpClient Client { get; }

    public ManualClock Clock { get; }

    public CapturedLog Log { get; }

    public ApiKeyBook Book => _app.Services.GetRequiredService<ApiKeyBook>();

    public PlimsollMeter Meter => _app.Services.GetRequiredService<PlimsollMeter>();

    public UncheckedBodies Bodies => _app.Services.GetRequiredService<UncheckedBodies>();

    public Readiness Readiness => _app.Services.GetRequiredService<Readiness>();

    /// <param name="settings">Its settings; the defaults without them.</param>
    /// <param name="logsAll">Whether every level is logged; else what a server logs by these settings.</param>
    public static async Task<RunningServer> StartAsync(ServerSettings? settings = null, bool logsAll = true)
    {
        settings ??= ServerSettings.Default;
        var (clock, log) = (new ManualClock(), new CapturedLog());
        var vault = new SecretVault(new byte[32]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (!logsAll)
            builder.Logging.AddPlimsollLogging(settings.Telemetry);

        builder.Logging.ClearProviders().AddProvider(log);
        if (logsAll)
            builder.Logging.SetMinimumLevel(LogLevel.Trace);

        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddPlimsollProblems(settings);
        builder.Services.AddPlimsollSecurity(settings, new ApiKeyBook(), vault);
        builder.Services.AddPlimsollMetrics(settings);
        var app = builder.Build();
        app.UsePlimsollProblems();
        app.UseRouting();
        app.UsePlimsollSecurity();
        app.MapPlimsollMetrics();
        Map(app);
        await app.StartAsync();
        // Signatures of before the start are refused; tests of that go without a server.
        clock.Now += (2 * settings.Security.SignatureWindow) + TimeSpan.FromMilliseconds(1);
        return new(app, vault, clock, log);
    }

    /// <summary>Makes a key and puts it into the book.</summary>
    public Secret MakeKey(ApiRoles roles, bool requiresSignature = false, bool isLoopbackOnly = false, params string[] accounts)
    {
        var maker = _app.Services.GetRequiredService<ApiKeyMaker>();
        var (record, text) = maker.Make("test", roles, accounts, requiresSignature, isLoopbackOnly, by: "", at: 1);
        Book.Apply(record);
        return text;
    }

    public Task<HttpResponseMessage> GetAsync(string path, Secret? key = null, params (string Name, string Value)[] headers) =>
        SendAsync(new(HttpMethod.Get, path), key, headers);

    public Task<HttpResponseMessage> PostAsync(string path, string body, Secret? key = null, string type = "application/json") =>
        SendAsync(new(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, type) }, key);

    public async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        Secret? key = null,
        params (string Name, string Value)[] headers
    )
    {
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Reveal());
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request);
    }

    /// <summary>Sends a request as a client signs it; a part can be falsified afterwards.</summary>
    public Task<HttpResponseMessage> SendSignedAsync(
        Secret key,
        string method,
        string path,
        string body = "",
        string nonce = "nonce-0001",
        long? timestamp = null,
        string? sentBody = null,
        string? sentPath = null,
        string? idempotencyKey = null,
        string? sentIdempotencyKey = null
    )
    {
        Assert.True(ApiKeyText.TryRead(key.Reveal(), out var id, out var secret));
        var time = $"{timestamp ?? Clock.NowMs}";
        var text = RequestSignature.TextOf(time, nonce, method, path, Encoding.UTF8.GetBytes(body), idempotencyKey);
        var request = new HttpRequestMessage(new(method), sentPath ?? path);
        if ((sentBody ?? body).Length > 0)
        {
            request.Content = new StringContent(sentBody ?? body, Encoding.UTF8, "application/json");
        }

        if (sentIdempotencyKey is not null)
            request.Headers.Add(RequestSignature.IdempotencyHeader, sentIdempotencyKey);

        return SendAsync(
            request,
            key: null,
            (RequestSignature.KeyHeader, id),
            (RequestSignature.TimestampHeader, time),
            (RequestSignature.NonceHeader, nonce),
            (RequestSignature.SignatureHeader, RequestSignature.Sign(secret, text))
        );
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _vault.Dispose();
    }

    /// <summary>The problem in an answer: asserts its form on the way.</summary>
    public static async Task<JsonElement> ProblemOf(HttpResponseMessage answer)
    {
        Assert.Equal(ProblemWriter.ContentType, answer.Content.Headers.ContentType?.MediaType);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var problem = document.RootElement.Clone();
        Assert.Equal((int)answer.StatusCode, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("advice").GetString()!);
        Assert.NotEmpty(problem.GetProperty("traceId").GetString()!);
        Assert.Equal($"urn:plimsoll:problem:{problem.GetProperty("name").GetString()}", problem.GetProperty("type").GetString());
        return problem;
    }

    public static async Task<string> NameOf(HttpResponseMessage answer) => (await ProblemOf(answer)).GetProperty("name").GetString()!;

    private static void Map(WebApplication app)
    {
        app.MapGet("/markets", () => "markets").RequireOperation(Operations.ReadMarkets);
        app.MapGet("/keys", () => "keys").RequireOperation(Operations.ManageKeys);
        app.MapGet("/naked", () => "nobody's");
        app.MapGet("/count", (int n) => n).AllowAnonymous();
        app.MapGet("/boom", string () => throw new InvalidOperationException("inside, password=hunter2")).AllowAnonymous();
        app.MapPost("/bound", (OrderBody order) => order.Price).AllowAnonymous();
        app.MapPost("/read", async (HttpContext context) => (await JsonBody.ReadAsync<OrderBody>(context)).Price.ToString())
            .AllowAnonymous();
        app.MapPost(
                "/orders",
                async (HttpContext context) =>
                {
                    var order = await JsonBody.ReadAsync<OrderBody>(context);
                    context.RequireAccount(Operations.PlaceOrder, order.Account);
                    return "placed";
                }
            )
            .RequireOperation(Operations.PlaceOrder);
    }
}
