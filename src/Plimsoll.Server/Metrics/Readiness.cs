using System.Collections.Concurrent;

namespace Plimsoll.Server.Metrics;

/// <summary>Whether the server can do its work: each part says so for itself. Shown to anybody who asks, so reasons name no secret.</summary>
public sealed class Readiness
{
    private readonly ConcurrentDictionary<string, string> _parts = new(StringComparer.Ordinal);

    /// <summary>The parts that are not ready, with the reason, in order; none when the server is.</summary>
    public IReadOnlyList<(string Part, string Reason)> Missing =>
        [
            .. _parts
                .Where(part => part.Value.Length > 0)
                .OrderBy(part => part.Key, StringComparer.Ordinal)
                .Select(part => (part.Key, part.Value)),
        ];

    /// <summary>Whether all parts are ready.</summary>
    public bool IsReady => _parts.Values.All(reason => reason.Length == 0);

    /// <summary>Says that a part can do its work.</summary>
    public void Ready(string part) => _parts[part] = "";

    /// <summary>Says that a part cannot, and why, in a few words.</summary>
    public void NotReady(string part, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        _parts[part] = reason;
    }
}
