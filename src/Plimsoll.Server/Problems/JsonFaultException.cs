using System.Text.Json;

namespace Plimsoll.Server.Problems;

/// <summary>A value in JSON that a converter refuses, in words for the client. The serializer adds path and position.</summary>
/// <param name="detail">What was found and what is allowed.</param>
/// <param name="advice">What to send instead.</param>
public sealed class JsonFaultException(string detail, string advice) : JsonException(detail)
{
    /// <summary>What to send instead.</summary>
    public string Advice { get; } = advice;
}
