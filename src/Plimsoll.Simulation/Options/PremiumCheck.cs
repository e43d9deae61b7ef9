using System.Globalization;
using Plimsoll.Instruments;
using Plimsoll.Pricing;

namespace Plimsoll.Simulation.Options;

/// <summary>Tells by their size whether option prices can be in what they are said to be in.</summary>
/// <remarks>
/// Bounds that no arbitrage leaves: a call is worth no more than its underlying (in the coin, no more than one coin), and no option less than what
/// exercising it brings. Quotes are stale and wide at times, so an ask has to fall short of half of that, on every option deep in the money.
/// </remarks>
public static class PremiumCheck
{
    private const double DeepInTheMoney = 0.1;
    private const double LargeStrike = 1_000;

    /// <summary>What contradicts the stated unit, in words; null where nothing does.</summary>
    /// <param name="chain">The options.</param>
    /// <param name="premium">Inverse for premiums in the coin, linear for premiums in the quote currency.</param>
    public static string? Contradiction(ChainSnapshot chain, Payoff premium)
    {
        ArgumentNullException.ThrowIfNull(chain);
        var isMoney = premium != Payoff.Inverse;
        return DearCall(chain, isMoney) ?? CheapOptions(chain, isMoney) ?? (isMoney ? CheapChain(chain) : null);
    }

    /// <summary>The chain without calls bid for more than their underlying, which are slips of the venue where they are few; they are named among the rows left out.</summary>
    /// <param name="chain">The options.</param>
    /// <param name="premium">Inverse for premiums in the coin, linear for premiums in the quote currency.</param>
    public static ChainSnapshot WithoutSlips(ChainSnapshot chain, Payoff premium)
    {
        ArgumentNullException.ThrowIfNull(chain);
        var isMoney = premium != Payoff.Inverse;
        var slips = chain.Options.Where(option => IsDear(chain, option, isMoney)).ToArray();
        return slips.Length == 0
            ? chain
            : chain with
            {
                Options = [.. chain.Options.Where(option => !IsDear(chain, option, isMoney))],
                Dropped =
                [
                    .. chain
                        .Dropped.Concat(slips.Select(option => new DroppedRow(option.Line, $"found {Dear(chain, option, isMoney)}")))
                        .OrderBy(row => row.Line),
                ],
            };
    }

    /// <summary>Half of the calls that are bid for, or more, are bid for more than their underlying; a few among others are slips of the venue.</summary>
    private static string? DearCall(ChainSnapshot chain, bool isMoney)
    {
        var bids = chain.Options.Where(option => option.Type == OptionType.Call && option.Bid > 0).ToArray();
        var dear = bids.Where(option => IsDear(chain, option, isMoney)).ToArray();
        return dear.Length == 0 || 2 * dear.Length < bids.Length ? null : Dear(chain, dear.MaxBy(each => each.Bid)!, isMoney);
    }

    private static bool IsDear(ChainSnapshot chain, QuotedOption option, bool isMoney) =>
        option.Type == OptionType.Call && option.Bid > (isMoney ? Underlying(chain, option) : 1);

    private static string Dear(ChainSnapshot chain, QuotedOption option, bool isMoney)
    {
        var limit = isMoney ? $"its underlying at {Text(Underlying(chain, option))}" : "one coin, which is all that a call can bring";
        return $"a bid of {Text(option.Bid)} for a call with strike {Text(option.Strike)}, above {limit}";
    }

    /// <summary>All options deep in the money offered for less than half of what exercising them brings.</summary>
    private static string? CheapOptions(ChainSnapshot chain, bool isMoney)
    {
        var deep = chain
            .Options.Select(option => (Option: option, Forward: Underlying(chain, option)))
            .Select(each => (each.Option, each.Forward, Intrinsic: Intrinsic(each.Option, each.Forward)))
            .Where(each => each.Option.Ask > 0 && each.Intrinsic > DeepInTheMoney * each.Forward)
            .ToArray();
        if (deep.Length == 0 || !deep.All(each => each.Option.Ask < each.Intrinsic / (isMoney ? 1 : each.Forward) / 2))
        {
            return null;
        }

        var (option, forward, intrinsic) = deep.MaxBy(each => each.Intrinsic);
        var worth = isMoney ? Text(intrinsic) : $"{Text(intrinsic / forward)} coins";
        return $"an ask of {Text(option.Ask)} for a {Name(option.Type)} with strike {Text(option.Strike)} that brings {worth} at {Text(forward)}";
    }

    /// <summary>Without a price of the underlying: nothing is worth one unit of money, and strikes are thousands.</summary>
    private static string? CheapChain(ChainSnapshot chain)
    {
        var prices = chain.Options.SelectMany(option => new[] { option.Bid, option.Ask, option.Mark }).Where(price => price > 0).ToArray();
        var strikes = chain.Options.Select(option => option.Strike);
        return prices.Length > 0 && prices.Max() < 1 && strikes.Min() >= LargeStrike
            ? $"no price above {Text(prices.Max())}, with strikes from {Text(strikes.Min())} on"
            : null;
    }

    /// <summary>NaN where neither the forward nor the index is stated: comparisons with it are false.</summary>
    private static double Underlying(ChainSnapshot chain, QuotedOption option) =>
        option.Forward > 0 ? (option.IndexPrice > option.Forward ? option.IndexPrice : option.Forward) : chain.IndexPrice;

    private static double Intrinsic(QuotedOption option, double forward) =>
        option.Type == OptionType.Call ? forward - option.Strike : option.Strike - forward;

    private static string Name(OptionType type) => type == OptionType.Call ? "call" : "put";

    private static string Text(double number) => number.ToString("#,0.########", CultureInfo.InvariantCulture);
}
