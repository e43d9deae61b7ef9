using System.Text.Json;

namespace Plimsoll.Server.Security;

/// <summary>Somebody asked to approve what a key of the same line had proposed: a note in the journal for the audit log. It is refused, and changes nothing.</summary>
/// <param name="Type">What tells it from other notes.</param>
/// <param name="Asked">What was asked, in a line.</param>
internal sealed record ApprovalRefused(string Type, string Asked)
{
    private const string Kind = "approval_refused";
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static byte[] Encode(string asked) => JsonSerializer.SerializeToUtf8Bytes(new ApprovalRefused(Kind, asked), Options);

    /// <summary>What a note holds; null when it is another one.</summary>
    public static ApprovalRefused? Decode(ReadOnlySpan<byte> note)
    {
        try
        {
            return JsonSerializer.Deserialize<ApprovalRefused>(note, Options) is { Type: Kind, Asked: not null } found ? found : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
