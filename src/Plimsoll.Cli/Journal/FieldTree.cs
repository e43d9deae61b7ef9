using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Collateral;
using Plimsoll.Engine.Commands;
using Plimsoll.Margin;
using Plimsoll.Margin.Schedules;
using Plimsoll.Values;

namespace Plimsoll.Cli.Journal;

/// <summary>Any command with all its fields as JSON: numbers in the engine's own units, times as text.</summary>
internal static class FieldTree
{
    private const int Deepest = 12;

    /// <summary>The command, its name first; its time is that of its record.</summary>
    public static JsonObject Of(Command command)
    {
        var json = new JsonObject { ["type"] = command.GetType().Name };
        foreach (var (name, value) in Fields(command))
        {
            if (name != nameof(Command.At))
                json[Name(name)] = Of(value, 1);
        }

        return json;
    }

    /// <summary>A time to the nanosecond.</summary>
    public static string Of(Timestamp time)
    {
        if (time == Timestamp.Never)
            return "never";

        var at = DateTimeOffset.UnixEpoch.AddTicks(time.Nanoseconds / 100);
        return string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-ddTHH:mm:ss.fffffff}{Math.Abs(time.Nanoseconds % 100):00}Z");
    }

    /// <summary>A name as JSON has it.</summary>
    public static string Name(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static JsonNode? Of(object? value, int depth) =>
        value switch
        {
            null => null,
            _ when depth > Deepest => "…",
            bool flag => flag,
            string text => text,
            Enum choice => Name(choice.ToString()),
            Timestamp time => Of(time),
            Int128 or UInt128 => Convert.ToString(value, CultureInfo.InvariantCulture),
            double number => double.IsFinite(number) ? number : number.ToString(CultureInfo.InvariantCulture),
            ulong number => number,
            IConvertible number => Convert.ToInt64(number, CultureInfo.InvariantCulture),
            RiskTierTable table => List(table.Tiers.ToArray(), depth),
            TierSchedule schedule => List(schedule.Rows.ToArray(), depth),
            HaircutLadder ladder => List(ladder.Rungs.ToArray(), depth),
            IEnumerable items => List(items, depth),
            _ when IsMemory(value.GetType()) => List((Array)value.GetType().GetMethod("ToArray")!.Invoke(value, null)!, depth),
            _ => Whole(value, depth),
        };

    private static JsonArray List(IEnumerable items, int depth)
    {
        var list = new JsonArray();
        foreach (var item in items)
        {
            list.Add(Of(item, depth + 1));
        }

        return list;
    }

    /// <summary>What has one field only, such as an amount of money, is that field.</summary>
    private static JsonNode? Whole(object value, int depth)
    {
        var fields = Fields(value).ToList();
        if (value.GetType().IsValueType && fields.Count == 1)
            return Of(fields[0].Value, depth + 1);

        var json = new JsonObject();
        foreach (var (name, field) in fields)
        {
            json[Name(name)] = Of(field, depth + 1);
        }

        return json;
    }

    /// <summary>What was given to it; what follows from that is left out, unless there is nothing else.</summary>
    private static IEnumerable<(string Name, object? Value)> Fields(object value)
    {
        var all = value
            .GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0 && !property.PropertyType.IsByRefLike)
            .ToList();
        var given = all.Where(property => property.CanWrite).ToList();
        foreach (var property in given.Count > 0 ? given : all)
        {
            yield return (property.Name, property.GetValue(value));
        }
    }

    private static bool IsMemory(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ReadOnlyMemory<>);
}
