namespace Plimsoll.Margin.Options;

/// <summary>What one underlying adds to an account; below zero is a requirement.</summary>
/// <param name="Name">The underlying.</param>
/// <param name="Expiries">Options, by expiry, in the order given.</param>
/// <param name="Perpetual">The perpetual: unrealised profit less its margin and contingency.</param>
/// <param name="Collateral">What counts of the underlying held.</param>
/// <param name="Depeg">Charged initially while the settlement coin has lost its peg; zero or less.</param>
/// <param name="Value">Value at the mark of all of it.</param>
public sealed record UnderlyingMargin(
    string Name,
    IReadOnlyList<ExpiryMargin> Expiries,
    MarginPair Perpetual,
    MarginPair Collateral,
    decimal Depeg,
    decimal Value
)
{
    /// <summary>The sum.</summary>
    public MarginPair Total => Expiries.Aggregate(Perpetual + Collateral + new MarginPair(Depeg, 0), (sum, expiry) => sum + expiry.Margin);
}
