namespace Plimsoll.Server.Api.Requests;

/// <summary>Asks for a page of a list.</summary>
/// <param name="Limit">How many at most, 1 to 1,000.</param>
/// <param name="After">The last one of the page before; absent for the beginning.</param>
public sealed record PageRequest(int Limit = 100, string? After = null);
