using System.Numerics;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios;
using Plimsoll.Margin.Scenarios.Books;

namespace Plimsoll.Testing.Naive;

/// <summary>What a scheme asks of an account as a whole: docs/spec/0022, "Requirements". What its rule answers is the product's: it is the definition.</summary>
internal static class NaiveWhole
{
    private static readonly BigInteger Most = BigInteger.Pow(10, 27);

    public static BigInteger Maintenance(NaiveState state, PortfolioScheme scheme, NaivePortfolio portfolio)
    {
        var (ruled, beside) = Split(state, scheme, portfolio);
        return NaiveMargin.Maintenance(state, beside) + Ruled(state, scheme, ruled);
    }

    public static BigInteger Initial(NaiveState state, PortfolioScheme scheme, NaivePortfolio portfolio)
    {
        var (ruled, beside) = Split(state, scheme, portfolio);
        return NaiveMargin.Initial(state, beside) + RuledInitial(state, scheme, ruled);
    }

    /// <summary>What the rule covers, and what standard margin looks at beside it.</summary>
    private static (NaivePortfolio Ruled, NaivePortfolio Beside) Split(NaiveState state, PortfolioScheme scheme, NaivePortfolio portfolio)
    {
        NaivePortfolio Those(bool isRuled) =>
            new()
            {
                Balances = portfolio.Balances,
                Positions = new(
                    portfolio
                        .Positions.Where(each => NaiveBooks.Covers(state, scheme, state.Instruments[each.Key]) == isRuled)
                        .ToDictionary()
                ),
                Orders =
                [
                    .. portfolio.Orders.Where(order =>
                        state.Instruments[order.Instrument] is var instrument && instrument.IsSpot
                            ? isRuled
                            : NaiveBooks.Covers(state, scheme, instrument) == isRuled
                    ),
                ],
                Leverages = portfolio.Leverages,
                Nets = portfolio.Nets ?? NaiveMargin.Nets(state, portfolio),
                HasCoins = portfolio.HasCoins,
            };

        return (Those(true), Those(false));
    }

    private static BigInteger Ruled(NaiveState state, PortfolioScheme scheme, NaivePortfolio portfolio) =>
        IsFlat(portfolio)
            ? 0
            : Units(state, scheme, NaiveBooks.Of(state, scheme, portfolio, hasOrders: false), MarginLevelKind.Maintenance);

    private static BigInteger RuledInitial(NaiveState state, PortfolioScheme scheme, NaivePortfolio portfolio)
    {
        var account = NaiveBooks.Of(state, scheme, portfolio, hasOrders: true);
        var orders = portfolio.Orders.Where(order => !order.IsLiquidation && !state.Instruments[order.Instrument].IsSpot).ToList();
        if (IsFlat(portfolio) && orders.Count == 0)
            return 0;

        var required = Units(state, scheme, account, MarginLevelKind.Initial);
        var ids = portfolio.Positions.Where(each => !each.Value.Quantity.IsZero).Select(each => each.Key);
        var multiple = ids.Concat(orders.Select(order => order.Instrument))
            .Select(id => state.Indices[state.Instruments[id].Parameters.Underlying.Value])
            .Where(index => index.HasNoSource)
            .Select(index => (BigInteger)index.Parameters.NoSourceMarginMultiple.Nano)
            .Append(Ratio.Nano)
            .Max();
        return orders.Aggregate(
            Ratio.Share(required, multiple).Ceiling(),
            (sum, order) => sum + Loss(state, state.Instruments[order.Instrument], order)
        );
    }

    /// <summary>Maintenance margin of a position without coins or anything else beside it.</summary>
    public static BigInteger Alone(NaiveState state, PortfolioScheme scheme, NaiveInstrument instrument, NaivePortfolio portfolio)
    {
        if (portfolio.Quantity(instrument.Id).IsZero)
            return 0;

        var alone = new NaivePortfolio
        {
            Balances = [],
            Positions = new() { [instrument.Id] = portfolio.Positions[instrument.Id] },
            Orders = [],
            Leverages = [],
            Nets = [.. state.Assets.Select(_ => BigInteger.Zero)],
            HasCoins = false,
        };
        return Maintenance(state, scheme, alone);
    }

    /// <summary>Without a position there is nothing that a liquidation could close.</summary>
    private static bool IsFlat(NaivePortfolio portfolio) => portfolio.Positions.Values.All(position => position.Quantity.IsZero);

    private static BigInteger Loss(NaiveState state, NaiveInstrument instrument, NaiveOrder order) =>
        NaiveMargin.CarriesMargin(instrument) ? NaiveMargin.InNumeraire(state, instrument, NaiveMargin.Loss(state, instrument, order)) : 0;

    private static BigInteger Units(NaiveState state, PortfolioScheme scheme, ScenarioAccount account, MarginLevelKind level)
    {
        var exact = scheme.Rule.Of(account).At(level);
        return double.IsFinite(exact) ? BigInteger.Min(Most, (NaiveReal.Exact(exact) * Ratio.PowerOfTen(Decimals(state))).Ceiling()) : Most;
    }

    private static int Decimals(NaiveState state) => state.Assets[state.Venue.Numeraire.Value].Decimals;
}
