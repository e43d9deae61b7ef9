using Plimsoll.Conformance;

namespace Plimsoll.Cli.Conformance;

/// <summary>Which of the vectors are asked for.</summary>
/// <param name="Kind">Those of this kind; null for any.</param>
/// <param name="Venue">Those of this venue; null for any.</param>
internal sealed record VectorChoice(string? Kind, string? Venue)
{
    public IReadOnlyList<Vector> Of(IEnumerable<Vector> vectors) => [.. vectors.Where(vector => IsOfKind(vector) && IsOfVenue(vector))];

    /// <summary>Why nothing is left, and what would leave something.</summary>
    public string WhatThereIs(IReadOnlyList<Vector> vectors)
    {
        var venues = Names(vectors.Select(vector => vector.Venue));
        var kinds = Names(vectors.Select(vector => vector.Kind));
        return Venue is not null && !vectors.Any(IsOfVenue) ? $"--venue: no vector is of \"{Venue}\"; there are: {venues}."
            : Kind is not null && !vectors.Any(IsOfKind) ? $"--kind: no vector is of \"{Kind}\"; there are: {kinds}."
            : $"--kind: no vector of {Venue} is of \"{Kind}\"; there are: {Names(vectors.Where(IsOfVenue).Select(vector => vector.Kind))}.";
    }

    private bool IsOfKind(Vector vector) => Kind is null || string.Equals(vector.Kind, Kind, StringComparison.Ordinal);

    private bool IsOfVenue(Vector vector) => Venue is null || string.Equals(vector.Venue, Venue, StringComparison.Ordinal);

    private static string Names(IEnumerable<string> names) =>
        string.Join(", ", names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
