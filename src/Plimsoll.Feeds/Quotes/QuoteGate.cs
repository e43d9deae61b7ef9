using Plimsoll.Feeds.Catalog;
using Plimsoll.Feeds.Protocols;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Quotes;

/// <summary>Decides which quotes of one source pass. Pure: time comes with each quote.</summary>
/// <remarks>
/// The engine takes a quote for fresh from when it came in (docs/spec/0003-prices.md), so age is judged here and nowhere else. A clock that is
/// off is not corrected for: seen from one side, a clock ten seconds behind and a delivery ten seconds late are the same.
/// </remarks>
internal sealed class QuoteGate(FeedLimits limits, IReadOnlyList<FeedSymbol> symbols)
{
    private const decimal Largest = 1_000_000_000_000_000m; // as in price files
    private const long RestartNanoseconds = 1_000_000_000;
    private readonly long[] _latestTimes = new long[symbols.Count];
    private readonly long[] _latestSequences = new long[symbols.Count];

    /// <summary>A new connection numbers its updates anew; its stamps still may not go back.</summary>
    public void Reconnected() => Array.Clear(_latestSequences);

    /// <summary>Judges a quote, and remembers its stamp and number when it passes.</summary>
    public QuoteRejection Judge(in RawQuote quote, Timestamp received)
    {
        if (quote.Symbol < 0 || quote.Symbol >= _latestTimes.Length)
        {
            return QuoteRejection.UnknownSymbol;
        }

        var kind = symbols[quote.Symbol].Kind;
        var reason = Plausibility(quote.Prices, kind);
        if (reason is QuoteRejection.None)
        {
            reason = Freshness(quote, received);
        }

        if (reason is QuoteRejection.None && IsTooUncertain(quote.Prices, kind))
        {
            reason = QuoteRejection.Uncertain;
        }

        if (reason is QuoteRejection.None)
        {
            _latestTimes[quote.Symbol] = quote.VenueTime.Nanoseconds;
            _latestSequences[quote.Symbol] = quote.Sequence;
        }

        return reason;
    }

    private static QuoteRejection Plausibility(in QuotePrices prices, FeedSymbolKind kind)
    {
        if (
            !IsPossible(prices.Bid)
            || !IsPossible(prices.Ask)
            || !IsPossible(prices.Last)
            || !IsPossible(prices.Index)
            || !IsPossible(prices.Mark)
            || !IsPossible(prices.Underlying)
            || !IsPossible(prices.Confidence)
        )
        {
            return QuoteRejection.Impossible;
        }

        if (prices.Reference(kind) == 0)
        {
            return QuoteRejection.Empty;
        }

        return prices.HasBook && prices.Bid > prices.Ask ? QuoteRejection.Impossible : QuoteRejection.None;
    }

    private static bool IsPossible(decimal price) => price is >= 0 and <= Largest;

    private QuoteRejection Freshness(in RawQuote quote, Timestamp received)
    {
        if (quote.VenueTime.Nanoseconds <= 0)
        {
            return QuoteRejection.Unstamped;
        }

        var age = received - quote.VenueTime;
        if (age.Nanoseconds < -limits.FutureMax.Nanoseconds)
        {
            return QuoteRejection.FromTheFuture;
        }

        if (age > limits.AgeMax)
        {
            return QuoteRejection.Old;
        }

        // A number that stays behind for longer is a venue that counts anew; its stamps go on to say what is older.
        var since = quote.VenueTime.Nanoseconds - _latestTimes[quote.Symbol];
        var isBehind = since < 0 || (quote.Sequence != 0 && quote.Sequence < _latestSequences[quote.Symbol] && since <= RestartNanoseconds);
        return isBehind ? QuoteRejection.OutOfOrder : QuoteRejection.None;
    }

    private bool IsTooUncertain(in QuotePrices prices, FeedSymbolKind kind) =>
        prices.Confidence > 0 && prices.Confidence > limits.ConfidenceMax * prices.Reference(kind);
}
