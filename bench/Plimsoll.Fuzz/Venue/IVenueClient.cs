namespace Plimsoll.Fuzz.Venue;

/// <summary>One of many that send what they should not, each over connections of its own.</summary>
internal interface IVenueClient : IAsyncDisposable
{
    /// <summary>Sends a group of cases and reads what comes back.</summary>
    /// <returns>Null when all is well; otherwise what is wrong.</returns>
    Task<string?> RunAsync();

    /// <summary>The group sent last, as bytes: what is kept when something is wrong.</summary>
    ReadOnlyMemory<byte> LastSent { get; }
}
