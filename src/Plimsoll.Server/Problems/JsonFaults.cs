using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Server.Problems;

/// <summary>Turns the serializer's complaints into problems. None of its own words reach the client: they name types of the program.</summary>
public static class JsonFaults
{
    private const string Unmapped = "could not be mapped to any .NET member";
    private const string Depth = "maximum configured depth";
    private const string Duplicate = "Duplicate property";
    private const string Missing = "missing required properties including:";
    private const string NullFound = "doesn't allow getting null values";

    /// <summary>The problem behind a complaint.</summary>
    /// <param name="exception">The complaint.</param>
    /// <param name="type">What was to be read; null when that is not known.</param>
    /// <param name="options">How it was read.</param>
    public static Problem Of(JsonException exception, Type? type, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(exception);
        ArgumentNullException.ThrowIfNull(options);
        var judged = Judge(exception, type, options);
        var problem = judged with { Field = Spell(judged.Field) };
        return exception is { LineNumber: { } line, BytePositionInLine: { } place }
            ? problem with
            {
                Line = line + 1,
                Column = place + 1,
            }
            : problem;
    }

    /// <summary>A member as every other refusal names it: without the root's sign, which stands alone for the body as a whole.</summary>
    private static string? Spell(string? path) => path is not null && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path;

    private static Problem Judge(JsonException exception, Type? type, JsonSerializerOptions options)
    {
        var (message, path) = (exception.Message, exception.Path);
        if (exception is JsonFaultException fault)
        {
            return new(ProblemCode.BadValue)
            {
                Field = path,
                Detail = fault.Message,
                Advice = fault.Advice,
            };
        }

        if (message.Contains(Depth, StringComparison.Ordinal))
        {
            return new(ProblemCode.TooDeep) { Field = path, Detail = $"At most {options.MaxDepth} levels of objects and lists are read." };
        }

        // The reader itself complains by a type of its own; the serializer wraps that.
        if (exception.InnerException is JsonException || exception.GetType() != typeof(JsonException))
        {
            return new(ProblemCode.MalformedJson) { Field = path };
        }

        if (message.Contains(Unmapped, StringComparison.Ordinal))
        {
            return UnknownMember(Quoted(message, 0), path ?? "$", type, options);
        }

        if (message.Contains(Duplicate, StringComparison.Ordinal))
        {
            return new(ProblemCode.DuplicateMember) { Field = path };
        }

        if (message.IndexOf(Missing, StringComparison.Ordinal) is var at and >= 0)
        {
            return MissingMember(path ?? "$", Quoted(message, at), type, options);
        }

        return message.Contains(NullFound, StringComparison.Ordinal)
            ? new(ProblemCode.BadValue) { Field = path, Detail = "expected a value, found null." }
            : new(ProblemCode.BadValue) { Field = path, Detail = Expected(path, type, options) };
    }

    /// <summary>What stands in a member is taken whole: with some of it missing nobody says what that was to be.</summary>
    private static Problem MissingMember(string path, string name, Type? type, JsonSerializerOptions options)
    {
        var needed =
            path == "$"
                ? []
                : InfoAt(path, type, options)?.Properties.Where(each => each.IsRequired).Select(each => each.Name).ToList() ?? [];
        return new(ProblemCode.MissingMember)
        {
            Field = $"{path}.{name}",
            Detail = needed.Count > 1 ? $"{Spell(path)} is taken whole: {string.Join(", ", needed)}." : null,
        };
    }

    private static Problem UnknownMember(string name, string path, Type? type, JsonSerializerOptions options)
    {
        // The path may or may not end with the member itself; its owner is what is asked for names.
        var end = path.EndsWith($"['{name}']", StringComparison.Ordinal) ? $"['{name}']" : $".{name}";
        var owner = path.EndsWith(end, StringComparison.Ordinal) ? path[..^end.Length] : path;
        var names = InfoAt(owner, type, options)?.Properties.Select(property => property.Name).ToList() ?? [];
        var advice = Nearest.Advice(name, names);
        return new(ProblemCode.UnknownMember)
        {
            Field = owner + end,
            Detail = names.Count > 0 ? $"known here: {string.Join(", ", names)}." : null,
            Advice = advice.Length > 0 ? advice : null,
        };
    }

    private static string Expected(string? path, Type? type, JsonSerializerOptions options)
    {
        var found = TypeAt(path ?? "$", type, options);
        var plain = found is null ? null : Nullable.GetUnderlyingType(found) ?? found;
        return plain switch
        {
            null => "a value of another kind is expected.",
            { IsEnum: true } =>
                $"expected one of {string.Join(", ", Enum.GetNames(plain).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName))}.",
            _ when plain == typeof(string) => "expected text.",
            _ when plain == typeof(bool) => "expected true or false.",
            _ when plain == typeof(int) || plain == typeof(long) || plain == typeof(short) => "expected a whole number within its range.",
            _ when options.GetTypeInfo(plain).Kind == JsonTypeInfoKind.Enumerable => "expected a list.",
            _ when options.GetTypeInfo(plain).Kind is JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "expected an object.",
            _ => "a value of another kind is expected.",
        };
    }

    private static JsonTypeInfo? InfoAt(string path, Type? type, JsonSerializerOptions options) =>
        TypeAt(path, type, options) is { } found && options.GetTypeInfo(found) is { Kind: JsonTypeInfoKind.Object } info ? info : null;

    /// <summary>The type at a path such as <c>$.orders[2].price</c>; null where the path leaves what is known.</summary>
    private static Type? TypeAt(string path, Type? type, JsonSerializerOptions options)
    {
        foreach (var part in path.Split('.', '[').Skip(1))
        {
            if (type is null)
            {
                return null;
            }

            var info = options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
            type = info.Kind is JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary
                ? info.ElementType
                : info.Properties.FirstOrDefault(property => property.Name == part)?.PropertyType;
        }

        return type;
    }

    private static string Quoted(string message, int from)
    {
        var start = message.IndexOf('\'', from) + 1;
        var end = start > 0 ? message.IndexOf('\'', start) : -1;
        return end > start ? message[start..end] : "";
    }
}
