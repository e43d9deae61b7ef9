namespace Plimsoll.Tests.Vectors;

/// <summary>Vectors that one test runs.</summary>
/// <param name="Vectors">The vectors.</param>
/// <param name="IsWhole">Whether all that they state is compared, or only the part that the product has today.</param>
internal sealed record VectorSet(IReadOnlyList<Vector> Vectors, bool IsWhole)
{
    public TheoryData<string> Ids => [.. Vectors.Select(vector => vector.Id)];

    public VectorSet And(VectorSet other) => this with { Vectors = [.. Vectors, .. other.Vectors] };

    public VectorSet AsPart() => this with { IsWhole = false };
}
