namespace Plimsoll.Server.Security;

/// <summary>Remembers nonces for as long as their requests could be sent again. Its memory is bounded; when it is full it says so, and nothing is believed.</summary>
/// <remarks>What was forgotten by one reading of the clock is not taken again by an earlier one: a clock may be set back, and threads may come in another order than they read it.</remarks>
/// <param name="capacity">Nonces remembered at most.</param>
public sealed class NonceCache(int capacity)
{
    private readonly HashSet<(string Key, string Nonce)> _seen = [];
    private readonly PriorityQueue<(string Key, string Nonce), long> _byEnd = new();
    private readonly Lock _turn = new();
    private long _forgottenUntil = long.MinValue;

    /// <summary>Nonces remembered now.</summary>
    public int Count
    {
        get
        {
            lock (_turn)
            {
                return _seen.Count;
            }
        }
    }

    /// <summary>Up to which <c>until</c> nonces are forgotten, so that none of them is taken: none that its own time does not refuse anyway, as long as the clock is not set back. Milliseconds UTC.</summary>
    public long ForgottenUntil
    {
        get
        {
            lock (_turn)
            {
                return _forgottenUntil;
            }
        }
    }

    /// <summary>Takes a nonce that was not taken before.</summary>
    /// <param name="key">The key that signed with it.</param>
    /// <param name="nonce">The nonce.</param>
    /// <param name="until">From when on the request's own time refuses it, in milliseconds UTC.</param>
    /// <param name="now">The time, in milliseconds UTC.</param>
    public NonceAnswer Take(string key, string nonce, long until, long now)
    {
        lock (_turn)
        {
            while (_byEnd.TryPeek(out var oldest, out var end) && end < now)
            {
                _byEnd.Dequeue();
                _seen.Remove(oldest);
                _forgottenUntil = Math.Max(_forgottenUntil, end);
            }

            if (_seen.Contains((key, nonce)))
            {
                return NonceAnswer.Replayed;
            }

            if (until <= _forgottenUntil)
            {
                return NonceAnswer.Forgotten;
            }

            if (_seen.Count >= capacity)
            {
                return NonceAnswer.Full;
            }

            _seen.Add((key, nonce));
            _byEnd.Enqueue((key, nonce), until);
            return NonceAnswer.Taken;
        }
    }
}
