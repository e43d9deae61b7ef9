using System.Text.Json.Serialization;

namespace Plimsoll.Server.Api.History;

/// <summary>A row or an event: an object whose members are those of its kind. The <c>type</c> of an event says which it is.</summary>
/// <param name="Bytes">A whole value in UTF-8.</param>
[JsonConverter(typeof(RawJsonConverter))]
public readonly record struct RawJson(ReadOnlyMemory<byte> Bytes);
