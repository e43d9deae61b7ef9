namespace Plimsoll.Server.Api.History;

/// <summary>One reading of history, a slice of records at a turn: between two of them others come, commands on the pool's threads first of all, and it is noticed that nobody waits any more.</summary>
/// <param name="turns">The turns of all.</param>
/// <param name="key">Whose it is.</param>
/// <param name="cancellation">Ends when nobody waits for it any more.</param>
internal sealed class HistoryReading(ReadingTurns turns, string key, CancellationToken cancellation) : IDisposable
{
    /// <summary>Records of a turn: a few milliseconds.</summary>
    public const int Slice = 256;

    private ReadingTurn? _turn;
    private int _left;

    /// <summary>Ends when nobody waits for it any more.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>To be awaited before each record.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits for it any more.</exception>
    public ValueTask StepAsync()
    {
        cancellation.ThrowIfCancellationRequested();
        return --_left >= 0 ? default : new(TakeTurnAsync());
    }

    /// <summary>Gives the turn back: to be called before waiting for anything else.</summary>
    public void Rest()
    {
        _turn?.Dispose();
        (_turn, _left) = (null, 0);
    }

    public void Dispose() => Rest();

    private async Task TakeTurnAsync()
    {
        Rest();
        _turn = await turns.TakeAsync(key, cancellation).ConfigureAwait(false);
        // Where nobody else waited for a turn, others may still wait for the thread.
        await Task.Yield();
        _left = Slice - 1;
    }
}
