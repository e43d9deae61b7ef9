using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Plimsoll.Client.Events;
using Plimsoll.ClientGenerator;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Client.Tests.Contract;

/// <summary>The client says what the server's document says: it cannot fall behind.</summary>
public sealed class ContractTests
{
    private static readonly JsonObject Document = JsonNode
        .Parse(File.ReadAllText(RepositoryFiles.PathOf("docs", "api", "openapi.json")))!
        .AsObject();

    private static readonly JsonObject Schemas = Document["components"]!["schemas"]!.AsObject();

    [Fact, Trait("Criterion", "CLIENT-002")]
    public void What_is_generated_is_what_the_document_gives_now()
    {
        var folder = RepositoryFiles.PathOf("src", "Plimsoll.Client", "Generated");
        var wanted = ClientSources.Of(Document.ToJsonString());

        var found = Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

        Assert.Equal(wanted.Keys.Order(StringComparer.Ordinal), found);
        Assert.All(wanted, file => Assert.Equal(file.Value, File.ReadAllText(Path.Combine(folder, file.Key))));
    }

    /// <summary>Looked at through reflection, and not through the program that wrote it.</summary>
    [Fact, Trait("Criterion", "CLIENT-001")]
    public void Every_operation_is_there_with_all_its_members()
    {
        var known = ApiOperations.All.ToDictionary(each => each.Name, StringComparer.Ordinal);
        var described = 0;
        foreach (var (path, methods) in Document["paths"]!.AsObject().Where(each => each.Key.StartsWith("/api/", StringComparison.Ordinal)))
        {
            foreach (var (method, operation) in methods!.AsObject())
            {
                described++;
                var mine = known[(string)operation!["operationId"]!];
                var parameters = (operation["parameters"] as JsonArray ?? []).Select(each => each!).ToList();
                Assert.Equal("/api/v1" + mine.Route, path);
                Assert.Equal(mine.Method, method.ToUpperInvariant());
                Assert.Equal(mine.IsCommand, parameters.Exists(each => (string)each["in"]! == "header"));
                var members = parameters.Where(each => (string)each["in"]! != "header").Select(each => (string)each["name"]!).ToList();
                if (operation["requestBody"]?["content"]!["application/json"]!["schema"] is JsonObject body)
                    members.AddRange(Resolve(body)["properties"]!.AsObject().Select(each => each.Key));

                Assert.Equal(members.Order(StringComparer.Ordinal), NamesOf(mine.RequestType).Order(StringComparer.Ordinal));
                var answer = operation["responses"]!["200"]!["content"]!["application/json"]!["schema"]!;
                Assert.EndsWith("/" + mine.AnswerType.Name, (string)answer["$ref"]!, StringComparison.Ordinal);
            }
        }

        Assert.Equal(described, known.Count);
    }

    [Fact, Trait("Criterion", "CLIENT-001")]
    public void Every_type_has_the_members_and_words_of_its_schema()
    {
        foreach (var (name, schema) in Schemas.Where(each => each.Key != "RawJson"))
        {
            var type = typeof(PlimsollApi).Assembly.GetType("Plimsoll.Client." + name);
            Assert.True(type is not null, $"{name} is missing.");
            if (schema!["enum"] is JsonArray words)
            {
                var mine = Enum.GetNames(type).Skip(1).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName);
                Assert.Equal(words.Select(each => (string)each!), mine);
                continue;
            }

            Assert.Equal(schema["properties"]!.AsObject().Select(each => each.Key), NamesOf(type));
            foreach (var (member, of) in schema["properties"]!.AsObject())
            {
                var property = type.GetProperties().Single(each => NameOf(each) == member);
                var mayBeAbsent = !(schema["required"] as JsonArray ?? []).Any(each => (string)each! == member) || MayBeNull(of!);
                var isNullable = new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
                Assert.True(mayBeAbsent == isNullable, $"{name}.{member}");
                Assert.True(
                    FormOf(of!) == Nullable.GetUnderlyingType(property.PropertyType)?.Name
                        || FormOf(of!) == property.PropertyType.Name
                        || FormOf(of!) is null,
                    $"{name}.{member}"
                );
            }
        }
    }

    [Fact, Trait("Criterion", "CLIENT-004")]
    public void Every_event_that_the_server_writes_is_read_whole()
    {
        var golden = RepositoryFiles.PathOf("tests", "Plimsoll.Server.Tests", "Api", "Events", "events.golden.jsonl");
        var lines = File.ReadAllLines(golden);
        foreach (var line in lines)
        {
            var told = JsonNode.Parse(line)!.AsObject();
            using var document = JsonDocument.Parse(line);

            var read = VenueEvent.FromJson(document.RootElement);

            Assert.IsNotType<UnknownEvent>(read);
            var written = JsonSerializer.SerializeToNode(read, read.GetType(), EventJson.Default)!.AsObject();
            foreach (var (name, value) in told)
            {
                Assert.True(value is null || JsonNode.DeepEquals(value, written[name]), $"{name} of {line}");
                Assert.True(value is not null || read.GetType().GetProperties().Any(each => NameOf(each) == name), line);
            }
        }

        var kinds = typeof(VenueEvent).Assembly.GetTypes().Count(type => type.BaseType == typeof(VenueEvent));
        Assert.Equal(lines.Length, kinds - 1);
    }

    [Fact, Trait("Criterion", "CLIENT-004")]
    public void What_a_newer_server_says_stops_nothing()
    {
        using var strange = JsonDocument.Parse("""{"type":"comet_seen","tail":"2"}""");
        var order = """{"type":"order_closed","order_id":"1","reason":"eclipse","why":"a new member"}""";
        using var longer = JsonDocument.Parse(order);

        Assert.Equal("comet_seen", Assert.IsType<UnknownEvent>(VenueEvent.FromJson(strange.RootElement)).Type);
        Assert.Equal("eclipse", Assert.IsType<OrderClosedEvent>(VenueEvent.FromJson(longer.RootElement)).Reason);
        Assert.Equal(HoldReason.Unknown, JsonSerializer.Deserialize<HoldReason>("\"eclipse\""));
        Assert.Throws<JsonException>(() => JsonSerializer.Serialize(Side.Unknown));
    }

    private static JsonObject Resolve(JsonObject schema) =>
        schema["$ref"] is { } reference ? Schemas[((string)reference!).Split('/')[^1]]!.AsObject() : schema;

    private static IEnumerable<string> NamesOf(Type type) =>
        type == typeof(NoMembers) ? [] : type.GetProperties().Where(each => each.Name != "EqualityContract").Select(NameOf);

    private static string NameOf(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);

    private static bool MayBeNull(JsonNode schema) =>
        schema["anyOf"] is not null
        || (schema["type"] is null && schema["$ref"] is null)
        || (schema["type"] is JsonArray types && types.Any(each => (string)each! == "null"));

    private static string? FormOf(JsonNode schema) =>
        (string?)schema["format"] switch
        {
            "decimal" => nameof(ExactDecimal),
            "date-time" => nameof(VenueTime),
            "int64" => nameof(Int64),
            "int32" => nameof(Int32),
            _ => null,
        };
}
