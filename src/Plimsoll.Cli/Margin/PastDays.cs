using System.Globalization;
using Plimsoll.Numerics;
using Plimsoll.Simulation.Backtests;

namespace Plimsoll.Cli.Margin;

/// <summary>What the prices of a portfolio's underlyings did on days that were, from close to close.</summary>
/// <param name="Names">The days, in order; of shorter bars with their time.</param>
/// <param name="Moves">For each underlying its moves on those days, as shares; an underlying without prices stands still.</param>
/// <param name="Without">The underlyings without prices.</param>
/// <param name="LeftOut">How many days are left out, since not all of the others had prices.</param>
internal sealed record PastDays(
    IReadOnlyList<string> Names,
    IReadOnlyList<IReadOnlyList<double>> Moves,
    IReadOnlyList<string> Without,
    int LeftOut
)
{
    private const long DayMs = 86_400_000;

    /// <summary>Those days on which every underlying that has prices at all has one; null when none has.</summary>
    public static PastDays? Of(PriceTable prices, IReadOnlyList<string> underlyings)
    {
        var series = underlyings
            .Select(name => prices.Series.Where(one => one.Coin == name).MaxBy(one => one.Moves.Length))
            .Select(one => one?.TimesMs.Zip(one.Moves).ToDictionary(each => each.First, each => each.Second))
            .ToArray();
        var known = series.OfType<Dictionary<long, double>>().ToArray();
        if (known.Length == 0)
        {
            return null;
        }

        var times = known[0].Keys.Where(time => known.All(one => one.ContainsKey(time))).Order().ToArray();
        var form = prices.StepMs >= DayMs ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm";
        return new(
            [
                .. times.Select(time =>
                    DateTimeOffset.FromUnixTimeMilliseconds(time - prices.StepMs).ToString(form, CultureInfo.InvariantCulture)
                ),
            ],
            [
                .. series.Select(one =>
                    (IReadOnlyList<double>)[.. times.Select(time => one is null ? 0 : DeterministicMath.Exp(one[time]) - 1)]
                ),
            ],
            [.. underlyings.Where((_, place) => series[place] is null)],
            known.SelectMany(one => one.Keys).Distinct().Count() - times.Length
        );
    }
}
