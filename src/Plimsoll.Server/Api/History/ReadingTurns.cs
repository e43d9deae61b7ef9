namespace Plimsoll.Server.Api.History;

/// <summary>Turns at reading history: few at a time, so that it never takes the processors from those who trade, and fair between keys: they have it in rotation, however many readings each has.</summary>
/// <param name="places">How many turns there are at a time.</param>
internal sealed class ReadingTurns(int places)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<ReadingTurn>> _waiting = new(StringComparer.Ordinal);
    private readonly Queue<string> _keys = new();
    private int _free = places;

    /// <summary>Asks for a turn, and does not wait for it.</summary>
    /// <param name="key">Who asks: turns go round between these.</param>
    /// <param name="tell">Is called once it is there, on any thread, at once where a place is free; does nothing that takes long.</param>
    public ReadingTurn Ask(string key, Action tell)
    {
        var turn = new ReadingTurn(this, tell);
        lock (_gate)
        {
            if (_free == 0)
            {
                Enqueue(key, turn);
                return turn;
            }

            _free--;
            turn.State = ReadingTurn.Granted;
        }

        tell();
        return turn;
    }

    /// <summary>Takes a turn, and waits for it.</summary>
    public async Task<ReadingTurn> TakeAsync(string key, CancellationToken cancellation)
    {
        var granted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var turn = Ask(key, granted.SetResult);
        try
        {
            await granted.Task.WaitAsync(cancellation).ConfigureAwait(false);
            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>Ends a turn, or the wait for it.</summary>
    internal void End(ReadingTurn turn)
    {
        ReadingTurn? next;
        lock (_gate)
        {
            var wasGranted = turn.State == ReadingTurn.Granted;
            turn.State = ReadingTurn.Over;
            if (!wasGranted)
                return;

            next = Next();
            if (next is null)
                _free++;
            else
                next.State = ReadingTurn.Granted;
        }

        next?.Tell();
    }

    private void Enqueue(string key, ReadingTurn turn)
    {
        if (!_waiting.TryGetValue(key, out var own))
        {
            _waiting[key] = own = new();
            _keys.Enqueue(key);
        }

        own.Enqueue(turn);
    }

    private ReadingTurn? Next()
    {
        while (_keys.TryDequeue(out var key))
        {
            var own = _waiting[key];
            ReadingTurn? turn;
            while (own.TryDequeue(out turn) && turn.State == ReadingTurn.Over)
            {
                // Nobody waits for it any more.
            }

            if (own.Count > 0)
                _keys.Enqueue(key);
            else
                _waiting.Remove(key);

            if (turn is { State: ReadingTurn.Waiting })
                return turn;
        }

        return null;
    }
}
