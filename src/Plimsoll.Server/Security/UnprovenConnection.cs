using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Plimsoll.Server.Security;

/// <summary>A connection on which no good key was shown yet: it has a place among those of its address, and a time in which its first request has to come. For any thread.</summary>
internal sealed class UnprovenConnection : IDisposable
{
    private readonly AddressPlaces _places;
    private readonly IPAddress? _address;
    private readonly Timer _silence;
    private int _isLeft;

    /// <param name="connection">The connection.</param>
    /// <param name="places">Where it has a place, which it gives back.</param>
    /// <param name="address">Where it comes from.</param>
    /// <param name="patience">How long its first request may take, up to the end of its head; TLS included.</param>
    public UnprovenConnection(ConnectionContext connection, AddressPlaces places, IPAddress? address, TimeSpan patience)
    {
        (_places, _address) = (places, address);
        _silence = new(
            static it => ((ConnectionContext)it!).Abort(new ConnectionAbortedException("No request came.")),
            connection,
            patience,
            Timeout.InfiniteTimeSpan
        );
    }

    /// <summary>The connection of a request, if it is watched.</summary>
    public static UnprovenConnection? Of(HttpContext context) => context.Features.Get<UnprovenConnection>();

    /// <summary>The head of a request is there.</summary>
    public void Hear() => _silence.Dispose();

    /// <summary>A good key was shown: who holds one is bounded by what keys may do, and does not count for the address, which may be that of many.</summary>
    public void Prove()
    {
        Hear();
        if (Interlocked.Exchange(ref _isLeft, 1) == 0)
            _places.Leave(_address);
    }

    /// <summary>It has ended.</summary>
    public void Dispose() => Prove();
}
