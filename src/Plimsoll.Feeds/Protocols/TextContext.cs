using System.Text.Json.Serialization;

namespace Plimsoll.Feeds.Protocols;

/// <summary>Strings as JSON, without reflection.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class TextContext : JsonSerializerContext;
