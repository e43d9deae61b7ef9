using System.Runtime.CompilerServices;

namespace Plimsoll.Client;

/// <summary>Lists that come in pages, as one sequence.</summary>
internal static class Pages
{
    public static async IAsyncEnumerable<TItem> AllAsync<TRequest, TPage, TItem>(
        TRequest? request,
        Func<TRequest, CancellationToken, Task<TPage>> ask,
        Func<TPage, IReadOnlyList<TItem>> itemsOf,
        Func<TRequest, TPage, TRequest?> next,
        [EnumeratorCancellation] CancellationToken cancellation
    )
        where TRequest : class
    {
        while (request is not null)
        {
            var page = await ask(request, cancellation).ConfigureAwait(false);
            foreach (var item in itemsOf(page))
            {
                yield return item;
            }

            request = next(request, page);
        }
    }
}
