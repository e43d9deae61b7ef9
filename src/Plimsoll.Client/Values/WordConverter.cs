using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Client;

/// <summary>Words of the API as an enum. A word that a newer server says is read as <c>Unknown</c>, so that it stops no program; it cannot be sent.</summary>
/// <typeparam name="T">An enum whose value 0 is <c>Unknown</c>.</typeparam>
internal sealed class WordConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> Values = Enum.GetValues<T>().Skip(1).ToDictionary(WordOf, StringComparer.Ordinal);
    private static readonly Dictionary<T, string> Words = Values.ToDictionary(each => each.Value, each => each.Key);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? Values.GetValueOrDefault(reader.GetString()!)
            : throw new JsonException($"Expected a word for {typeof(T).Name}.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(
            Words.TryGetValue(value, out var word) ? word : throw new JsonException($"{typeof(T).Name}.{value} cannot be sent.")
        );

    private static string WordOf(T value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
