namespace Plimsoll.Conformance;

/// <summary>Leaves of a kind's numbers those that a vector states: vectors of one kind do not all state the same.</summary>
internal static class Stated
{
    /// <summary>The pairs whose first path is in the vector's expectations.</summary>
    public static (string Expected, string Answer)[] Of(Vector vector, params (string Expected, string Answer)[] known) =>
        [.. known.Where(pair => vector.Expected.ContainsKey(pair.Expected))];
}
