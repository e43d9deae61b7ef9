namespace Plimsoll.Margin.Scenarios.Books;

/// <summary>Adds up books of one underlying: what has the same name is one position, so that what closes is not counted twice.</summary>
internal static class BookMerger
{
    /// <summary>A book with what others add.</summary>
    /// <param name="book">The book.</param>
    /// <param name="added">Books of the same underlying at the same prices.</param>
    public static RiskBook Merged(RiskBook book, IReadOnlyList<RiskBook> added)
    {
        var all = added.Prepend(book).ToList();
        return book with
        {
            Linear =
            [
                .. all.SelectMany(each => each.Linear)
                    .GroupBy(held => held.Name, StringComparer.Ordinal)
                    .Select(same =>
                        same.First() with
                        {
                            Quantity = same.Sum(held => held.Quantity),
                            UnrealisedProfit = same.Sum(held => held.UnrealisedProfit),
                        }
                    ),
            ],
            Expiries =
            [
                .. all.SelectMany(each => each.Expiries)
                    .GroupBy(expiry => expiry.Seconds)
                    .OrderBy(expiry => expiry.Key)
                    .Select(same => same.First() with { Options = Merged([.. same.SelectMany(expiry => expiry.Options)]) }),
            ],
            Collateral =
            [
                .. all.SelectMany(each => each.Collateral)
                    .GroupBy(held => held.Name, StringComparer.Ordinal)
                    .Select(same => same.First() with { Quantity = same.Sum(held => held.Quantity) }),
            ],
        };
    }

    private static BookOption[] Merged(IReadOnlyList<BookOption> options) =>
        [
            .. options
                .GroupBy(option => option.Name, StringComparer.Ordinal)
                .Select(same => same.First() with { Quantity = same.Sum(option => option.Quantity) }),
        ];
}
