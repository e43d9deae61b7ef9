namespace Plimsoll.Server.Api.Responses;

/// <summary>All feeds.</summary>
/// <param name="Items">In the order of the settings.</param>
public sealed record FeedsResponse(IReadOnlyList<FeedResponse> Items);
