using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Margin.Scenarios.Charges;

namespace Plimsoll.Margin.Scenarios;

/// <summary>The charges of one book under a scheme, with orders that may fill.</summary>
/// <remarks>Pure. Source: docs/spec/0017-portfolio-margin.md, "Requirement"; docs/spec/0022-portfolio-accounts.md (PACC-022).</remarks>
public static class ScenarioCharges
{
    /// <summary>
    /// Each charge at its dearest: of no fill, of all buys, of all sells, or of what makes each position largest. One by one, because what is dearest for one charge
    /// need not be for another, and orders may fill in any combination.
    /// </summary>
    /// <param name="book">The book.</param>
    /// <param name="orders">Orders of the same underlying.</param>
    /// <param name="scheme">The scheme of the underlying.</param>
    /// <param name="coinPrice">Price of the settlement coin, above zero.</param>
    /// <param name="known">Sensitivities of options that are remembered; null to compute them.</param>
    public static IReadOnlyList<ChargeOutcome> Of(
        RiskBook book,
        IReadOnlyList<OpenOrder> orders,
        PortfolioMarginModel scheme,
        double coinPrice,
        OptionSensitivities? known = null
    )
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(orders);
        ArgumentNullException.ThrowIfNull(scheme);
        var dearest = Of(book, scheme, coinPrice, known);
        if (orders.Count == 0 || dearest.Count == 0)
            return dearest;

        List<OpenOrder> buys = [.. orders.Where(order => order.IsBuy)];
        List<OpenOrder> sells = [.. orders.Where(order => !order.IsBuy)];
        var largest = OrderSizes.Largest(book, orders);
        foreach (var filled in (List<OpenOrder>[])[buys, sells, largest])
        {
            // The same fills a second time are no dearer.
            if (filled.Count == 0 || (filled == largest && (IsSame(largest, buys) || IsSame(largest, sells))))
                continue;

            var charges = Of(BookMerger.Merged(book, filled.ConvertAll(order => order.Book)), scheme, coinPrice, known);
            for (var i = 0; i < charges.Count; i++)
                dearest[i] = charges[i].Amount > dearest[i].Amount ? charges[i] : dearest[i];
        }

        return dearest;
    }

    private static bool IsSame(List<OpenOrder> left, List<OpenOrder> right)
    {
        if (left.Count != right.Count)
            return false;

        for (var i = 0; i < left.Count; i++)
        {
            if (!ReferenceEquals(left[i], right[i]))
                return false;
        }

        return true;
    }

    /// <summary>Whether an order is of a book.</summary>
    public static bool IsOf(OpenOrder order, RiskBook book)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(book);
        return string.Equals(order.Book.Underlying, book.Underlying, StringComparison.Ordinal) && order.Book.IsInCoin == book.IsInCoin;
    }

    private static List<ChargeOutcome> Of(RiskBook book, PortfolioMarginModel scheme, double coinPrice, OptionSensitivities? known)
    {
        var basis = new ChargeBasis(book, coinPrice, scheme.Composite, known);
        var charges = new List<ChargeOutcome>();
        foreach (var charge in scheme.Charges)
        {
            var inputs = new List<ChargeInput>();
            var amount = charge.Amount(basis, inputs);
            charges.Add(new(charge, book.Underlying, amount, inputs));
        }

        return charges;
    }
}
