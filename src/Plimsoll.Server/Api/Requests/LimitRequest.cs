namespace Plimsoll.Server.Api.Requests;

/// <summary>Asks for the first of a list.</summary>
/// <param name="Limit">How many at most, 1 to 1,000.</param>
public sealed record LimitRequest(int Limit = 100);
