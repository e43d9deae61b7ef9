using Plimsoll.Formats.Answers;
using Plimsoll.Numerics;
using Plimsoll.Pricing;

namespace Plimsoll.Formats.Estimates;

/// <summary>Greeks as answers: of each position, of each underlying, and of the whole portfolio.</summary>
internal static class GreekAnswer
{
    private const int ShownDecimals = 12;

    /// <summary>Adds the figures of a position, which may be held in several pieces.</summary>
    /// <param name="answer">The position's.</param>
    /// <param name="lines">Its pieces, all of one instrument.</param>
    /// <param name="unit">The numeraire.</param>
    public static Answer AddTo(Answer answer, IReadOnlyList<GreekLine> lines, string unit)
    {
        if (lines.FirstOrDefault(line => line.Reason is not null) is { } missing)
        {
            return answer.With("greeks", new AnswerNothing(missing.Reason!));
        }

        var one = Shown(new Answer(), lines);
        if (lines[0] is { Forward: { } forward, Volatility: { } volatility, Years: { } years })
        {
            one.With("forward", Rounded(forward)).With("volatility", Rounded(volatility)).With("years", Rounded(years));
        }

        return answer.With("greeks", one.With("cash", Cash(GreekTotals.Of(Positions(lines)).Net, unit)));
    }

    /// <summary>The figures of everything together.</summary>
    /// <param name="positions">All positions.</param>
    /// <param name="coins">Coins that move as an underlying does.</param>
    /// <param name="unit">The numeraire.</param>
    public static Answer Of(IReadOnlyList<GreekLine> positions, IReadOnlyList<GreekLine> coins, string unit)
    {
        var answer = new Answer();
        if (coins.Count > 0)
        {
            answer.With("balances", coins, coin => coin.Name, coin => With(coin, unit));
        }

        GreekLine[] all = [.. positions, .. coins];
        answer.With(
            "underlyings",
            all.GroupBy(line => line.Underlying, StringComparer.Ordinal),
            group => group.Key,
            group => Missing(group) ?? Shown(new Answer(), [.. group]).With("cash", Cash(GreekTotals.Of(Positions([.. group])).Net, unit))
        );
        var totals = GreekTotals.Of(Positions(all));
        return answer.With("net", Missing(all) ?? Cash(totals.Net, unit)).With("gross", Missing(all) ?? Cash(totals.Gross, unit));
    }

    private static Answer With(GreekLine coin, string unit) =>
        new Answer()
            .With("delta", Rounded(coin.Shown.Delta), coin.Underlying)
            .With("cash", new Answer().With("delta", Rounded(coin.Cash.Delta), unit));

    private static AnswerValue? Missing(IEnumerable<GreekLine> lines) =>
        lines.FirstOrDefault(line => line.Reason is not null) is { } missing
            ? new AnswerNothing($"{missing.Name}: {missing.Reason}")
            : null;

    private static GreekPosition[] Positions(IReadOnlyList<GreekLine> lines) => [.. lines.Select(line => new GreekPosition(1, line.Cash))];

    private static Answer Shown(Answer answer, IReadOnlyList<GreekLine> lines)
    {
        var sum = default(DisplayedGreeks);
        foreach (var line in lines)
        {
            sum += line.Shown;
        }

        return answer
            .With("delta", Rounded(sum.Delta), lines[0].Underlying)
            .With("gamma", Rounded(sum.Gamma))
            .With("vega", Rounded(sum.Vega))
            .With("theta", Rounded(sum.Theta))
            .With("rho", Rounded(sum.Rho))
            .With("vanna", Rounded(sum.Vanna))
            .With("volga", Rounded(sum.Volga));
    }

    private static Answer Cash(CashGreeks greeks, string unit) =>
        new Answer()
            .With("delta", Rounded(greeks.Delta), unit)
            .With("gamma", Rounded(greeks.Gamma), unit)
            .With("vega", Rounded(greeks.Vega), unit)
            .With("theta", Rounded(greeks.Theta), unit)
            .With("rho", Rounded(greeks.Rho), unit)
            .With("vanna", Rounded(greeks.Vanna), unit)
            .With("volga", Rounded(greeks.Volga), unit);

    private static decimal Rounded(double number) => decimal.Round(RealDecimals.Of(number), ShownDecimals);
}
