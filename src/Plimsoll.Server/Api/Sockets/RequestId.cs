using System.Text.Json;

namespace Plimsoll.Server.Api.Sockets;

/// <summary>The client's own name for a request: a whole number or a short text; comes back with the answer.</summary>
/// <param name="Number">The number.</param>
/// <param name="Text">The text; null for a number.</param>
/// <param name="IsGiven">Whether there is one: without it the answer has null.</param>
internal readonly record struct RequestId(long Number, string? Text, bool IsGiven)
{
    /// <summary>The longest text.</summary>
    public const int Longest = 64;

    public static RequestId None => default;

    public void Write(Utf8JsonWriter json)
    {
        if (!IsGiven)
            json.WriteNull("id");
        else if (Text is not null)
            json.WriteString("id", Text);
        else
            json.WriteNumber("id", Number);
    }
}
