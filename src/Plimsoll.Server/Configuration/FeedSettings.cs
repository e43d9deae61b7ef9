namespace Plimsoll.Server.Configuration;

/// <summary>Prices taken from one outside venue for one index.</summary>
/// <param name="Venue">The venue's name.</param>
/// <param name="Symbols">Its instruments, named as it names them.</param>
/// <param name="Index">The index that they feed.</param>
/// <param name="Source">The source of that index they stand for.</param>
/// <param name="Endpoint">Another address than the venue's own; null for that.</param>
public sealed record FeedSettings(string Venue, IReadOnlyList<string> Symbols, string Index, string Source, Uri? Endpoint);
