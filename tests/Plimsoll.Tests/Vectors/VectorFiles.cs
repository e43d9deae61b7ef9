using System.Text.Json;

namespace Plimsoll.Tests.Vectors;

/// <summary>The files of <c>tests/vectors</c>.</summary>
internal static class VectorFiles
{
    public static IReadOnlyList<Vector> All { get; } =
    [.. Read("venue", "venue"), .. Read("onchain", "engine"), .. Read("vega", origin: null)];

    /// <summary>What several vectors of the engines on a chain share, by group and name.</summary>
    public static JsonElement Shared(string group, string name) => Onchain.GetProperty("shared").GetProperty(group).GetProperty(name);

    public static Vector Find(string id) => All.Single(vector => vector.Id == id);

    private static JsonElement Onchain { get; } = Root("onchain");

    private static IEnumerable<Vector> Read(string file, string? origin) =>
        from body in Root(file).GetProperty("vectors").EnumerateArray()
        select new Vector(
            file,
            origin is null ? file : body.GetProperty(origin).GetString()!,
            body.GetProperty("kind").GetString()!,
            body.GetProperty("id").GetString()!,
            body
        );

    private static JsonElement Root(string file)
    {
        using var document = JsonDocument.Parse(
            File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", $"{file}-vectors.json"))
        );
        return document.RootElement.Clone();
    }
}
