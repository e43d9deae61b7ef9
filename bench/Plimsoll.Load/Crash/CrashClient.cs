using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Plimsoll.Load.InProcess;

namespace Plimsoll.Load.Crash;

/// <summary>A program that moves money and orders, and keeps a book of its own of what it was told.</summary>
internal sealed class CrashClient(int number, ulong seed) : IDisposable
{
    private readonly Dice _dice = new(seed);
    private readonly Queue<string> _open = new();
    private HttpClient _http = new();
    private int _sent;

    public string Account { get; } = $"crash-{number:D2}";

    /// <summary>Everything sent, in order.</summary>
    public List<SentRequest> Sent { get; } = [];

    /// <summary>How many were told.</summary>
    public int Told => Sent.Count(request => request.Sequence > 0);

    public void Connect(Uri address, string key)
    {
        _http.Dispose();
        _http = new() { BaseAddress = new(address, "api/v1/"), Timeout = TimeSpan.FromSeconds(20) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Asks one thing after the other until the server does not answer any more.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                var request = Next();
                Sent.Add(request);
                await SendAsync(request);
            }
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException or TaskCanceledException)
        {
            // Killed: whether the last one took effect is not known.
        }
    }

    /// <summary>Sends again what was not told, and what was told lately: the first must be told now, the second must be told the same.</summary>
    /// <returns>What is wrong; empty when nothing is.</returns>
    public async Task<List<string>> SettleAsync(int again)
    {
        var wrong = new List<string>();
        foreach (var request in Sent.Where(request => request.Sequence == 0).ToList())
        {
            await AskAsync(request);
            if (request.Sequence == 0)
                wrong.Add($"{request.Key}: sent again, and not told");
        }

        foreach (var request in Sent.TakeLast(again))
        {
            var before = request.Sequence;
            var isRepeat = await AskAsync(request);
            if (request.Sequence != before || isRepeat != true)
                wrong.Add($"{request.Key}: told to be record {before}, and now {request.Sequence}, {Text(isRepeat)}");
        }

        return wrong;
    }

    public void Dispose() => _http.Dispose();

    private SentRequest Next()
    {
        var key = $"{Account}-{_sent++}";
        var amount = 1 + _dice.Below(1_000_000);
        switch (_dice.Below(10))
        {
            case < 4:
                return new(key, $"accounts/{Account}/deposits", Money(amount), amount);
            case < 6:
                return new(key, $"accounts/{Account}/withdrawals", Money(amount), -amount);
            case < 8 when _open.TryDequeue(out var order):
                return new(key, "orders/cancel", $$"""{"account":"{{Account}}","client_order_id":"{{order}}"}""", 0);
            default:
                _open.Enqueue(key);
                return new(
                    key,
                    "orders",
                    $$"""{"account":"{{Account}}","instrument":"BTC-PERP","side":"buy","amount":"0.001","price":"100","client_order_id":"{{key}}"}""",
                    0
                );
        }
    }

    private static string Text(bool? isRepeat) =>
        isRepeat switch
        {
            true => "again",
            false => "anew",
            null => "not taken for a minute",
        };

    /// <summary>Asks until it is taken: a server that has just begun on a machine that others use may be busy.</summary>
    private async Task<bool?> AskAsync(SentRequest request)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            var isRepeat = await SendAsync(request);
            if (isRepeat is not null || waited.Elapsed > TimeSpan.FromMinutes(1))
                return isRepeat;
        }
    }

    private static string Money(long cents) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"asset":"USD","amount":"{{cents / 100}}.{{cents % 100:D2}}"}""");

    /// <returns>Whether it had been done before; null where it was not taken.</returns>
    private async Task<bool?> SendAsync(SentRequest request)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, request.Path);
        message.Headers.Add("Idempotency-Key", request.Key);
        message.Content = new StringContent(request.Body, Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(message);
        var answer = (await response.Content.ReadFromJsonAsync<JsonNode>())!;
        if (response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests)
            return null;

        // A refusal has its record too, and is told the same way when it is asked for again.
        request.IsRefused = !response.IsSuccessStatusCode;
        request.Sequence = (long?)answer["sequence"] ?? throw new InvalidOperationException($"{request.Path}: {answer.ToJsonString()}");
        return (bool?)answer["is_repeat"] ?? false;
    }
}
