namespace Plimsoll.Server.Api.Responses;

/// <summary>A page of a list.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="Next">What to send as <c>after</c> for the next page; null when this is the last.</param>
/// <param name="Sequence">After which record this holds.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next, long Sequence);
