using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Plimsoll.Server.Hosting;

/// <summary>Whether a server could listen where it is to listen, asked before it makes or opens anything.</summary>
internal static class PortCheck
{
    /// <summary>Goes on when all addresses can be listened at.</summary>
    /// <param name="urls">The addresses, as the settings have them.</param>
    /// <exception cref="IOException">One cannot: it says which, and why.</exception>
    public static void RequireFree(IEnumerable<Uri> urls)
    {
        foreach (var url in urls)
        {
            IPAddress[] addresses =
                url.HostNameType == UriHostNameType.Dns ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Parse(url.DnsSafeHost)];
            foreach (var address in addresses)
            {
                // A name stands for both loopbacks, and a machine may have one of them only.
                Require(url, new(address, url.Port), isNeeded: addresses.Length == 1);
            }
        }
    }

    private static void Require(Uri url, IPEndPoint place, bool isNeeded)
    {
        try
        {
            using var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(place);
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new IOException($"cannot listen on {Shown(url)}: another program does.", new AddressInUseException(taken.Message, taken));
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new IOException($"cannot listen on {Shown(url)}: this user may not; ports below 1024 are for the system.", refused);
        }
        catch (SocketException absent) when (absent.SocketErrorCode == SocketError.AddressNotAvailable && isNeeded)
        {
            throw new IOException($"cannot listen on {Shown(url)}: this machine has no such address.", absent);
        }
        catch (SocketException)
        {
            // What else there may be, such as a family of addresses that is not there, the server itself finds out and says.
        }
    }

    private static string Shown(Uri url) => url.GetLeftPart(UriPartial.Authority);
}
