using Plimsoll.Margin.Scenarios.Books;

namespace Plimsoll.Engine.Solvency.Portfolios;

/// <summary>A book while it is being put together.</summary>
internal sealed class BookParts(string underlying, double spot, double confidence, bool isInCoin)
{
    private readonly SortedDictionary<double, (double Forward, List<BookOption> Options)> _expiries = [];

    public List<LinearHolding> Linear { get; } = [];

    public List<CollateralHolding> Collateral { get; } = [];

    /// <summary>An option among those with as long to live: all that have expired are of one expiry.</summary>
    public void Add(double seconds, double forward, BookOption option)
    {
        if (!_expiries.TryGetValue(seconds, out var parts))
        {
            _expiries[seconds] = parts = (forward, []);
        }

        parts.Options.Add(option);
    }

    public RiskBook Book() =>
        new(underlying, spot)
        {
            SpotConfidence = confidence,
            IsInCoin = isInCoin,
            Linear = Linear,
            Expiries =
            [
                .. _expiries.Select(expiry => new OptionExpiryBook(expiry.Key, expiry.Value.Forward, expiry.Value.Options)
                {
                    Confidence = confidence,
                }),
            ],
            Collateral = Collateral,
        };
}
