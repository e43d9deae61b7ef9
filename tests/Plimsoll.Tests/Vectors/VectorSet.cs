namespace Plimsoll.Tests.Vectors;

/// <summary>Vectors that one test runs.</summary>
/// <param name="Vectors">The vectors.</param>
internal sealed record VectorSet(IReadOnlyList<Vector> Vectors)
{
    public TheoryData<string> Ids => [.. Vectors.Select(vector => vector.Id)];
}
