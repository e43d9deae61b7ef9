using Plimsoll.Numerics;
using Plimsoll.Pricing;

namespace Plimsoll.Margin.Options;

/// <summary>Margin of options netted within an expiry by their largest loss, beside perpetuals and underlyings held, without scenarios.</summary>
/// <remarks>
/// <para>Of each expiry counts the better of two: every short by itself, or the least payoff over all prices, which lies at zero or a strike, with
/// an add-on for calls that are short on balance, whose loss has no bound. Long options count for nothing alone. Amounts are in the account's
/// favour above zero. Options are worth Black-76 on the expiry's own forward, not discounted, a year of 365 days.</para>
/// <para>Source: Derive v2, StandardManager (standard margin). There products and quotients are cut toward zero after eighteen places.</para>
/// </remarks>
public static class ExpiryNettedOptionMargin
{
    /// <summary>The margin of a whole account.</summary>
    /// <param name="cash">Cash, signed.</param>
    /// <param name="books">Each underlying once.</param>
    /// <param name="depeg">Charged initially per unit of spot of shorts and perpetuals; see <see cref="DepegRate"/>.</param>
    /// <param name="arithmetic">Where products and quotients are cut.</param>
    public static ExpiryNettedMargin Of(decimal cash, IReadOnlyList<UnderlyingBook> books, decimal depeg, TruncatingDecimals arithmetic)
    {
        ArgumentNullException.ThrowIfNull(books);
        var parts = books.Select(book => Of(book, depeg, arithmetic)).ToArray();
        return new(
            parts.Aggregate(new MarginPair(cash, cash), (sum, part) => sum + part.Total),
            cash + parts.Sum(part => part.Value),
            parts
        );
    }

    /// <summary>factor · how far the coin stands below the threshold; zero at or above it.</summary>
    public static decimal DepegRate(decimal coinPrice, decimal threshold, decimal factor, TruncatingDecimals arithmetic) =>
        arithmetic.Multiply(Math.Max(0, threshold - coinPrice), factor);

    private static UnderlyingMargin Of(UnderlyingBook book, decimal depeg, TruncatingDecimals arithmetic)
    {
        var expiries = book.Expiries.Select(expiry => Of(expiry, book, arithmetic)).ToArray();
        var held = arithmetic.Multiply(book.Collateral, book.Spot);
        var exposed = expiries.Sum(expiry => expiry.Shorts) + Math.Abs(book.PerpetualQuantity);
        return new(
            book.Name,
            expiries,
            Perpetual(book, arithmetic),
            Collateral(book, held, arithmetic),
            -arithmetic.Multiply(arithmetic.Multiply(depeg, book.Spot), exposed),
            expiries.Sum(expiry => expiry.Value) + book.PerpetualProfit + held
        );
    }

    private static MarginPair Perpetual(UnderlyingBook book, TruncatingDecimals arithmetic)
    {
        var notional = arithmetic.Multiply(Math.Abs(book.PerpetualQuantity), book.PerpetualPrice);
        var confidence = Math.Min(book.SpotConfidence, book.PerpetualConfidence);
        var terms = book.Terms;
        var contingency = Contingency(confidence, terms.Confidence.PerpetualThreshold, terms.Confidence.Factor, notional, arithmetic);
        return new(
            book.PerpetualProfit - arithmetic.Multiply(notional, terms.PerpetualInitialRate) + contingency,
            book.PerpetualProfit - arithmetic.Multiply(notional, terms.PerpetualMaintenanceRate)
        );
    }

    private static MarginPair Collateral(UnderlyingBook book, decimal held, TruncatingDecimals arithmetic)
    {
        var terms = book.Terms;
        var counted = arithmetic.Multiply(held, terms.CollateralWeight);
        var contingency = Contingency(book.SpotConfidence, terms.Confidence.CollateralThreshold, terms.Confidence.Factor, held, arithmetic);
        return new(arithmetic.Multiply(counted, terms.CollateralInitialScale) + contingency, counted);
    }

    private static ExpiryMargin Of(OptionExpiry expiry, UnderlyingBook book, TruncatingDecimals arithmetic)
    {
        var (value, shorts) = (0m, 0m);
        var isolated = default(MarginPair);
        foreach (var option in expiry.Options)
        {
            var price = OptionMark.Undiscounted(option.Type, expiry.Forward, option.Strike, option.Volatility, expiry.Seconds, arithmetic);
            var worth = arithmetic.Multiply(price, option.Quantity);
            value += worth;
            if (option.Quantity < 0)
            {
                shorts -= option.Quantity;
                isolated += OfShort(option, worth, book, arithmetic);
            }
        }

        var confidence = Math.Min(book.SpotConfidence, Math.Min(expiry.ForwardConfidence, expiry.VolatilityConfidence));
        var terms = book.Terms.Confidence;
        var notional = arithmetic.Multiply(shorts, book.Spot);
        var contingency = Contingency(confidence, terms.OptionThreshold, terms.Factor, notional, arithmetic);
        return new(value, isolated, LargestLoss(expiry, book.Terms.Option, arithmetic), contingency, shorts);
    }

    private static MarginPair OfShort(OptionHolding option, decimal worth, UnderlyingBook book, TruncatingDecimals arithmetic)
    {
        var terms = book.Terms.Option;
        var isCall = option.Type == OptionType.Call;
        var outOfTheMoney = Math.Max(0, isCall ? option.Strike - book.Spot : book.Spot - option.Strike);
        var rate = Math.Max(terms.MinSpotRate, terms.MaxSpotRate - arithmetic.Divide(outOfTheMoney, book.Spot));
        var notional = arithmetic.Multiply(book.Spot, option.Quantity);
        var initial = worth + arithmetic.Multiply(rate, notional);
        if (isCall)
            return new(initial, worth + arithmetic.Multiply(terms.CallMaintenanceRate, notional));

        var byValue = arithmetic.Multiply(terms.PutMaintenanceValueRate, worth);
        var maintenance = worth + Math.Min(arithmetic.Multiply(terms.PutMaintenanceRate, notional), byValue);
        return new(Math.Min(initial, arithmetic.Multiply(maintenance, terms.PutInitialScale)), maintenance);
    }

    private static MarginPair LargestLoss(OptionExpiry expiry, OptionMarginTerms terms, TruncatingDecimals arithmetic)
    {
        var loss = Math.Min(0, Payoff(expiry.Options, 0, arithmetic));
        foreach (var option in expiry.Options)
        {
            loss = Math.Min(loss, Payoff(expiry.Options, option.Strike, arithmetic));
        }

        var netCalls = expiry.Options.Where(option => option.Type == OptionType.Call).Sum(option => option.Quantity);
        var unpaired = arithmetic.Multiply(Math.Min(0, netCalls), expiry.Forward);
        return new(
            loss + arithmetic.Multiply(unpaired, terms.UnpairedInitialScale),
            loss + arithmetic.Multiply(unpaired, terms.UnpairedMaintenanceScale)
        );
    }

    private static decimal Payoff(IReadOnlyList<OptionHolding> options, decimal price, TruncatingDecimals arithmetic)
    {
        var sum = 0m;
        foreach (var option in options)
        {
            var perUnit = Math.Max(0, option.Type == OptionType.Call ? price - option.Strike : option.Strike - price);
            sum += arithmetic.Multiply(perUnit, option.Quantity);
        }

        return sum;
    }

    private static decimal Contingency(
        decimal confidence,
        decimal threshold,
        decimal factor,
        decimal notional,
        TruncatingDecimals arithmetic
    ) => confidence < threshold ? -arithmetic.Multiply(arithmetic.Multiply(1 - confidence, factor), notional) : 0;
}
