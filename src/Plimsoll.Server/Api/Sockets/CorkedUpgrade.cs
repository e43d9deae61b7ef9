using Microsoft.AspNetCore.Http.Features;

namespace Plimsoll.Server.Api.Sockets;

/// <summary>Puts a <see cref="CorkedStream"/> under a WebSocket, without taking the handshake from the platform.</summary>
internal sealed class CorkedUpgrade(IHttpUpgradeFeature inner) : IHttpUpgradeFeature
{
    /// <summary>The transport, once it was upgraded; null over HTTP/2, which does not upgrade.</summary>
    public CorkedStream? Stream { get; private set; }

    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    public async Task<Stream> UpgradeAsync() => Stream = new CorkedStream(await inner.UpgradeAsync().ConfigureAwait(false));
}
