namespace Plimsoll.Server.Api.Requests;

/// <summary>Names an index.</summary>
/// <param name="Index">Its symbol; in an address a slash is written <c>%2F</c>.</param>
public sealed record IndexRequest(string Index);
