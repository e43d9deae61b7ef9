using Plimsoll.Formats.Models;
using Plimsoll.Instruments;

namespace Plimsoll.Simulation.Backtests.Models;

/// <summary>Which of a model's contracts stands for a coin.</summary>
internal static class ListedContracts
{
    /// <summary>The perpetual or future on a coin; one settled in dollars before others, unless everything is counted in the coin.</summary>
    /// <exception cref="CannotMarginException">There is none.</exception>
    public static ModelInstrument Future(MarginSection margin, string coin) =>
        margin
            .Listed.Where(each => each.Underlying == coin && each.Option is null && each.Kind != InstrumentKind.Spot)
            .Where(each => IsCounted(margin, coin, each.Payoff == Payoff.Inverse))
            .OrderBy(each => each.Kind != InstrumentKind.Perpetual)
            .ThenBy(each => each.Payoff == Payoff.Inverse)
            .FirstOrDefault()
        ?? throw Unlisted(margin, coin, "no future", margin.Listed.Where(each => each.Option is null && each.Kind != InstrumentKind.Spot));

    /// <summary>The options on a coin.</summary>
    /// <exception cref="CannotMarginException">There are none.</exception>
    public static ModelInstrument Option(MarginSection margin, string coin) =>
        margin
            .Listed.Where(each => each.Underlying == coin && each.Option is not null)
            .Where(each => IsCounted(margin, coin, each.Option!.IsInverse))
            .FirstOrDefault()
        ?? throw Unlisted(margin, coin, "no options", margin.Listed.Where(each => each.Option is not null));

    /// <summary>Where everything is counted in the coin, contracts pay in it.</summary>
    private static bool IsCounted(MarginSection margin, string coin, bool isInverse) => margin.Numeraire != coin || isInverse;

    private static CannotMarginException Unlisted(MarginSection margin, string coin, string what, IEnumerable<ModelInstrument> others)
    {
        var names = others.Select(each => each.Underlying).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        const int Most = 8;
        var some = names.Length > Most ? $"{string.Join(", ", names.Take(Most))} and {names.Length - Most} more" : string.Join(", ", names);
        return new($"it has {what} on {coin}{(names.Length == 0 ? "" : $", but on {some}")}");
    }
}
