using System.Collections.Concurrent;
using Plimsoll.Engine.Accounts;
using Plimsoll.Host;
using Plimsoll.Server.Api.Sockets.Channels;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Sockets;

/// <summary>Margins that connections tell, each computed once for all who follow the account: every look holds up the engine. For any thread.</summary>
internal sealed class MarginBoard(VenueHost host, TimeProvider clock)
{
    private const int Most = 16_384;

    private readonly ConcurrentDictionary<int, Look> _looks = new();

    /// <summary>The margin of an account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="wanted">After which record, or a later one.</param>
    /// <param name="least">After which record it has to be at least, where somebody looked a moment ago.</param>
    /// <param name="moment">How long such a look is good for all.</param>
    /// <returns>The margin, and the venue's time then.</returns>
    public (AccountMarginState State, Timestamp Now) Of(AccountId account, long wanted, long least, TimeSpan moment)
    {
        if (_looks.TryGetValue(account.Value, out var known))
        {
            var sequence = known.State.Sequence;
            if (sequence >= wanted || (sequence >= least && clock.GetElapsedTime(known.At) < moment))
                return (known.State, known.Now);
        }

        var at = clock.GetTimestamp();
        var (state, now) = host.Read(account, static (machine, id) => (AccountMarginState.Of(machine, id), machine.Now));
        // Memory has an end; those that are still followed are looked at again within a second.
        if (_looks.Count >= Most)
            _looks.Clear();

        _looks[account.Value] = new(state, now, at);
        return (state, now);
    }

    private sealed record Look(AccountMarginState State, Timestamp Now, long At);
}
