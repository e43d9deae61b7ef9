using System.Collections.Frozen;
using System.Text.Json;
using Plimsoll.Engine.Events;

namespace Plimsoll.Server.Api.Events;

/// <summary>Names of kinds outside, in snake_case, and back.</summary>
internal static class EventTypes
{
    private static readonly FrozenDictionary<string, EventKind> Kinds = Enum.GetValues<EventKind>()
        .Where(kind => kind != EventKind.None)
        .ToFrozenDictionary(NameOf, kind => kind, StringComparer.Ordinal);

    /// <summary>All names, in the order of their numbers.</summary>
    public static IEnumerable<string> All => Kinds.OrderBy(each => each.Value).Select(each => each.Key);

    /// <summary>How a member of an enumeration is called outside.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum => Of<T>.Names.TryGetValue(value, out var name) ? name : "unknown";

    public static bool TryFind(string name, out EventKind kind) => Kinds.TryGetValue(name, out kind);

    private static class Of<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Names = Enum.GetValues<T>()
            .Distinct()
            .ToFrozenDictionary(each => each, each => JsonNamingPolicy.SnakeCaseLower.ConvertName(each.ToString()));
    }
}
