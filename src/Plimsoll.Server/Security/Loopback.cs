using System.Net;
using Microsoft.AspNetCore.Http;

namespace Plimsoll.Server.Security;

/// <summary>Whether a request comes from this machine.</summary>
public static class Loopback
{
    private static readonly string[] ProxyHeaders = ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"];

    /// <summary>From this machine, and not handed on by a proxy that runs on it: what a proxy hands on comes from anywhere.</summary>
    public static bool IsDirect(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var address = context.Connection.RemoteIpAddress;
        return address is not null && IPAddress.IsLoopback(address) && !ProxyHeaders.Any(context.Request.Headers.ContainsKey);
    }
}
