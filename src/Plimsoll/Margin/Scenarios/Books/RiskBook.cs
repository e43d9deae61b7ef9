namespace Plimsoll.Margin.Scenarios.Books;

/// <summary>All that an account holds of one underlying, with the prices it is looked at.</summary>
/// <param name="Underlying">Its name.</param>
/// <param name="Spot">Its index price, above zero, in the quote currency.</param>
public sealed record RiskBook(string Underlying, double Spot)
{
    /// <summary>Seconds of the year by which time is measured: 365 days.</summary>
    public const double SecondsOfYear = 365 * SecondsOfDay;

    /// <summary>Seconds of a day.</summary>
    public const double SecondsOfDay = 86_400;

    /// <summary>How sure the index is, from 0 to 1.</summary>
    public double SpotConfidence { get; init; } = 1;

    /// <summary>
    /// Whether profit is counted in the underlying coin: inverse contracts, options with their premium in the coin. Profit in the coin is that in the quote
    /// currency, divided by the price at which it is made.
    /// </summary>
    public bool IsInCoin { get; init; }

    /// <summary>Perpetuals and dated futures.</summary>
    public IReadOnlyList<LinearHolding> Linear { get; init; } = [];

    /// <summary>Options, by expiry.</summary>
    public IReadOnlyList<OptionExpiryBook> Expiries { get; init; } = [];

    /// <summary>Coins held.</summary>
    public IReadOnlyList<CollateralHolding> Collateral { get; init; } = [];

    /// <summary>What one underlying is worth in the book's unit.</summary>
    public double UnitValue => IsInCoin ? 1 : Spot;

    /// <summary>How sure the whole book's prices are: the index, and the perpetual if one is held.</summary>
    public double Confidence
    {
        get
        {
            var least = SpotConfidence;
            foreach (var held in Linear)
            {
                if (held.Quantity != 0)
                    least = Math.Min(least, held.Confidence);
            }

            return least;
        }
    }
}
