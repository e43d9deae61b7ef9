using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Instruments;

namespace Plimsoll.Formats.Estimates;

/// <summary>What open orders would lose at once if they filled at their limits: a buy above the mark, a sale below it.</summary>
/// <remarks>Rounded up order by order, in the settlement asset and in the numeraire, as the engine does. Source: docs/spec/0004-margin.md, docs/spec/0022-portfolio-accounts.md (PACC-020).</remarks>
internal static class OrderLosses
{
    /// <summary>The sum, in the numeraire.</summary>
    /// <param name="margin">Assets and their decimals.</param>
    /// <param name="orders">Each order with its instrument at the mark; one without a price fills at the mark.</param>
    /// <param name="inNumeraire">What one of a settlement asset is worth.</param>
    public static decimal Of(
        MarginSection margin,
        IEnumerable<(OpenOrder Order, ScenarioHolding Holding)> orders,
        Func<string, decimal> inNumeraire
    ) =>
        orders.Sum(each =>
        {
            var settlement = each.Holding.Listing.Settlement;
            var loss = Ceiling(Math.Max(0, Loss(each.Order, each.Holding)), margin.Assets[settlement].Decimals);
            return Ceiling(loss * inNumeraire(settlement), margin.Assets[margin.Numeraire].Decimals);
        });

    private static decimal Loss(OpenOrder order, ScenarioHolding holding)
    {
        var contracts = order.Quantity * holding.Listing.Multiplier;
        var limit = order.Price ?? holding.Mark;
        // An inverse future is worth contracts ÷ price of its coin, the other way round.
        return holding.Listing is { Payoff: Payoff.Inverse, Option: null }
            ? (contracts / holding.Mark) - (contracts / limit)
            : contracts * (limit - holding.Mark);
    }

    private static decimal Ceiling(decimal amount, int decimals) => decimal.Round(amount, decimals, MidpointRounding.ToPositiveInfinity);
}
