using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Portfolios;

/// <summary>A book while it is being put together.</summary>
internal sealed class BookParts(string underlying, double spot, bool isInCoin)
{
    private readonly SortedDictionary<Timestamp, (double Seconds, double Forward, List<BookOption> Options)> _expiries = [];

    public List<LinearHolding> Linear { get; } = [];

    public List<CollateralHolding> Collateral { get; } = [];

    public void Add(Timestamp expiry, double seconds, double forward, BookOption option)
    {
        if (!_expiries.TryGetValue(expiry, out var parts))
        {
            _expiries[expiry] = parts = (seconds, forward, []);
        }

        parts.Options.Add(option);
    }

    public RiskBook Book() =>
        new(underlying, spot)
        {
            IsInCoin = isInCoin,
            Linear = Linear,
            Expiries = [.. _expiries.Values.Select(expiry => new OptionExpiryBook(expiry.Seconds, expiry.Forward, expiry.Options))],
            Collateral = Collateral,
        };
}
