using System.Text.Json.Serialization;

namespace Plimsoll.Server.Api.History;

/// <summary>JSON that is spelled out already.</summary>
/// <param name="Bytes">A whole value in UTF-8.</param>
[JsonConverter(typeof(RawJsonConverter))]
public readonly record struct RawJson(ReadOnlyMemory<byte> Bytes);
