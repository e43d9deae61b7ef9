using Plimsoll.Margin.Scenarios.Charges;

namespace Plimsoll.Margin.Scenarios;

/// <summary>Forms the spreads between underlyings that are credited, in order of priority.</summary>
/// <remarks>
/// What a delta risks, by <see cref="PriceRiskMethod"/>: the worst scenario and the one of the same price with volatility the other way, averaged, less the average of
/// the two whose price stands still; that is SPAN's futures price risk without volatility and time. CME sets, product by product, whether it counts as it is, capped at
/// the scan range, or not at all but the scan range itself (Clearing advisory 10-409). Source: SPAN inter-commodity spread credit.
/// </remarks>
internal static class SpreadCredits
{
    /// <summary>The units with their credits, and each pair's.</summary>
    /// <param name="model">Which credits there are.</param>
    /// <param name="units">Units of netting; those of several underlyings are credited nothing, since they net already.</param>
    /// <param name="schemeOf">The scheme of an underlying.</param>
    public static (IReadOnlyList<NettingUnit> Units, IReadOnlyList<CreditOutcome> Credits) Of(
        PortfolioMarginModel model,
        IReadOnlyList<NettingUnit> units,
        Func<string, PortfolioMarginModel> schemeOf
    )
    {
        if (model.Credits.Count == 0)
            return (units, []);

        var left = new Dictionary<string, double>(StringComparer.Ordinal);
        var deltas = new Dictionary<string, double>(StringComparer.Ordinal);
        var alone = new Dictionary<string, NettingUnit>(StringComparer.Ordinal);
        var earned = new Dictionary<string, List<LegCredit>>(StringComparer.Ordinal);
        foreach (var unit in units)
        {
            if (unit.Books.Count != 1)
                continue;

            var book = unit.Books[0];
            var delta = new ChargeBasis(book, 1, schemeOf(book.Underlying).Composite).Positions.Sum(position => position.Delta);
            (left[book.Underlying], deltas[book.Underlying]) = (delta, delta);
            (alone[book.Underlying], earned[book.Underlying]) = (unit, []);
        }

        var credits = new List<CreditOutcome>();
        foreach (var credit in model.Credits)
        {
            if (!left.TryGetValue(credit.LegA, out var a) || !left.TryGetValue(credit.LegB, out var b) || a * b >= 0)
                continue;

            var spreads = Math.Min(Math.Abs(a) / credit.RatioA, Math.Abs(b) / credit.RatioB);
            left[credit.LegA] = a - Math.CopySign(spreads * credit.RatioA, a);
            left[credit.LegB] = b - Math.CopySign(spreads * credit.RatioB, b);
            double Earn(string leg, double ratio, string other)
            {
                var risk = RiskOfOne(alone[leg], schemeOf(leg), deltas[leg], credit.PriceRisk);
                var amount = credit.Rate * spreads * ratio * risk;
                earned[leg].Add(new(other, spreads, credit.Rate, amount));
                return amount;
            }

            var sum = Earn(credit.LegA, credit.RatioA, credit.LegB) + Earn(credit.LegB, credit.RatioB, credit.LegA);
            credits.Add(new(credit, spreads, sum));
        }

        return (
            [.. units.Select(unit => unit.Books.Count == 1 ? unit with { Credits = earned[unit.Books[0].Underlying] } : unit)],
            credits
        );
    }

    private static double RiskOfOne(NettingUnit unit, PortfolioMarginModel scheme, double delta, PriceRiskMethod method)
    {
        if (delta == 0)
            return 0;

        var size = Math.Abs(delta);
        return method switch
        {
            PriceRiskMethod.WorstLoss => unit.WorstLoss / size,
            PriceRiskMethod.Weighted => PriceRisk(unit, scheme) / size,
            PriceRiskMethod.WeightedCapped => Math.Min(PriceRisk(unit, scheme) / size, ScanRange(unit, scheme)),
            _ => ScanRange(unit, scheme),
        };
    }

    /// <summary>Not negative: where volatility and time are all that is lost, prices risk nothing.</summary>
    private static double PriceRisk(NettingUnit unit, PortfolioMarginModel scheme)
    {
        if (unit.Worst is not { Row: { } row } worst)
            return 0;

        var still = scheme.Tables.ToDictionary(table => table.Name, table => table.IsAbsolute ? 0.0 : 1, StringComparer.Ordinal);
        var paired = unit.Scenarios.Where(each =>
            each.Table == worst.Table && each.Row!.Factor == row.Factor && each.Row.Weight == row.Weight && each.Row.Days == row.Days
        );
        var unmoved = unit.Scenarios.Where(each => each.Row!.Factor == still[each.Table]).Select(each => each.Counted);
        return Math.Max(0, unmoved.DefaultIfEmpty().Average() - paired.Average(each => each.Counted));
    }

    /// <summary>The most that one underlying loses in any scenario.</summary>
    private static double ScanRange(NettingUnit unit, PortfolioMarginModel scheme)
    {
        var most = 0.0;
        foreach (var table in scheme.Tables)
        {
            foreach (var row in table.Rows)
                most = Math.Max(most, row.Weight * Math.Abs(table.IsAbsolute ? row.Factor : unit.Books[0].UnitValue * (row.Factor - 1)));
        }

        return most;
    }
}
