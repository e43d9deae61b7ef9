using Plimsoll.Host.Stream;
using Plimsoll.Server.Api.Events;
using Plimsoll.Server.Api.History;

namespace Plimsoll.Server.Api.Sockets;

/// <summary>What one connection reads for channels that are behind its live ones: all of them with one reader, and what lies far back by the turns of all reading of history.</summary>
/// <param name="api">Where turns and records come from.</param>
/// <param name="ring">Is called when a turn has come.</param>
internal sealed class CatchUp(VenueApi api, Action ring) : IDisposable
{
    /// <summary>So many records are kept for all connections: what lies no further back needs no turn.</summary>
    private const long Near = SharedRecords.Kept;

    private EventCursor? _cursor;
    private ReadingTurn? _turn;
    private IDisposable? _place;

    /// <summary>Takes the key's place for a channel that begins at a record, where that lies far back; kept until no channel does.</summary>
    /// <exception cref="Problems.ProblemException">The key has too many.</exception>
    public void Begin(string key, long from)
    {
        if (api.Host.Events.LastSequence - from > Near)
            _place ??= api.History.TakePlace(key);
    }

    /// <summary>Where to read on.</summary>
    /// <param name="subscriptions">All channels.</param>
    /// <param name="live">The record that comes next in the live ones.</param>
    /// <param name="key">Whose they are.</param>
    /// <returns>Null when none is behind, or the turn has not come.</returns>
    public EventCursor? Find(IReadOnlyList<Subscription> subscriptions, long live, string key)
    {
        var (near, far, isOnTheWay) = (long.MaxValue, long.MaxValue, false);
        foreach (var subscription in subscriptions)
        {
            if (subscription.Next >= live)
                continue;

            if (live - subscription.Next <= Near)
                near = Math.Min(near, subscription.Next);
            else
                (far, isOnTheWay) = (Math.Min(far, subscription.Next), isOnTheWay || subscription.Next == _cursor?.Next);
        }

        if (far == long.MaxValue)
            Dispose();
        else
            _turn ??= api.History.Turns.Ask(key, ring);

        // What is soon done goes before what takes long.
        if (near != long.MaxValue)
            return At(near);

        if (far == long.MaxValue)
            return _cursor = null;

        return _turn!.IsGranted ? At(isOnTheWay ? _cursor!.Next : far) : null;
    }

    /// <summary>Gives the turn back, if it has come: after a slice.</summary>
    public void Rest()
    {
        if (_turn is { IsGranted: true })
            Withdraw();
    }

    /// <summary>Gives the turn back, or waits for it no more: before waiting for anything else.</summary>
    public void Withdraw()
    {
        _turn?.Dispose();
        _turn = null;
    }

    /// <summary>Nothing lies far back any more.</summary>
    public void Dispose()
    {
        Withdraw();
        _place?.Dispose();
        _place = null;
    }

    private EventCursor At(long first)
    {
        if (_cursor?.Next != first)
            _cursor = api.Host.Events.Read(first);

        return _cursor;
    }
}
