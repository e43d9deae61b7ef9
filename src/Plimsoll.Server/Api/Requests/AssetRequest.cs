namespace Plimsoll.Server.Api.Requests;

/// <summary>Names an asset.</summary>
/// <param name="Asset">Its symbol.</param>
public sealed record AssetRequest(string Asset);
