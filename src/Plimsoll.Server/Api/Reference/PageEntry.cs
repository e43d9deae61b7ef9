using System.Text.Json.Nodes;

namespace Plimsoll.Server.Api.Reference;

/// <summary>An operation on the page.</summary>
/// <param name="Path">Its address.</param>
/// <param name="Verb">Its method, as the document has it.</param>
/// <param name="Operation">What the document says of it.</param>
internal sealed record PageEntry(string Path, string Verb, JsonObject Operation)
{
    public string Method => Verb.ToUpperInvariant();

    public string Id => (string)Operation["operationId"]!;

    public string Tag => (string)Operation["tags"]![0]!;

    /// <summary>What it is found by.</summary>
    public string Search => $"{Id} {Path} {(string)Operation["summary"]!}".ToLowerInvariant();
}
