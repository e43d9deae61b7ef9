using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Translation;

/// <summary>A formula of margin to read: its name, and what it is made of, as its own type names it. For people; nothing is read back from it.</summary>
internal static class FormulaText
{
    private const int Deepest = 4;

    /// <summary>The name of a kind of margin or rule.</summary>
    public static string NameOf(object formula) => JsonNamingPolicy.SnakeCaseLower.ConvertName(formula.GetType().Name);

    /// <summary>Its numbers; null for tiers, which are shown as rules, and for none.</summary>
    public static JsonObject? Of(MarginSchedule schedule) => schedule is RiskTierTable ? null : Members(schedule, 0);

    private static JsonObject Members(object value, int depth)
    {
        var members = new JsonObject();
        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var isOwn =
                property.DeclaringType != typeof(MarginSchedule)
                && property.GetMethod?.GetBaseDefinition().DeclaringType != typeof(MarginSchedule);
            if (isOwn && property.GetIndexParameters().Length == 0 && !property.PropertyType.IsByRefLike)
                members[JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name)] = Node(property.GetValue(value), depth);
        }

        return members;
    }

    private static JsonNode? Node(object? value, int depth) =>
        value switch
        {
            null => null,
            string text => text,
            bool flag => flag,
            Enum name => JsonNamingPolicy.SnakeCaseLower.ConvertName(name.ToString()),
            Rate rate => RulesWriter.Text(rate).ToString(),
            IFormattable number when value.GetType().IsPrimitive || value is decimal or Int128 => number.ToString(
                null,
                CultureInfo.InvariantCulture
            ),
            IEnumerable list when depth < Deepest => new JsonArray([.. list.Cast<object?>().Select(each => Node(each, depth + 1))]),
            _ when depth < Deepest => Members(value, depth + 1),
            _ => value.ToString(),
        };
}
