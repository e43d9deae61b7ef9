using Microsoft.AspNetCore.Http.Features;

namespace Plimsoll.Server.Api.Sockets;

/// <summary>Puts a <see cref="CorkedStream"/> under a WebSocket, over HTTP/1.1 and HTTP/2, without taking the handshake from the platform.</summary>
internal sealed class CorkedUpgrade : IHttpUpgradeFeature, IHttpExtendedConnectFeature
{
    private readonly IHttpUpgradeFeature? _upgrade;
    private readonly IHttpExtendedConnectFeature? _connect;

    private CorkedUpgrade(IHttpUpgradeFeature? upgrade, IHttpExtendedConnectFeature? connect) => (_upgrade, _connect) = (upgrade, connect);

    /// <summary>The transport, once the handshake is over.</summary>
    public CorkedStream? Stream { get; private set; }

    public bool IsUpgradableRequest => _upgrade is { IsUpgradableRequest: true };

    public bool IsExtendedConnect => _connect is { IsExtendedConnect: true };

    public string? Protocol => _connect?.Protocol;

    /// <summary>Stands in for whichever of the two a request has.</summary>
    public static void Put(IFeatureCollection features)
    {
        var corked = new CorkedUpgrade(features.Get<IHttpUpgradeFeature>(), features.Get<IHttpExtendedConnectFeature>());
        features.Set(corked);
        if (corked._upgrade is not null)
            features.Set<IHttpUpgradeFeature>(corked);

        if (corked._connect is not null)
            features.Set<IHttpExtendedConnectFeature>(corked);
    }

    public async Task<Stream> UpgradeAsync() => Stream = new(await _upgrade!.UpgradeAsync().ConfigureAwait(false));

    public async ValueTask<Stream> AcceptAsync() => Stream = new(await _connect!.AcceptAsync().ConfigureAwait(false));
}
