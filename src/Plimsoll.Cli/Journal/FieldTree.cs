using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Collateral;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Margin.Schedules;
using Plimsoll.Server.Problems;
using Plimsoll.Values;

namespace Plimsoll.Cli.Journal;

/// <summary>Any command with all its fields as JSON: names for numbers and decimals as text, or all in the engine's own numbers and units; times as text.</summary>
/// <param name="names">Who knows names and decimals; null for the engine's own numbers and units.</param>
internal sealed class FieldTree(JournalNames? names)
{
    private const int Deepest = 12;
    private const string EffectiveAt = nameof(ChangeVenue.EffectiveAt);

    /// <summary>The command, its name first; its time is that of its record.</summary>
    /// <param name="command">The command.</param>
    /// <param name="sequence">Its record.</param>
    public JsonObject Of(Command command, long sequence)
    {
        var json = new JsonObject { ["type"] = command.GetType().Name };
        var fields = Fields(command).ToList();
        var scales = ScalesOf(command, fields, names?.ScalesAt(sequence) ?? default);
        foreach (var (name, value) in fields)
        {
            if (name != nameof(Command.At))
                json[Name(name)] = Field(name, value, 1, scales);
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

    /// <summary>A change that waits for its approval has no time yet: it holds from then on.</summary>
    private JsonNode? Field(string name, object? value, int depth, in FieldScales scales) =>
        name == EffectiveAt && value is Timestamp { Nanoseconds: 0 } ? "approval" : Of(value, depth, scales);

    private JsonNode? Of(object? value, int depth, FieldScales scales) =>
        value switch
        {
            null => null,
            _ when depth > Deepest => "…",
            bool flag => flag,
            string text => text,
            Enum choice => Name(choice.ToString()),
            Timestamp time => Of(time),
            _ when names is not null && Named(value, scales) is { } named => named,
            Int128 or UInt128 => Convert.ToString(value, CultureInfo.InvariantCulture),
            double number => double.IsFinite(number) ? number : number.ToString(CultureInfo.InvariantCulture),
            ulong number => number,
            IConvertible number => Convert.ToInt64(number, CultureInfo.InvariantCulture),
            RiskTierTable table => List(table.Tiers.ToArray(), depth, scales),
            TierSchedule schedule => List(schedule.Rows.ToArray(), depth, scales),
            HaircutLadder ladder => List(ladder.Rungs.ToArray(), depth, scales),
            IEnumerable items => List(items, depth, scales),
            _ when IsMemory(value.GetType()) => List((Array)value.GetType().GetMethod("ToArray")!.Invoke(value, null)!, depth, scales),
            _ => Whole(value, depth, scales),
        };

    /// <summary>A name for a number, a decimal for units; null for what is neither.</summary>
    private JsonNode? Named(object value, in FieldScales scales) =>
        value switch
        {
            AccountId account => names!.Of(account),
            AssetId asset => names!.Of(asset),
            IndexId index => names!.Of(index),
            InstrumentId instrument => names!.Of(instrument),
            SchemeId scheme => names!.Of(scheme),
            Price price => Decimal(price.Units, scales.Price),
            Quantity quantity => Decimal(quantity.Units, scales.Quantity),
            Money money => Decimal(money.Units, scales.Money),
            Rate rate => Decimal(rate.Nano, 9),
            Haircut haircut => Decimal(haircut.Nano, 9),
            Duration duration => Decimal(duration.Nanoseconds, 9),
            Leverage leverage => leverage == Leverage.Unset ? "unset" : Decimal(leverage.Hundredths, 2),
            _ => null,
        };

    /// <summary>Units of which nobody knows how many make one say so, lest somebody takes them for wholes.</summary>
    private static JsonNode Decimal(Int128 units, int? scale) =>
        scale is { } digits
            ? DecimalText.Of(units, digits).ToString()
            : new JsonObject { ["units"] = units.ToString(CultureInfo.InvariantCulture) };

    private JsonArray List(IEnumerable items, int depth, in FieldScales scales)
    {
        var list = new JsonArray();
        foreach (var item in items)
        {
            list.Add(Of(item, depth + 1, scales));
        }

        return list;
    }

    /// <summary>What has one field only, such as an amount of money, is that field.</summary>
    private JsonNode? Whole(object value, int depth, in FieldScales outer)
    {
        var fields = Fields(value).ToList();
        if (value.GetType().IsValueType && fields.Count == 1)
            return Of(fields[0].Value, depth + 1, outer);

        var scales = ScalesOf(value, fields, outer);
        var json = new JsonObject();
        foreach (var (name, field) in fields)
        {
            json[Name(name)] = Field(name, field, depth + 1, scales);
        }

        return json;
    }

    /// <summary>What is listed has its own decimals; whatever names an instrument, index or asset is in theirs; the rest in those of what it is part of.</summary>
    private FieldScales ScalesOf(object value, List<(string Name, object? Value)> fields, in FieldScales outer)
    {
        if (names is null)
            return outer;

        switch (value)
        {
            case InstrumentParameters it:
                return new(it.PriceDecimals, it.QuantityDecimals, names.DecimalsOf(it.SettlementAsset), names.DecimalsOf(it.Underlying));
            case AssetParameters asset:
                return outer with { Money = asset.Decimals };
            case OptionParameters:
                return outer with { Price = outer.Strike };
        }

        var scales = outer;
        foreach (var (name, field) in fields)
        {
            scales = (name, field) switch
            {
                (nameof(PlaceOrder.Instrument), InstrumentId instrument) => names.ScalesOf(instrument),
                (nameof(SetSurface.Index), IndexId index) => scales with { Price = names.DecimalsOf(index) },
                (nameof(DepositCollateral.Asset), AssetId asset) => scales with { Money = names.DecimalsOf(asset) },
                _ => scales,
            };
        }

        return scales;
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
