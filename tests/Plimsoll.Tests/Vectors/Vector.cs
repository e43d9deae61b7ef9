using System.Text.Json;

namespace Plimsoll.Tests.Vectors;

/// <summary>One published example: what goes in, what comes out, and how exactly it is stated.</summary>
/// <param name="File">The file it stands in, without <c>-vectors.json</c>.</param>
/// <param name="Origin">The venue or engine that states it.</param>
/// <param name="Kind">What it is an example of.</param>
/// <param name="Id">Its name within the file.</param>
/// <param name="Body">All of it.</param>
internal sealed record Vector(string File, string Origin, string Kind, string Id, JsonElement Body)
{
    public JsonElement Inputs => Body.GetProperty("inputs");

    public JsonElement Expected => Body.GetProperty("expected");

    /// <summary>How far a result may lie from <paramref name="expected"/>: as stated; nothing where the file says "exact".</summary>
    public decimal Tolerance(decimal expected)
    {
        if (!Body.TryGetProperty("tolerance", out var tolerance) || tolerance.ValueKind != JsonValueKind.Object)
        {
            return 0;
        }

        var absolute = tolerance.TryGetProperty("abs", out var abs) ? abs.GetDecimal() : 0;
        var relative = tolerance.TryGetProperty("rel", out var rel) ? rel.GetDecimal() * Math.Abs(expected) : 0;
        return Math.Max(absolute, relative);
    }

    /// <summary>An input that is a number, or a number written as text.</summary>
    public decimal Number(string name) => NumberOf(Inputs.GetProperty(name));

    public static decimal NumberOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.String
            ? decimal.Parse(element.GetString()!, System.Globalization.CultureInfo.InvariantCulture)
            : element.GetDecimal();

    /// <summary>Asserts that <paramref name="actual"/> is what the vector says, within its tolerance.</summary>
    public void Agrees(string name, decimal actual) => Agrees(name, actual, resolution: 0);

    /// <summary>The same where the product carries fewer digits than the vector states; the difference is then at most its last digit.</summary>
    public void Agrees(string name, decimal actual, decimal resolution) =>
        Agrees(name, NumberOf(Expected.GetProperty(name)), actual, resolution);

    public void Agrees(string name, decimal expected, decimal actual, decimal resolution)
    {
        var allowed = Math.Max(Tolerance(expected), resolution);
        Assert.True(Math.Abs(actual - expected) <= allowed, $"{Id}, {name}: expected {expected} ± {allowed}, computed {actual}.");
    }
}
