using System.Text.Json;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Security;

/// <summary>Refusals of roles, in the words of the API: which roles may, which the key has, how to get one that may.</summary>
internal static class KeyProblems
{
    /// <summary>A key lacks the role.</summary>
    /// <param name="operation">What it was to do; null when that is not known.</param>
    /// <param name="key">The key; null when it is not known.</param>
    /// <param name="field">What of the request asks for it; null for the request as a whole.</param>
    public static Problem NotAllowed(string? operation, ApiKey? key, string? field = null)
    {
        if (operation is null)
            return new(ProblemCode.NotAllowed) { Field = field };

        var permission = Permissions.Of(operation);
        return NotAllowed(permission.Everywhere | permission.OwnAccounts, key, field);
    }

    /// <summary>A key has none of some roles.</summary>
    /// <param name="allowed">Those that may.</param>
    /// <param name="key">The key; null when it is not known.</param>
    /// <param name="field">What of the request asks for it; null for the request as a whole.</param>
    public static Problem NotAllowed(ApiRoles allowed, ApiKey? key, string? field = null)
    {
        var has = key is null ? "" : $"; the key {key.Id} ({key.Label}) has {Names(key.Roles, "and")}";
        return new(ProblemCode.NotAllowed)
        {
            Field = field,
            Detail = $"this takes a key with the role {Names(allowed, "or")}{has}.",
            Advice =
                $"Use such a key. An administrator makes one: POST /api/v1/keys with \"roles\":[\"{Names(Least(allowed), "or")}\"]"
                + (Least(allowed) == ApiRoles.Trader ? " and its \"accounts\"." : "."),
        };
    }

    /// <summary>Roles as the API spells them.</summary>
    public static string Names(ApiRoles roles, string joint)
    {
        var names = Each(roles).Select(role => JsonNamingPolicy.SnakeCaseLower.ConvertName(role.ToString())).ToArray();
        return names.Length switch
        {
            0 => "no role",
            1 => names[0],
            _ => $"{string.Join(", ", names[..^1])} {joint} {names[^1]}",
        };
    }

    /// <summary>Roles as the API spells them, parted by commas.</summary>
    public static string Names(ApiRoles roles) =>
        string.Join(',', Each(roles).Select(role => JsonNamingPolicy.SnakeCaseLower.ConvertName(role.ToString())));

    private static IEnumerable<ApiRoles> Each(ApiRoles roles) =>
        Enum.GetValues<ApiRoles>().Where(role => role is not (ApiRoles.None or ApiRoles.All) && roles.HasFlag(role));

    /// <summary>The one that may do the least besides.</summary>
    private static ApiRoles Least(ApiRoles roles) =>
        new[] { ApiRoles.Auditor, ApiRoles.Trader, ApiRoles.MatchingEngine, ApiRoles.Risk, ApiRoles.Admin }.FirstOrDefault(each =>
            roles.HasFlag(each)
        );
}
