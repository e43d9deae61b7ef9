using Plimsoll.Instruments;
using Plimsoll.Pricing;
using Plimsoll.Surfaces;
using Plimsoll.Values;

namespace Plimsoll.Tests.Surfaces;

/// <summary>Chains whose truth is known: quotes around the prices of a given smile.</summary>
internal static class QuoteMaker
{
    public const double Forward = 50_000;
    public static readonly Timestamp At = Timestamp.FromMilliseconds(1_769_894_493_904);

    /// <summary>An ordinary smile: at the money fifty points at three months.</summary>
    public static readonly SviParameters Smile = SviParameters.FromReal(0.02, 0.12, -0.3, 0.02, 0.3);

    public static Timestamp Expiry(double days) => new(At.Nanoseconds + (long)(days * 86_400e9));

    public static OptionChain Chain(
        SviParameters smile,
        double days,
        Payoff premium = Payoff.Inverse,
        int strikes = 21,
        double halfSpread = 0.005,
        double span = 0.8
    )
    {
        var quotes = new List<OptionQuote>();
        for (var i = 0; i < strikes; i++)
        {
            var k = strikes == 1 ? 0 : span * ((2.0 * i / (strikes - 1)) - 1);
            quotes.Add(Quote(smile, OptionType.Call, k, premium, halfSpread));
            quotes.Add(Quote(smile, OptionType.Put, k, premium, halfSpread));
        }

        return new(Expiry(days), premium, double.NaN, quotes);
    }

    public static OptionQuote Quote(SviParameters smile, OptionType type, double k, Payoff premium, double halfSpread)
    {
        var strike = Forward * Math.Exp(k);
        var total = Math.Sqrt(smile.TotalVariance(k));
        double Price(double share) =>
            Black76.UndiscountedPrice(type, Forward, strike, total * share) / (premium == Payoff.Inverse ? Forward : 1);
        return new(type, strike, Price(1 - (2 * halfSpread)), Price(1 + (2 * halfSpread)), Forward);
    }
}
