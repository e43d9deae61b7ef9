using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Plimsoll.Formats.Shapes;
using Plimsoll.Server.Api.Reference;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Listing;

/// <summary>Requests of the API as shapes of a file: the same members, kinds and meanings, so that file and API cannot differ.</summary>
internal sealed class ContractShapes(JsonSerializerOptions json, XmlSummaries summaries)
{
    /// <summary>What a value of a type looks like in a file.</summary>
    public Shape Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Of(inner);

        if (type == typeof(DecimalText))
            return DecimalShape.Any;

        if (type == typeof(TimeText))
            return TimeShape.Any;

        if (type == typeof(string))
            return TextShape.Any;

        if (type == typeof(bool))
            return ChoiceShape.Flag;

        if (type == typeof(int))
            return NumberShape.Whole(int.MinValue, int.MaxValue);

        if (type.IsEnum)
            return new ChoiceShape([.. Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)]);

        var contract = json.GetTypeInfo(type);
        return contract.Kind switch
        {
            JsonTypeInfoKind.Enumerable => new ListShape(Of(contract.ElementType!)),
            JsonTypeInfoKind.Dictionary => new MapShape(Of(contract.ElementType!)),
            _ => new RecordShape([.. contract.Properties.Select(member => Field(type, member))]),
        };
    }

    private RecordField Field(Type type, JsonPropertyInfo member)
    {
        var name = (member.AttributeProvider as MemberInfo)?.Name ?? member.Name;
        var meaning = summaries.OfParameter(type, name)?.TrimEnd('.') ?? member.Name;
        return new(member.Name, Of(member.PropertyType), meaning, member.IsRequired);
    }
}
