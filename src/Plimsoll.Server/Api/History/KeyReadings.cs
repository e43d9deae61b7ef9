namespace Plimsoll.Server.Api.History;

/// <summary>What one key reads of history at present.</summary>
internal sealed class KeyReadings
{
    /// <summary>Pages that are read at the same time; each keeps a file of events in memory. Further ones wait.</summary>
    private const int PagesAtOnce = 2;

    private readonly ReadingTurns _pages = new(PagesAtOnce);
    private int _waiting;
    private int _long;

    /// <summary>Takes a place for a page, and waits for it; null when too many wait.</summary>
    public async Task<IDisposable?> TryEnterAsync(int most, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _waiting) > most)
        {
            Interlocked.Decrement(ref _waiting);
            return null;
        }

        try
        {
            return new Place(await _pages.TakeAsync("", cancellation).ConfigureAwait(false), () => Interlocked.Decrement(ref _waiting));
        }
        catch
        {
            Interlocked.Decrement(ref _waiting);
            throw;
        }
    }

    /// <summary>Takes a place for what lasts; null when there is none.</summary>
    public IDisposable? TryBegin(int most)
    {
        if (Interlocked.Increment(ref _long) <= most)
            return new Place(null, () => Interlocked.Decrement(ref _long));

        Interlocked.Decrement(ref _long);
        return null;
    }

    /// <summary>Ends once, however often it is disposed of.</summary>
    private sealed class Place(ReadingTurn? turn, Action leave) : IDisposable
    {
        private Action? _leave = leave;

        public void Dispose()
        {
            turn?.Dispose();
            Interlocked.Exchange(ref _leave, null)?.Invoke();
        }
    }
}
