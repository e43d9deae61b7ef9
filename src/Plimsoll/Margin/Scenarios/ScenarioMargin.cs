using Plimsoll.Margin.Scenarios.Books;

namespace Plimsoll.Margin.Scenarios;

/// <summary>Evaluates an account under a scheme of portfolio margin.</summary>
/// <remarks>
/// Pure. Binary floating point with the project's own functions: the same bits on every machine (docs/adr/0003). Nothing is rounded here;
/// <c>PortfolioExplanation</c> rounds once, last. Source: docs/spec/0017-portfolio-margin.md.
/// </remarks>
public static class ScenarioMargin
{
    /// <summary>Evaluates with one scheme for all underlyings.</summary>
    public static PortfolioMargin Evaluate(PortfolioMarginModel model, ScenarioAccount account) => Evaluate(model, account, _ => model);

    /// <summary>Evaluates with a scheme for each underlying.</summary>
    /// <param name="model">What holds for the whole account: netting, credits, factors.</param>
    /// <param name="account">The account.</param>
    /// <param name="schemeOf">Scenarios and charges of an underlying.</param>
    public static PortfolioMargin Evaluate(PortfolioMarginModel model, ScenarioAccount account, Func<string, PortfolioMarginModel> schemeOf)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(schemeOf);
        var (options, linear, coins) = (0.0, 0.0, 0.0);
        var alone = new List<NettingUnit>();
        foreach (var book in account.Books)
        {
            var scheme = schemeOf(book.Underlying);
            var orders = account.Orders.Where(order => ScenarioCharges.IsOf(order, book)).ToList();
            var revaluation = new BookRevaluation(book, scheme, account.CoinPrice, orders);
            var held = revaluation.Values.Count - (orders.Count > 0 ? 1 : 0);
            for (var i = 0; i < held; i++)
            {
                if (i < book.Linear.Count)
                    linear += revaluation.Values[i];
                else if (i < held - book.Collateral.Count)
                    options += revaluation.Values[i];
                else
                    coins += revaluation.Values[i];
            }

            alone.Add(Unit(book, orders, scheme, revaluation, account.CoinPrice));
        }

        var units = model.Netting == BookNetting.SameScenario && alone.Count > 1 ? [Together(alone)] : alone;
        var (credited, credits) = SpreadCredits.Of(model, units, schemeOf);
        return new(model, credited, credits, account.Cash, account.CoinPrice, options, linear, coins);
    }

    private static NettingUnit Unit(
        RiskBook book,
        List<OpenOrder> orders,
        PortfolioMarginModel scheme,
        BookRevaluation revaluation,
        double coinPrice
    )
    {
        var scenarios = new List<ScenarioOutcome>();
        foreach (var table in scheme.Tables)
        {
            for (var i = 0; i < table.Rows.Count; i++)
                scenarios.Add(revaluation.Under(table, i));
        }

        var moved = scheme.Basis is { } shock ? revaluation.Under(shock) : null;
        var gross = revaluation.Values.Sum(Math.Abs);
        return new([book], revaluation.Names, scenarios, moved, ScenarioCharges.Of(book, orders, scheme, coinPrice), gross);
    }

    /// <summary>Rows are matched by their place, so every underlying's scheme has as many.</summary>
    private static NettingUnit Together(List<NettingUnit> units)
    {
        var scenarios = new List<ScenarioOutcome>();
        for (var i = 0; i < units[0].Scenarios.Count; i++)
        {
            var rows = units.ConvertAll(unit => unit.Scenarios[i]);
            scenarios.Add(
                rows[0] with
                {
                    Profit = rows.Sum(row => row.Profit),
                    Counted = rows.Sum(row => row.Counted),
                    Parts = [.. rows.SelectMany(row => row.Parts)],
                }
            );
        }

        ScenarioOutcome? basis = null;
        if (units.TrueForAll(unit => unit.Basis is not null))
        {
            var rows = units.ConvertAll(unit => unit.Basis!);
            basis = rows[0] with
            {
                Profit = rows.Sum(row => row.Profit),
                Counted = rows.Sum(row => row.Counted),
                Parts = [.. rows.SelectMany(row => row.Parts)],
            };
        }

        return new(
            [.. units.SelectMany(unit => unit.Books)],
            [.. units.SelectMany(unit => unit.Names)],
            scenarios,
            basis,
            [.. units.SelectMany(unit => unit.Charges)],
            units.Sum(unit => unit.GrossValue)
        );
    }
}
