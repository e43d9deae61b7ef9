using System.Text.Json;
using System.Text.Json.Serialization;

namespace Plimsoll.Server.Security;

/// <summary>Writes secrets masked, and reads none: a secret that came in by JSON would be in a log of requests somewhere.</summary>
internal sealed class SecretConverter : JsonConverter<Secret>
{
    public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new JsonException("A secret is not read from JSON.");

    public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => writer.WriteStringValue(Secret.Mask);
}
