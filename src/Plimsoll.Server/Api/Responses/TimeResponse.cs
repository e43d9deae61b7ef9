using Plimsoll.Server.Api.Translation;

namespace Plimsoll.Server.Api.Responses;

/// <summary>Times.</summary>
/// <param name="VenueTime">The time of the latest record.</param>
/// <param name="ServerTime">The server's clock, by which signatures are checked.</param>
public sealed record TimeResponse(TimeText VenueTime, TimeText ServerTime);
