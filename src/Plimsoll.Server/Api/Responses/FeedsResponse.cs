namespace Plimsoll.Server.Api.Responses;

/// <summary>All feeds.</summary>
/// <param name="Feeds">In the order of the settings.</param>
public sealed record FeedsResponse(IReadOnlyList<FeedResponse> Feeds);
