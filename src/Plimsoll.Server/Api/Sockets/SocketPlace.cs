using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Sockets;

/// <summary>A place among open WebSockets, until it is disposed of.</summary>
internal sealed class SocketPlace(SocketPlaces places) : IDisposable
{
    /// <summary>Whose it is, guarded by <see cref="SocketPlaces"/>; null once it is free.</summary>
    internal string? Owner { get; set; }

    /// <summary>Whether it is no matching engine's.</summary>
    internal bool IsOther { get; set; }

    /// <summary>It is a key's from now on.</summary>
    /// <exception cref="Problems.ProblemException">The key has too many.</exception>
    public void MoveTo(ApiKey key) => places.Move(this, key);

    public void Dispose() => places.End(this);
}
