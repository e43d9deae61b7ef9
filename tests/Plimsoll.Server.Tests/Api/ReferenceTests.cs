using System.Text.Json.Nodes;
using Plimsoll.Server.Api.Catalog;
using Plimsoll.Server.Api.Reference;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Server.Tests.Api;

/// <summary>The document and the page say what the table says.</summary>
public sealed class ReferenceTests
{
    private static readonly JsonObject Document = JsonNode.Parse(ReferenceEndpoints.Text(ApiJson.Options(16), "0"))!.AsObject();

    [Fact, Trait("Criterion", "API-050")]
    public void Every_operation_is_in_the_document_at_its_address()
    {
        foreach (var operation in ApiCatalog.All)
        {
            var described = Document["paths"]!["/api/v1" + operation.Route]?[HttpMethod.Parse(operation.Method).Method.ToLowerInvariant()];
            Assert.True(described is not null, $"{operation.Name} is missing.");
            Assert.Equal(operation.Name, (string)described["operationId"]!);
            Assert.NotEmpty((string)described["summary"]!);
        }

        Assert.Equal(ApiCatalog.All.Count, Document["paths"]!.AsObject().Sum(path => path.Value!.AsObject().Count));
    }

    [Fact, Trait("Criterion", "API-050")]
    public void Every_reference_resolves_and_every_member_is_described()
    {
        var schemas = Document["components"]!["schemas"]!.AsObject();
        foreach (var reference in References(Document))
        {
            Assert.StartsWith("#/components/schemas/", reference, StringComparison.Ordinal);
            Assert.NotNull(schemas[reference["#/components/schemas/".Length..]]);
        }

        foreach (var (name, schema) in schemas)
        {
            Assert.True(schema!["description"] is not null, $"{name} is not described.");
            foreach (var (member, of) in schema["properties"] as JsonObject ?? [])
            {
                Assert.True(of!["description"] is not null, $"{name}.{member} is not described.");
            }
        }
    }

    [Fact, Trait("Criterion", "API-051")]
    public void The_document_in_the_repository_is_current()
    {
        var path = RepositoryFiles.PathOf("docs", "api", "openapi.json");
        // PLIMSOLL_RENEW=1 writes it.
        if (Environment.GetEnvironmentVariable("PLIMSOLL_RENEW") == "1")
            File.WriteAllText(path, ReferenceEndpoints.Text(ApiJson.Options(16), "0"));

        Assert.Equal(ReferenceEndpoints.Text(ApiJson.Options(16), "0"), File.ReadAllText(path));
    }

    [Fact, Trait("Criterion", "API-052")]
    public async Task Document_and_page_are_served_to_all()
    {
        await using var world = await ServerWorld.StartAsync();
        world.Http.DefaultRequestHeaders.Authorization = null;

        var document = await world.Ok(HttpMethod.Get, "openapi.json");
        var page = await world.Http.GetStringAsync(new Uri("/reference", UriKind.Relative), TestContext.Current.CancellationToken);
        var root = await world.Http.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);

        if (Environment.GetEnvironmentVariable("PLIMSOLL_PAGE") is { } file)
            await File.WriteAllTextAsync(file, page, TestContext.Current.CancellationToken);

        Assert.Equal("3.1.0", (string)document["openapi"]!);
        Assert.All(ApiCatalog.All, operation => Assert.Contains($"id=\"{operation.Name}\"", page, StringComparison.Ordinal));
        Assert.DoesNotContain("http://", page.Replace("http://127.0.0.1:4100", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
        Assert.Equal(page, root);
    }

    [Fact, Trait("Criterion", "API-001")]
    public void Names_and_addresses_are_given_once_and_permissions_are_known()
    {
        Assert.Equal(ApiCatalog.All.Count, ApiCatalog.All.Select(each => each.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(
            ApiCatalog.All.Count,
            ApiCatalog.All.Select(each => $"{each.Method} {each.Route}").Distinct(StringComparer.Ordinal).Count()
        );
        Assert.All(ApiCatalog.All, operation => Assert.NotNull(Permissions.Of(operation.Permission)));
        Assert.All(ApiCatalog.All.Where(each => each.Method == "GET"), operation => Assert.False(operation.IsCommand));
    }

    private static IEnumerable<string> References(JsonNode? node) =>
        node switch
        {
            JsonObject members => members.SelectMany(each =>
                each.Key == "$ref" && each.Value is JsonValue value ? [(string)value!] : References(each.Value)
            ),
            JsonArray items => items.SelectMany(References),
            _ => [],
        };
}
