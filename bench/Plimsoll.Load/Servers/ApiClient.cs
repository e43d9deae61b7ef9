using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Plimsoll.Load.Servers;

/// <summary>Sets things up over REST, where time does not matter.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient _http;

    public ApiClient(Uri address, string key)
    {
        _http = new() { BaseAddress = new(address, "api/v1/") };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>A key that may send everybody's orders, prices and trades.</summary>
    public async Task<string> MakeKeyAsync()
    {
        var made = await PostAsync("keys", """{"label":"load","roles":["admin","matching_engine","auditor"]}""");
        return (string)made["secret"]!;
    }

    public async Task<JsonNode> PostAsync(string path, string body)
    {
        using var response = await _http.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));
        var answer = (await response.Content.ReadFromJsonAsync<JsonNode>())!;
        return response.IsSuccessStatusCode ? answer : throw new InvalidOperationException($"{path}: {answer.ToJsonString()}");
    }

    public void Dispose() => _http.Dispose();
}
