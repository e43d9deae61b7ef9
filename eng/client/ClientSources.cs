using System.Text.Json.Nodes;

namespace Plimsoll.ClientGenerator;

/// <summary>The sources of the client that follow from the server's document and from the forms of events.</summary>
public static class ClientSources
{
    /// <summary>All files, by their path below <c>src/Plimsoll.Client/Generated</c>.</summary>
    /// <param name="document">docs/api/openapi.json.</param>
    public static IReadOnlyDictionary<string, string> Of(string document)
    {
        var root = JsonNode.Parse(document)!.AsObject();
        var schemas = root["components"]!["schemas"]!.AsObject();
        var operations = ApiOperation.All(root);
        var events = EventForm.All("events.txt");
        var states = EventForm.All("states.txt");
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        List<string> types = [];
        foreach (var (name, schema) in schemas)
        {
            if (schema!["enum"] is not null)
                files[$"Types/{name}.g.cs"] = TypeWriter.Words(name, schema.AsObject());
            else if (!SchemaTypes.IsRaw(schema.AsObject()))
                files[$"Types/{name}.g.cs"] = TypeWriter.Record(name, Text(schema["description"]), Member.Of(schema.AsObject()));
            else
                continue;

            types.Add(name);
        }

        foreach (var operation in operations.Where(each => each.IsOwnRequest))
        {
            var summary = $"The request of {operation.Name}: {operation.Summary}";
            files[$"Types/{operation.RequestType}.g.cs"] = TypeWriter.Record(operation.RequestType, summary, operation.Members);
            types.Add(operation.RequestType);
        }

        foreach (var state in states)
        {
            files[$"States/{state.Type}.g.cs"] = TypeWriter.Record(state.Type, state.Summary, state.Members);
            types.Add(state.Type);
        }

        foreach (var form in events)
        {
            files[$"Events/{form.TypeName}.g.cs"] = EventWriter.Record(form);
        }

        foreach (var subject in operations.GroupBy(each => each.Subject, StringComparer.Ordinal))
        {
            files[$"Subjects/{subject.Key}Api.g.cs"] = SubjectWriter.Class(subject.Key, [.. subject], schemas);
            files[$"Subjects/{subject.Key}Operations.g.cs"] = SubjectWriter.Operations([.. subject]);
        }

        files["ApiOperations.g.cs"] = SubjectWriter.Table(operations);
        files["PlimsollApi.g.cs"] = SubjectWriter.Facade(operations);
        files["ContractJson.g.cs"] = SubjectWriter.Context(types);
        files["EventTypes.g.cs"] = EventWriter.Table(events);
        files["EventJson.g.cs"] = EventWriter.Context(events);
        return files;
    }

    internal static string Text(JsonNode? node) => (string?)node ?? "";
}
