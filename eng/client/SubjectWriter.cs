using System.Text.Json.Nodes;

namespace Plimsoll.ClientGenerator;

/// <summary>Operations by subject, and the table of all of them.</summary>
internal static class SubjectWriter
{
    private const string End = "CancellationToken cancellation = default";

    /// <summary>The operations of one subject.</summary>
    public static string Class(string subject, IReadOnlyList<ApiOperation> operations, JsonObject schemas)
    {
        var isRaw = operations.Any(each => Paged(each, schemas) == "JsonElement");
        string[] usings = isRaw ? ["System.Text.Json"] : [];
        var text = new SourceText(TypeWriter.Space, usings);
        text.Summary($"Operations under {string.Join(", ", operations.Select(each => $"`{each.Name}`"))}.");
        text.Line($"public sealed class {subject}Api").Open();
        text.Line("private readonly PlimsollApi _api;").Line();
        text.Line($"internal {subject}Api(PlimsollApi api) => _api = api;");
        foreach (var operation in operations)
        {
            Write(text, operation);
            if (Paged(operation, schemas) is { } item)
                WriteAll(text, operation, item);
        }

        return text.Close().ToString();
    }

    /// <summary>The operations of one subject by name.</summary>
    public static string Operations(IReadOnlyList<ApiOperation> operations)
    {
        var text = new SourceText(TypeWriter.Space);
        text.Line("public static partial class ApiOperations").Open();
        foreach (var operation in operations)
        {
            if (!ReferenceEquals(operation, operations[0]))
                text.Line();

            text.Summary(operation.Summary);
            text.Line($"public static Operation<{operation.RequestType}, {operation.AnswerType}> {operation.Field} {{ get; }} =");
            text.Then(
                $"new(\"{operation.Name}\", \"{operation.Method}\", \"{operation.Route}\", {Word(operation.IsCommand)}, {Word(operation.IsRepeatable)}, "
                    + $"ContractJson.Default.{operation.RequestType}, ContractJson.Default.{operation.AnswerType});"
            );
        }

        return text.Close().ToString();
    }

    /// <summary>All operations in one list.</summary>
    public static string Table(IReadOnlyList<ApiOperation> operations)
    {
        var text = new SourceText(TypeWriter.Space);
        text.Summary("All operations of the server.").Line("public static partial class ApiOperations").Open();
        // Made when it is asked for: the parts of a class are initialised in no order that could be relied on.
        text.Summary("All of them, by name.").Line("public static IReadOnlyList<Operation> All => field ??=").Then("[");
        foreach (var operation in operations)
        {
            text.Then($"    {operation.Field},");
        }

        return text.Then("];").Close().ToString();
    }

    /// <summary>The subjects as properties of the client.</summary>
    public static string Facade(IReadOnlyList<ApiOperation> operations)
    {
        var text = new SourceText(TypeWriter.Space);
        text.Line("public abstract partial class PlimsollApi").Open();
        foreach (var subject in operations.Select(each => each.Subject).Distinct(StringComparer.Ordinal))
        {
            text.Summary($"Operations under `{operations.First(each => each.Subject == subject).Name.Split('.')[0]}`.");
            text.Line($"public {subject}Api {subject} => field ??= new(this);").Line();
        }

        return text.Close().ToString().Replace("\n\n}", "\n}", StringComparison.Ordinal);
    }

    /// <summary>What reads and writes all types without reflection.</summary>
    public static string Context(IReadOnlyList<string> types)
    {
        var text = new SourceText(TypeWriter.Space, "System.Text.Json.Serialization");
        Options(text);
        text.Line("[JsonSerializable(typeof(NoMembers))]");
        foreach (var type in types)
        {
            text.Line($"[JsonSerializable(typeof({type}))]");
        }

        return text.Line("internal sealed partial class ContractJson : JsonSerializerContext;").ToString();
    }

    /// <summary>Members in snake_case; what is null is not sent, so that the server's default holds.</summary>
    public static void Options(SourceText text) =>
        text.Line("[JsonSourceGenerationOptions(")
            .Then("PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,")
            .Then("DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,")
            .Then("GenerationMode = JsonSourceGenerationMode.Metadata")
            .Line(")]");

    private static void Write(SourceText text, ApiOperation operation)
    {
        var (key, given) = operation.IsCommand ? ("string? idempotencyKey = null, ", "idempotencyKey") : ("", "null");
        var call = $"_api.SendAsync(ApiOperations.{operation.Field}, {{0}}, {given}, cancellation);";
        if (operation.RequestType == "NoMembers")
            Method("", "NoMembers.Instance");
        else if (operation.Members is [{ IsRequired: true, Type: "string" or "long" } only])
            Method(
                $"{only.Type} {SourceText.Camel(only.Name)}, ",
                $"new {operation.RequestType} {{ {only.Property} = {SourceText.Camel(only.Name)} }}"
            );
        else if (operation.Members.Any(each => each.IsRequired))
            Method($"{operation.RequestType} request, ", "request");
        else
            Method($"{operation.RequestType}? request = null, ", $"request ?? new {operation.RequestType}()");

        void Method(string parameters, string request)
        {
            text.Line().Summary(operation.Summary);
            text.Line($"public Task<{operation.AnswerType}> {operation.Action}Async({parameters}{key}{End}) =>");
            text.Then(call.Replace("{0}", request, StringComparison.Ordinal));
        }
    }

    /// <summary>All pages, one after the other.</summary>
    private static void WriteAll(SourceText text, ApiOperation operation, string item)
    {
        text.Line().Summary($"{operation.Summary} All pages from the request's own on, each asked for when it is needed.");
        var (mark, given) = operation.Members.Any(each => each.IsRequired)
            ? ("", "request")
            : ("? request = null", $"request ?? new {operation.RequestType}()");
        var parameter = operation.RequestType + (mark.Length == 0 ? " request" : mark);
        text.Line($"public IAsyncEnumerable<{item}> {operation.Action}AllAsync({parameter}, {End}) =>");
        text.Then($"Pages.AllAsync({given}, {operation.Action}Async, static page => page.Items, static (request, page) =>");
        text.Then("    page.Next is { } next ? request with { After = next } : null, cancellation);");
    }

    /// <summary>What a list in pages has; null for what is none.</summary>
    private static string? Paged(ApiOperation operation, JsonObject schemas)
    {
        var members = Member.Of(schemas[operation.AnswerType]!.AsObject());
        var items = members.FirstOrDefault(each => each.Name == "items");
        return items is not null && members.Any(each => each.Name == "next") && operation.Members.Any(each => each.Name == "after")
            ? items.Type["IReadOnlyList<".Length..^1]
            : null;
    }

    private static string Word(bool value) => value ? "true" : "false";
}
