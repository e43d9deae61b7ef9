using System.Globalization;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Sockets;

/// <summary>Counts open WebSockets, all and of each key: one more than there may be is told so, over whatever version of HTTP it comes.</summary>
/// <remarks>A key has a quarter of the places at most, and so have all together that have no key yet. A quarter is kept for matching engines: whatever others open, these come in.</remarks>
/// <param name="most">How many may be open.</param>
internal sealed class SocketPlaces(int most)
{
    /// <summary>How long a client is asked to wait: places come free when others leave, which nobody knows.</summary>
    private const int RetryAfterSeconds = 5;

    private const int Share = 4;
    private const string Nobody = "";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _owned = new(StringComparer.Ordinal);
    private int _open;
    private int _others;

    /// <summary>Takes a place until what is returned is disposed of.</summary>
    /// <param name="key">Whose it is; null where the key comes later.</param>
    /// <exception cref="ProblemException">All are taken, or all that the key may have.</exception>
    public SocketPlace Take(ApiKey? key)
    {
        var place = new SocketPlace(this);
        lock (_gate)
        {
            Enter(place, key);
        }

        return place;
    }

    /// <summary>The place is a key's from now on, as if that had come with the handshake.</summary>
    /// <exception cref="ProblemException">The key has too many; the place stays as it was.</exception>
    internal void Move(SocketPlace place, ApiKey key)
    {
        lock (_gate)
        {
            if (place.Owner is not { } owner)
                return;

            var isOther = place.IsOther;
            Leave(place);
            try
            {
                Enter(place, key);
            }
            catch (ProblemException)
            {
                Count(place, owner, isOther);
                throw;
            }
        }
    }

    internal void End(SocketPlace place)
    {
        lock (_gate)
        {
            if (place.Owner is not null)
                Leave(place);
        }
    }

    private void Enter(SocketPlace place, ApiKey? key)
    {
        var (owner, isOther) = (key?.Id ?? Nobody, key?.Roles.HasFlag(ApiRoles.MatchingEngine) != true);
        if (_open >= most)
            throw Full($"{most} WebSockets are open, the most that there may be.");

        var own = Math.Max(1, most / Share);
        if (_owned.GetValueOrDefault(owner) >= own)
            throw Full(
                key is null
                    ? $"{own} WebSockets without a key are open, the most that there may be: a quarter of {most}."
                    : (FormattableString)$"{own} WebSockets of this key are open, the most that one key may have: a quarter of {most}."
            );

        if (isOther && _others >= most - (most / Share))
            throw Full($"{_others} WebSockets are open, the most that there may be beside those of matching engines.");

        Count(place, owner, isOther);
    }

    private void Count(SocketPlace place, string owner, bool isOther)
    {
        (place.Owner, place.IsOther) = (owner, isOther);
        _owned[owner] = _owned.GetValueOrDefault(owner) + 1;
        _open++;
        _others += isOther ? 1 : 0;
    }

    private void Leave(SocketPlace place)
    {
        var owner = place.Owner!;
        if (--_owned[owner] == 0)
            _owned.Remove(owner);

        _open--;
        _others -= place.IsOther ? 1 : 0;
        place.Owner = null;
    }

    private static ProblemException Full(FormattableString detail) =>
        new(
            new(ProblemCode.Busy)
            {
                Detail = detail.ToString(CultureInfo.InvariantCulture),
                Advice =
                    "Close what is not needed, wait for the time in Retry-After, or raise limits.connections in the server's settings.",
                RetryAfterSeconds = RetryAfterSeconds,
            }
        );
}
