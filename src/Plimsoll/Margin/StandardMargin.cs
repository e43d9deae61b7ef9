using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>Standard margin of one account: collateral after haircuts against tiers on each position. Pure; does not allocate.</summary>
/// <remarks>
/// Everything is added in the numeraire: what the account has rounded down, what it must hold rounded up, per asset and per position.
/// Every asset that a position settles in needs a balance line, of zero if need be; each asset one line at most.
/// Source: docs/spec/0004-margin.md (MARG-001 … MARG-009).
/// </remarks>
public static class StandardMargin
{
    /// <summary>All of it: equity, NLV, initial and maintenance margin, notional.</summary>
    public static AccountMargin Evaluate<TSink>(
        MarketView market,
        ReadOnlySpan<BalanceLine> balances,
        ReadOnlySpan<PositionLine> positions,
        ref TSink sink
    )
        where TSink : struct, IExplanationSink
    {
        var (equity, netLiquidationValue) = Equity(market, balances, positions, ref sink);
        var (maintenance, notional) = Maintenance(market, positions, ref sink);
        return new(equity, netLiquidationValue, Initial(market, positions, ref sink), maintenance, notional);
    }

    /// <summary>Equity and net liquidation value.</summary>
    public static (Money Equity, Money NetLiquidationValue) Equity<TSink>(
        MarketView market,
        ReadOnlySpan<BalanceLine> balances,
        ReadOnlySpan<PositionLine> positions,
        ref TSink sink
    )
        where TSink : struct, IExplanationSink
    {
        var equity = Money.Zero;
        var netLiquidationValue = Money.Zero;
        foreach (ref readonly var line in balances)
        {
            ref readonly var asset = ref market.Asset(line.Asset);
            // Unrealised P&L joins its asset before the haircut, so that realising it never changes equity.
            var unrealised = UnrealisedPnl(market, line.Asset, positions);
            var net = line.Amount + unrealised;
            var counted = asset.Counted(net);
            var partOfEquity = asset.ToNumeraire(counted, Rounding.Floor);
            var partOfValue = counted == net ? partOfEquity : asset.ToNumeraire(net, Rounding.Floor);
            equity += partOfEquity;
            netLiquidationValue += partOfValue;
            if (TSink.IsListening)
            {
                sink.Add(new EquityTerm(line.Asset, line.Amount, unrealised, counted, asset.IndexPrice, partOfEquity, partOfValue));
            }
        }

        return (equity, netLiquidationValue);
    }

    /// <summary>Unrealised P&amp;L of the positions that settle in an asset, in its units.</summary>
    public static Money UnrealisedPnl(MarketView market, AssetId asset, ReadOnlySpan<PositionLine> positions)
    {
        var sum = Money.Zero;
        foreach (ref readonly var position in positions)
        {
            var contract = market.Contract(position.Instrument);
            if (contract.Parameters.SettlementAsset == asset && !position.Quantity.IsZero)
            {
                sum += contract.Value(position.Quantity, market.Mark(position.Instrument), Rounding.Floor) - position.Cost;
            }
        }

        return sum;
    }

    /// <summary>Maintenance margin, and the sum of notionals.</summary>
    public static (Money Margin, Money Notional) Maintenance<TSink>(MarketView market, ReadOnlySpan<PositionLine> positions, ref TSink sink)
        where TSink : struct, IExplanationSink
    {
        var sum = Money.Zero;
        var notionals = Money.Zero;
        foreach (ref readonly var position in positions)
        {
            if (position.Quantity.IsZero && !position.HasOrders)
            {
                continue;
            }

            var contract = market.Contract(position.Instrument);
            if (position.Quantity.IsZero && !contract.Parameters.Margin.AreOrdersInMaintenance)
            {
                continue;
            }

            ref readonly var settlement = ref market.Asset(contract.Parameters.SettlementAsset);
            var point = market.Point(position.Instrument);
            var notional = contract.Notional(position.Quantity, point.Mark);
            var terms = TSink.IsListening ? new MarginTerms() : null;
            var margin = contract.Parameters.Margin.Maintenance(contract, position, point, notional, terms);
            var inNumeraire = settlement.ToNumeraire(margin, Rounding.Ceiling);
            sum += inNumeraire;
            notionals += settlement.ToNumeraire(notional, Rounding.Ceiling);
            if (terms is not null)
            {
                sink.Add(new RequirementTerm(Requirement.Maintenance, position.Instrument, terms, margin, inNumeraire));
            }
        }

        return (sum, notionals);
    }

    /// <summary>Initial margin, with open orders by their worse side.</summary>
    public static Money Initial<TSink>(MarketView market, ReadOnlySpan<PositionLine> positions, ref TSink sink)
        where TSink : struct, IExplanationSink
    {
        var sum = Money.Zero;
        foreach (ref readonly var position in positions)
        {
            if (position.Quantity.IsZero && !position.HasOrders)
            {
                continue;
            }

            var contract = market.Contract(position.Instrument);
            var terms = TSink.IsListening ? new MarginTerms() : null;
            var margin = contract.Parameters.Margin.Initial(contract, position, market.Point(position.Instrument), terms);
            var scaled = margin.Scale(market.InitialMarginMultiple(position.Instrument), Rounding.Ceiling);
            var inNumeraire = market.Asset(contract.Parameters.SettlementAsset).ToNumeraire(scaled, Rounding.Ceiling);
            sum += inNumeraire;
            if (terms is not null)
            {
                sink.Add(new RequirementTerm(Requirement.Initial, position.Instrument, terms, scaled, inNumeraire));
            }
        }

        return sum;
    }

    /// <summary>What an open order would lose at once if it filled at its limit, in the settlement asset; not negative.</summary>
    /// <param name="contract">The instrument.</param>
    /// <param name="mark">Its mark price.</param>
    /// <param name="remaining">Signed: above zero buys.</param>
    /// <param name="limit">The order's limit.</param>
    public static Money OrderLoss(Contract contract, Price mark, Quantity remaining, Price limit)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return Money.Max(Money.Zero, contract.Value(remaining, limit, Rounding.Ceiling) - contract.Value(remaining, mark, Rounding.Floor));
    }
}
