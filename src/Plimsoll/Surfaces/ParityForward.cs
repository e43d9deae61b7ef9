using Plimsoll.Instruments;
using Plimsoll.Pricing;

namespace Plimsoll.Surfaces;

/// <summary>The forward that calls and puts of one expiry agree on.</summary>
/// <remarks>
/// <para>Call − put = F − K, so F = K + c − p; with premiums in coin c − p = 1 − K/F, so F = K ÷ (1 − c + p). Each strike with both quoted on both sides gives
/// an interval of forwards; the answer is the median of their middles, each weighing one over its width squared, so that no single strike can drag it away.
/// Intervals that are far from where the middles lie, every strike with one voice, are left out first: what is quoted at a fraction of its worth has a
/// spread as small, and would weigh most.</para>
/// <para>Where quotes carry a stated forward, the ratio to it is what is averaged: the chain was read while prices moved.</para>
/// <para>Source: H. Stoll, The relationship between put and call option prices (1969); docs/spec/0016-surfaces.md (SURF-002, SURF-003).</para>
/// </remarks>
public static class ParityForward
{
    /// <summary>Fewer strikes than this are not believed.</summary>
    public const int StrikesMin = 3;

    private const double WidthMin = 1e-5;
    private const double FarDeviations = 5;

    /// <summary>The forward by parity, or the future's, or the one stated, in this order.</summary>
    public static ForwardEstimate Of(OptionChain chain)
    {
        ArgumentNullException.ThrowIfNull(chain);
        var stated = Median([.. chain.Quotes.Where(quote => quote.Forward > 0).Select(quote => (quote.Forward, 1.0))]);
        var reference = double.IsNaN(stated) ? chain.Future : stated;
        var strikes = Ratios(chain, reference);
        if (strikes.Count >= StrikesMin)
        {
            strikes = WithoutStrays(strikes);
            var ratio = Median(strikes);
            var deviation = Median([.. strikes.Select(each => (Math.Abs((each.Value / ratio) - 1), each.Weight))]);
            var anchor = reference > 0 ? reference : 1;
            return new(ratio * anchor, ForwardSource.Parity, strikes.Count, deviation, ratio);
        }

        if (chain.Future > 0 && double.IsFinite(chain.Future))
            return new(chain.Future, ForwardSource.Future, strikes.Count, 0, chain.Future / reference);

        return stated > 0
            ? new(stated, ForwardSource.Venue, strikes.Count, 0, 1)
            : new(double.NaN, ForwardSource.Unknown, strikes.Count, 0, double.NaN);
    }

    private static List<(double Value, double Weight)> Ratios(OptionChain chain, double reference)
    {
        var puts = new Dictionary<double, OptionQuote>();
        foreach (var quote in chain.Quotes)
        {
            if (quote.Type == OptionType.Put && quote.IsTwoSided)
            {
                puts[quote.Strike] = quote;
            }
        }

        var ratios = new List<(double, double)>();
        foreach (var call in chain.Quotes)
        {
            if (call.Type != OptionType.Call || !call.IsTwoSided || !puts.TryGetValue(call.Strike, out var put))
                continue;

            var low = Forward(chain.Premium, call.Strike, call.Bid - put.Ask);
            var high = Forward(chain.Premium, call.Strike, call.Ask - put.Bid);
            var stated = call.Forward > 0 && put.Forward > 0 ? 0.5 * (call.Forward + put.Forward) : reference;
            var middle = 0.5 * (low + high) / (stated > 0 ? stated : 1);
            if (!(middle > 0) || !double.IsFinite(middle))
                continue;

            var width = Math.Max((high - low) / (low + high), WidthMin);
            ratios.Add((middle, 1 / (width * width)));
        }

        return ratios;
    }

    /// <summary>Without the strikes whose interval, and five times the usual distance beyond it, misses the middle of all.</summary>
    private static List<(double Value, double Weight)> WithoutStrays(List<(double Value, double Weight)> strikes)
    {
        var middle = Median([.. strikes.Select(each => (each.Value, 1.0))]);
        var usual = Median([.. strikes.Select(each => (Math.Abs((each.Value / middle) - 1), 1.0))]);
        return strikes.FindAll(each => Math.Abs((each.Value / middle) - 1) <= (1 / Math.Sqrt(each.Weight)) + (FarDeviations * usual));
    }

    private static double Forward(Payoff premium, double strike, double difference)
    {
        if (premium != Payoff.Inverse)
            return strike + difference;

        return difference < 1 ? strike / (1 - difference) : double.NaN;
    }

    /// <summary>The lowest value that half of the weight does not exceed; NaN of nothing.</summary>
    private static double Median(List<(double Value, double Weight)> values)
    {
        values.Sort();
        var half = 0.5 * values.Sum(each => each.Weight);
        var sum = 0.0;
        foreach (var (value, weight) in values)
        {
            sum += weight;
            if (sum >= half)
                return value;
        }

        return double.NaN;
    }
}
