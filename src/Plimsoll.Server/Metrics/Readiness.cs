using System.Collections.Concurrent;

namespace Plimsoll.Server.Metrics;

/// <summary>Whether the server can do its work: each part says so for itself. Shown to anybody who asks, so reasons name no secret.</summary>
public sealed class Readiness
{
    private readonly ConcurrentDictionary<string, string> _parts = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, Func<string?>> _watched = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<IReadOnlyList<string>>> _advised = new(StringComparer.Ordinal);

    /// <summary>The parts that are not ready, with the reason, in order; none when the server is.</summary>
    public IReadOnlyList<(string Part, string Reason)> Missing =>
        [
            .. _parts
                .Select(part => (part.Key, Reason: part.Value))
                .Concat(_watched.Select(part => (part.Key, Reason: part.Value() ?? "")))
                .Where(part => part.Reason.Length > 0)
                .OrderBy(part => part.Key, StringComparer.Ordinal),
        ];

    /// <summary>What the operator should know though the server can do its work, in order.</summary>
    public IReadOnlyList<(string Part, string Reason)> Warnings =>
        [.. _advised.OrderBy(part => part.Key, StringComparer.Ordinal).SelectMany(part => part.Value().Select(each => (part.Key, each)))];

    /// <summary>Whether all parts are ready.</summary>
    public bool IsReady => Missing.Count == 0;

    /// <summary>A part that is asked each time: it says why it cannot do its work, or null.</summary>
    public void Watch(string part, Func<string?> reason) => _watched[part] = reason;

    /// <summary>A part that is asked each time for what the operator should know.</summary>
    public void Advise(string part, Func<IReadOnlyList<string>> warnings) => _advised[part] = warnings;

    /// <summary>Says that a part can do its work.</summary>
    public void Ready(string part) => _parts[part] = "";

    /// <summary>Says that a part cannot, and why, in a few words.</summary>
    public void NotReady(string part, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        _parts[part] = reason;
    }
}
