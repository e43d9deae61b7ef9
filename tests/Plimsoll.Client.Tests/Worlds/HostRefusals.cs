using System.Text.Json;

namespace Plimsoll.Client.Tests.Worlds;

/// <summary>What a server says that did not take a request, as it says it.</summary>
internal static class HostRefusals
{
    /// <summary>The number, its HTTP status and its name; codes that are not the host's too.</summary>
    public static (int Status, string Name) Of(int code) =>
        code switch
        {
            901 => (503, "busy"),
            902 => (503, "journal_unavailable"),
            903 => (503, "outcome_unknown"),
            904 => (503, "halted"),
            905 => (503, "stopping"),
            2002 => (403, "not_allowed"),
            3000 => (429, "too_many_requests"),
            3003 => (503, "busy"),
            5000 => (500, "internal"),
            5001 => (503, "unavailable"),
            _ => throw new ArgumentOutOfRangeException(nameof(code), code, "Not here."),
        };

    public static string Body(int code, long? sequence = null)
    {
        var (status, name) = Of(code);
        var members = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["type"] = "urn:plimsoll:problem:" + name,
            ["title"] = "Too much waits.",
            ["status"] = status,
            ["code"] = code,
            ["name"] = name,
            ["advice"] = "Send it again a little later.",
        };
        if (sequence is { } record)
            (members["sequence"], members["is_repeat"]) = (record, true);

        members["traceId"] = "1";
        return JsonSerializer.Serialize(members);
    }
}
