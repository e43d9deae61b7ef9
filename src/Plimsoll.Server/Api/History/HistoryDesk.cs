namespace Plimsoll.Server.Api.History;

/// <summary>Reads of history, beside everything else: a few at a time, so that they never take the processors from those who trade.</summary>
internal static class HistoryDesk
{
    private static readonly SemaphoreSlim Readers = new(2);

    public static async Task<T> RunAsync<T>(Func<T> read, CancellationToken cancellation)
    {
        await Readers.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await Task.Run(read, cancellation).ConfigureAwait(false);
        }
        finally
        {
            Readers.Release();
        }
    }
}
