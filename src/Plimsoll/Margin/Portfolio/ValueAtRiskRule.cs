using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;

namespace Plimsoll.Margin.Portfolio;

/// <summary>Value at risk or expected shortfall of the whole account under a table of joint moves, every position valued anew in every row.</summary>
/// <remarks>
/// <para>requirement of a level = factor · max(0, figure at that level's α). Books are valued as <see cref="ScenarioMargin"/> values them; rows add them up. An open order counts in a
/// row where it loses and not where it gains, so that no choice of fills needs more.</para>
/// <para>Source: docs/spec/0018-value-at-risk.md (VARR-001 … VARR-003, VARR-010 … VARR-012, VARR-100 … VARR-107). Pure.</para>
/// </remarks>
/// <param name="Name">What explanations call it.</param>
/// <param name="Moves">The joint moves.</param>
/// <param name="Measure">Which figure is asked for.</param>
/// <param name="InitialLevel">α of initial margin, above 0 and below 1.</param>
/// <param name="MaintenanceLevel">α of maintenance margin, likewise.</param>
public sealed record ValueAtRiskRule(string Name, MoveTable Moves, RiskMeasure Measure, double InitialLevel, double MaintenanceLevel)
    : PortfolioRule(Name)
{
    /// <summary>What the figure is multiplied by for initial margin, not negative: such as the root of a longer horizon.</summary>
    public double InitialFactor { get; init; } = 1;

    /// <summary>The same for maintenance margin.</summary>
    public double MaintenanceFactor { get; init; } = 1;

    /// <summary>Whether option values are discounted by the expiry's interest rate.</summary>
    public bool IsInterestDiscounted { get; init; }

    /// <summary>Seconds before expiry in which the delivery price is averaged; see <see cref="PortfolioMarginModel.AveragingSeconds"/>.</summary>
    public double AveragingSeconds { get; init; }

    /// <inheritdoc/>
    public override bool Covers(string underlying) => Moves.Covers(underlying);

    /// <inheritdoc/>
    public override PortfolioRequirement Of(ScenarioAccount account) => Evaluate(account);

    /// <summary>What the rule asks of an account, with the losses behind it.</summary>
    /// <exception cref="ArgumentException">The account is exposed to an underlying without moves.</exception>
    public ValueAtRiskRequirement Evaluate(ScenarioAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var (names, quantities, books) = (new List<string>(), new List<double>(), new List<BookRevaluation>());
        var underlyings = new List<string>();
        foreach (var book in account.Books)
        {
            var orders = account
                .Orders.Where(order => string.Equals(order.Book.Underlying, book.Underlying, StringComparison.Ordinal))
                .ToList();
            if (!IsExposed(book) && orders.Count == 0)
                continue;

            if (!Moves.Covers(book.Underlying))
            {
                throw new ArgumentException(
                    $"Expected moves of {book.Underlying}; the table has {string.Join(", ", Moves.Underlyings)}.",
                    nameof(account)
                );
            }

            var valuation = new PortfolioMarginModel([Moves.Of(book.Underlying)])
            {
                IsInterestDiscounted = IsInterestDiscounted,
                AveragingSeconds = AveragingSeconds,
            };
            var revaluation = new BookRevaluation(book, valuation, account.CoinPrice, orders);
            books.Add(revaluation);
            underlyings.Add(book.Underlying);
            names.AddRange(revaluation.Names);
            quantities.AddRange(Quantities(book, revaluation.Names.Count));
        }

        return new(this, names, [.. quantities], Losses(books, underlyings, names.Count));
    }

    /// <summary>The figure's factor at a level.</summary>
    internal double Factor(MarginLevelKind level) => level == MarginLevelKind.Initial ? InitialFactor : MaintenanceFactor;

    /// <summary>α of a level.</summary>
    internal double Level(MarginLevelKind level) => level == MarginLevelKind.Initial ? InitialLevel : MaintenanceLevel;

    /// <summary>Coins that hedge nothing move nothing.</summary>
    private static bool IsExposed(RiskBook book) =>
        book.Linear.Count > 0 || book.Expiries.Count > 0 || (!book.IsInCoin && book.Collateral.Any(held => held.IsHedge));

    /// <summary>Sizes in the order of a revaluation's names; of orders, which come last, there is none.</summary>
    private static IEnumerable<double> Quantities(RiskBook book, int count)
    {
        double[] held =
        [
            .. book.Linear.Select(each => each.Quantity),
            .. book.Expiries.SelectMany(expiry => expiry.Options).Select(each => each.Quantity),
            .. book.Collateral.Select(each => each.Quantity),
        ];
        return held.Concat(Enumerable.Repeat(0.0, count - held.Length));
    }

    private double[] Losses(List<BookRevaluation> books, List<string> underlyings, int positions)
    {
        var losses = new double[checked(Moves.Rows.Count * positions)];
        var at = 0;
        for (var i = 0; i < books.Count; i++)
        {
            var table = Moves.Of(underlyings[i]);
            var count = books[i].Names.Count;
            for (var row = 0; row < table.Rows.Count; row++)
            {
                var parts = losses.AsSpan((row * positions) + at, count);
                books[i].Profits(table, table.Rows[row], parts);
                foreach (ref var part in parts)
                    part = -part;
            }

            at += count;
        }

        return losses;
    }
}
