using Plimsoll.Margin.Scenarios.Books;

namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>What charges look at: a book and the sensitivities of its positions.</summary>
public sealed class ChargeBasis
{
    /// <summary>Measures a book.</summary>
    /// <param name="book">The book.</param>
    /// <param name="coinPrice">Price of the settlement coin, above zero.</param>
    /// <param name="composite">What the delta of an option is averaged over; null for the delta now.</param>
    /// <param name="known">Sensitivities that are remembered; null to compute them.</param>
    public ChargeBasis(RiskBook book, double coinPrice, CompositeDelta? composite = null, OptionSensitivities? known = null)
    {
        ArgumentNullException.ThrowIfNull(book);
        (Book, CoinPrice) = (book, coinPrice);
        Positions = [.. Measured(book, composite, known)];
    }

    /// <summary>The book.</summary>
    public RiskBook Book { get; }

    /// <summary>Price of the settlement coin.</summary>
    public double CoinPrice { get; }

    /// <summary>Its positions.</summary>
    public IReadOnlyList<MeasuredPosition> Positions { get; }

    /// <summary>Σ of deltas by expiry, perpetuals and hedging coins apart, in order of time; what has no expiry comes first.</summary>
    public IReadOnlyList<(double? Seconds, double Delta)> DeltaByExpiry()
    {
        var sums = new SortedDictionary<double, double>();
        foreach (var position in Positions)
        {
            var key = position.Seconds ?? -1; // before every expiry: perpetuals have none
            sums[key] = sums.GetValueOrDefault(key) + position.Delta;
        }

        return [.. sums.Select(sum => (sum.Key < 0 ? (double?)null : sum.Key, sum.Value))];
    }

    /// <summary>The long and the short sums of some numbers, both not negative.</summary>
    public static (double Long, double Short) Sides(IEnumerable<double> numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        var (longs, shorts) = (0.0, 0.0);
        foreach (var number in numbers)
        {
            longs += Math.Max(number, 0);
            shorts += Math.Max(-number, 0);
        }

        return (longs, shorts);
    }

    private static IEnumerable<MeasuredPosition> Measured(RiskBook book, CompositeDelta? composite, OptionSensitivities? known)
    {
        foreach (var held in book.Linear)
        {
            var kind = held.Seconds is null ? PositionKind.Perpetual : PositionKind.Future;
            yield return new(held.Name, kind, held.Quantity, held.Quantity, 0, held.Seconds, 0, held.Settlement)
            {
                Mark = held.Price,
                SettlementPrice = held.SettlementPrice,
            };
        }

        foreach (var expiry in book.Expiries)
        {
            foreach (var option in expiry.Options)
            {
                var (delta, vega) = known?.Of(option, expiry, composite) ?? OptionSensitivities.Computed(option, expiry, composite);
                var paid = option.CoinPrice is { } coin ? coin / expiry.Forward : 1;
                yield return new(
                    option.Name,
                    PositionKind.Option,
                    option.Quantity,
                    option.Quantity * delta,
                    option.Quantity * vega * paid,
                    expiry.Seconds,
                    option.Strike,
                    option.Settlement
                )
                {
                    SettlementPrice = option.SettlementPrice,
                };
            }
        }

        foreach (var held in book.Collateral)
        {
            var delta = held.IsHedge && !book.IsInCoin ? held.Quantity * held.Price / book.Spot : 0;
            yield return new(held.Name, PositionKind.Collateral, held.Quantity, delta, 0, null, 0, "", held);
        }
    }
}
