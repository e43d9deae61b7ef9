using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Plimsoll.Server.Security;

/// <summary>What every connection passes before TLS and HTTP: nobody who has shown no key takes the places of others, neither by many connections nor by silent ones.</summary>
/// <param name="most">Connections without a good key that an address may have.</param>
/// <param name="patience">How long the first request of a connection may take, up to the end of its head.</param>
/// <param name="log">Where an operator is told of addresses that have no place.</param>
internal sealed class ConnectionDoor(int most, TimeSpan patience, ILogger<ConnectionDoor> log)
{
    /// <summary>How long a first request takes at most: a handshake of TLS and a head are a few packets.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const long ToldEveryMs = 60_000;
    private readonly AddressPlaces _places = new(most);
    private long _toldAt = -ToldEveryMs;

    /// <summary>The door before what is done with a connection.</summary>
    public ConnectionDelegate Before(ConnectionDelegate next) =>
        async connection =>
        {
            var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
            if (!_places.TryTake(address))
            {
                Tell(address);
                connection.Abort(new ConnectionAbortedException("Its address has too many."));
                return;
            }

            using var unproven = new UnprovenConnection(connection, _places, address, patience);
            connection.Features.Set(unproven);
            await next(connection);
        };

    /// <summary>Once a minute at most: whoever floods a server must not flood its log.</summary>
    private void Tell(IPAddress? address)
    {
        var (now, told) = (Environment.TickCount64, Interlocked.Read(ref _toldAt));
        if (now - told >= ToldEveryMs && Interlocked.CompareExchange(ref _toldAt, now, told) == told)
            log.LogWarning(
                "Connections from {Address} are closed: it has {Most} without a good key, the most that limits.connections_per_address allows.",
                address,
                most
            );
    }
}
