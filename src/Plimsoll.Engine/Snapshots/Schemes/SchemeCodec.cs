using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios.Charges;

namespace Plimsoll.Engine.Snapshots.Schemes;

/// <summary>Schemes of portfolio margin as text and back.</summary>
/// <remarks>
/// A scheme is a tree of records of many kinds, so it is kept as JSON, kinds named by a field; numbers have as many digits as tell them from their neighbours, so
/// that what is read back is the very same. The names of kinds and fields are wire format.
/// </remarks>
internal static class SchemeCodec
{
    private const string KindField = "$kind";
    private const string Infinite = "Infinity";

    private static readonly JsonTypeInfo<PortfolioScheme> Form = FormOf(
        new()
        {
            IncludeFields = true,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            TypeInfoResolver = SchemeJson.Default.WithAddedModifier(NameKinds),
            MaxDepth = 64,
        }
    );

    public static void Write(StateWriter writer, PortfolioScheme scheme) => writer.Write(Text(scheme));

    public static PortfolioScheme Read(ref StateReader reader)
    {
        try
        {
            return JsonSerializer.Deserialize(reader.ReadString(), Form)
                ?? throw new SnapshotException("A scheme of portfolio margin is missing.");
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or ArgumentException)
        {
            throw new SnapshotException("A scheme of portfolio margin breaks its own rules: " + exception.Message, exception);
        }
    }

    /// <summary>Takes the scheme's number out of what <see cref="Write"/> wrote, with the length, which depends on its digits.</summary>
    /// <param name="written">The bytes, which then are those of none.</param>
    /// <returns>How many are left.</returns>
    public static int TakeNumberOut(Span<byte> written)
    {
        written[..sizeof(int)].Clear();
        var from = sizeof(int) + "{\"Id\":{\"Value\":"u8.Length;
        if (!written[sizeof(int)..].StartsWith("{\"Id\":{\"Value\":"u8))
        {
            return written.Length; // any bytes may be asked about, and these are no scheme
        }

        var digits = written[from..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        written[(from + Math.Max(digits, 0))..].CopyTo(written[from..]);
        return written.Length - Math.Max(digits, 0);
    }

    /// <summary>The scheme as it is kept.</summary>
    public static string Text(PortfolioScheme scheme) => JsonSerializer.Serialize(scheme, Form);

    /// <summary>The first number, by its path, that is none, or is infinite where no bound is meant; null when there is none.</summary>
    public static string? FirstUnfit(PortfolioScheme scheme)
    {
        using var document = JsonDocument.Parse(Text(scheme));
        return FirstUnfit(document.RootElement, "Scheme");
    }

    private static string? FirstUnfit(JsonElement element, string path) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element
                .EnumerateObject()
                .Select(field => FirstUnfit(field.Value, $"{path}.{field.Name}"))
                .FirstOrDefault(found => found is not null),
            JsonValueKind.Array => element
                .EnumerateArray()
                .Select(item => FirstUnfit(item, path))
                .FirstOrDefault(found => found is not null),
            JsonValueKind.String => element.GetString() switch
            {
                "NaN" or "-Infinity" => path,
                Infinite when !IsBound(path) => path,
                _ => null,
            },
            _ => null,
        };

    /// <summary>Where no bound is written as an infinite one: the most a gain may offset, the last step of a ladder, open interest that nobody counts.</summary>
    private static bool IsBound(string path) =>
        path.EndsWith(".Most", StringComparison.Ordinal)
        || path.EndsWith(".Item1", StringComparison.Ordinal)
        || path.EndsWith(".OpenInterest", StringComparison.Ordinal);

    private static JsonTypeInfo<PortfolioScheme> FormOf(JsonSerializerOptions options) =>
        (JsonTypeInfo<PortfolioScheme>)options.GetTypeInfo(typeof(PortfolioScheme));

    private static void NameKinds(JsonTypeInfo type)
    {
        if (type.Type == typeof(PortfolioRule))
        {
            type.PolymorphismOptions = Kinds(
                new(typeof(ScenarioRule), "scenarios"),
                new(typeof(CombinedRule), "combined"),
                new(typeof(ValueAtRiskRule), "value_at_risk"),
                new(typeof(ParametricRule), "parametric"),
                new(typeof(LiquidityRule), "liquidity"),
                new(typeof(SensitivityRule), "sensitivity"),
                new(typeof(ScaledRule), "scaled"),
                new(typeof(BufferedRule), "buffered")
            );
        }
        else if (type.Type == typeof(PortfolioCharge))
        {
            type.PolymorphismOptions = Kinds(
                new(typeof(BorrowingCharge), "borrowing"),
                new(typeof(ConfidenceCharge), "confidence"),
                new(typeof(DeliveryCharge), "delivery"),
                new(typeof(ExpiryNettedCharge), "expiry_netted"),
                new(typeof(MonthSpreadCharge), "month_spreads"),
                new(typeof(DeltaCharge), "delta"),
                new(typeof(DeltaThresholdCharge), "delta_threshold"),
                new(typeof(DepegCharge), "depeg"),
                new(typeof(HaircutCharge), "haircut"),
                new(typeof(NotionalCharge), "notional"),
                new(typeof(RollCharge), "roll"),
                new(typeof(ShortOptionCharge), "short_option"),
                new(typeof(VegaSpreadCharge), "vega_spread")
            );
        }
    }

    private static JsonPolymorphismOptions Kinds(params ReadOnlySpan<JsonDerivedType> kinds)
    {
        var options = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = KindField };
        foreach (var kind in kinds)
        {
            options.DerivedTypes.Add(kind);
        }

        return options;
    }
}
