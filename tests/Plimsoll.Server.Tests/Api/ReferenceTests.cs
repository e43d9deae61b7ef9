using System.Text.Json.Nodes;
using Plimsoll.Server.Api.Catalog;
using Plimsoll.Server.Api.Reference;
using Plimsoll.Server.Api.Sockets.Channels;
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

        Assert.Equal(
            ApiCatalog.All.Count,
            Document["paths"]!
                .AsObject()
                .Where(path => path.Key.StartsWith("/api/", StringComparison.Ordinal))
                .Sum(path => path.Value!.AsObject().Count)
        );
    }

    [Fact, Trait("Criterion", "API-053")]
    public async Task Pages_for_monitors_are_in_the_document_and_answer_as_it_says()
    {
        await using var world = await ServerWorld.StartAsync();
        var schemas = new JsonSchemas(Document);

        foreach (var path in new[] { "/health/live", "/health/ready", "/metrics" })
        {
            var (type, content) = Document["paths"]![path]!["get"]!["responses"]!["200"]!["content"]!.AsObject().Single();
            using var response = await world.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode, path);
            Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            if (type == "application/json")
                schemas.Check(content!["schema"]!, JsonNode.Parse(text), path);
            else
                Assert.Contains("plimsoll_queue_length", text, StringComparison.Ordinal);
        }
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

    [Fact, Trait("Criterion", "API-001")]
    public void Names_in_the_guide_to_names_are_ours()
    {
        var guide = File.ReadAllText(RepositoryFiles.PathOf("docs", "guide", "names.md"));
        var rows = guide.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Split('|')[3]);
        var operations = rows.SelectMany(cell => cell.Split('`').Where((_, place) => place % 2 == 1))
            .Where(name => name.Split('.') is [{ Length: > 0 }, { Length: > 0 }] && !name.Any(char.IsUpper))
            .ToList();
        var members = Document["components"]!["schemas"]!
            .AsObject()
            .SelectMany(schema => (schema.Value!["properties"] as JsonObject ?? []).Select(each => each.Key))
            .ToHashSet(StringComparer.Ordinal);
        var fields = guide[guide.IndexOf("## Fields", StringComparison.Ordinal)..]
            .Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Contains('`', StringComparison.Ordinal))
            .Select(line => line.Split('|')[3].Split('`')[1]);

        Assert.All(operations, name => Assert.True(ApiCatalog.Find(name) is not null, name));
        Assert.All(fields, name => Assert.Contains(name, members));
        Assert.True(operations.Count > 20);
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
        var address = world.Server.Addresses[0].GetLeftPart(UriPartial.Authority);
        Assert.Contains($"{address}/api/v1/status", page, StringComparison.Ordinal);
        Assert.Contains($"{address.Replace("http", "ws", StringComparison.Ordinal)}/api/v1/ws", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page.Replace(address, "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
        Assert.Equal(page, root);
    }

    [Fact, Trait("Criterion", "API-055")]
    public async Task Commands_on_the_page_name_the_server_as_it_was_asked()
    {
        await using var world = await ServerWorld.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/reference");
        request.Headers.Host = "venue.example:8443";

        using var response = await world.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains(" http://venue.example:8443/api/v1/status", page, StringComparison.Ordinal);
        Assert.Contains("ws://venue.example:8443/api/v1/ws", page, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "API-055")]
    public void The_page_of_a_server_over_TLS_names_its_socket_so()
    {
        var page = ReferencePage.At(new("https://venue.example/"), ReferencePage.Of(Document));

        Assert.Contains("wss://venue.example/api/v1/ws", page, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "API-055")]
    public void The_page_has_every_channel_with_its_roles_and_every_link_leads_somewhere()
    {
        var page = ReferencePage.Of(Document);
        var places = page.Split(" id=\"")
            .Skip(1)
            .Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)])
            .ToHashSet(StringComparer.Ordinal);
        var links = page.Split("href=\"#").Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]).ToList();

        Assert.Equal(
            ChannelNames.Known,
            string.Join(", ", Document["x-websocket"]!["channels"]!.AsArray().Select(each => (string)each!["channel"]!))
        );
        Assert.All(ChannelNames.Kinds, kind => Assert.Contains($"<code>{kind.Form}</code>", page, StringComparison.Ordinal));
        Assert.Contains(
            "trader for own accounts",
            page[page.IndexOf("account.NAME", StringComparison.Ordinal)..],
            StringComparison.Ordinal
        );
        Assert.All(links, link => Assert.Contains(link, places));
        Assert.Contains("schema-OrderRequest", links);
        Assert.Contains("orders.place", links);
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
