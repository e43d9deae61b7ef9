namespace Plimsoll.ClientGenerator;

/// <summary>Records of events, and the table that finds them by their type.</summary>
internal static class EventWriter
{
    private const string Space = "Plimsoll.Client.Events";

    public static string Record(EventForm form)
    {
        var text = new SourceText(Space);
        text.Summary(form.Summary).Line($"public sealed record {form.TypeName} : VenueEvent").Open();
        text.Line("/// <inheritdoc/>").Line($"public override string Type => \"{form.Type}\";");
        foreach (var member in form.Members)
        {
            var required = member.IsRequired ? "required " : "";
            text.Line().Line($"public {required}{member.Type}{(member.IsNullable ? "?" : "")} {member.Property} {{ get; init; }}");
        }

        return text.Close().ToString();
    }

    public static string Table(IReadOnlyList<EventForm> forms)
    {
        var text = new SourceText(Space, "System.Text.Json.Serialization.Metadata");
        text.Summary("Events by their type.").Line("internal static class EventTypes").Open();
        text.Line("/// <summary>How an event of a type is read; null for a type that is not known.</summary>");
        text.Line("public static JsonTypeInfo? Find(string type) =>").Then("type switch").Then("{");
        foreach (var form in forms)
        {
            text.Then($"    \"{form.Type}\" => EventJson.Default.{form.TypeName},");
        }

        return text.Then("    _ => null,").Then("};").Close().ToString();
    }

    public static string Context(IReadOnlyList<EventForm> forms)
    {
        var text = new SourceText(Space, "System.Text.Json.Serialization");
        SubjectWriter.Options(text);
        foreach (var form in forms)
        {
            text.Line($"[JsonSerializable(typeof({form.TypeName}))]");
        }

        return text.Line("internal sealed partial class EventJson : JsonSerializerContext;").ToString();
    }
}
