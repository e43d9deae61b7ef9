using Plimsoll.Engine.Solvency;
using Plimsoll.Engine.State;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Engine.Liquidation;

/// <summary>What to close, how much of it, and at which limit: the arithmetic of one increment.</summary>
/// <remarks>Source: docs/spec/0007-liquidation.md, "Least lots" and "Limit" (LIQU-011 … LIQU-013).</remarks>
internal sealed class CloseOut(EngineState state, Margins margins, Fees fees, PortfolioCloseOut portfolios)
{
    private const int PriceReach = 10;

    private readonly List<(PositionLine Line, Money Maintenance)> _inOrder = [];

    /// <summary>The positions in the order in which they are closed: largest maintenance margin first, then by instrument. Valid until the next call.</summary>
    public List<(PositionLine Line, Money Maintenance)> InOrder(AccountRow account)
    {
        _inOrder.Clear();
        foreach (ref readonly var line in account.Positions)
        {
            if (!line.Quantity.IsZero)
            {
                _inOrder.Add((line, margins.Maintenance(account, line)));
            }
        }

        _inOrder.Sort(
            static (left, right) =>
            {
                var byMargin = right.Maintenance.CompareTo(left.Maintenance);
                return byMargin != 0 ? byMargin : left.Line.Instrument.CompareTo(right.Line.Instrument);
            }
        );
        return _inOrder;
    }

    /// <summary>What to close next, and how much of it, unsigned.</summary>
    public (PositionLine Line, Quantity Quantity) Increment(AccountRow account)
    {
        if (Margins.IsPortfolio(account))
        {
            return portfolios.Increment(account);
        }

        var (line, _) = InOrder(account)[0];
        return (line, LeastLots(account, line));
    }

    /// <summary>The least quantity, unsigned, whose closing at the mark restores the target with its own fee counted; all of it if nothing less does.</summary>
    public Quantity LeastLots(AccountRow account, in PositionLine line)
    {
        var lot = state.Instrument(line.Instrument).Parameters.LotSize.Units;
        var (tooFew, enough) = (0L, line.Quantity.Abs().Units / lot);
        while (enough - tooFew > 1)
        {
            var middle = tooFew + ((enough - tooFew) / 2);
            if (Restores(account, line, new(middle * lot)))
            {
                enough = middle;
            }
            else
            {
                tooFew = middle;
            }
        }

        return new(enough * lot);
    }

    /// <summary>The worst price at which a position may be closed: its bankruptcy price, to the tick.</summary>
    /// <returns><c>default</c> when a purchase would have to be made below one tick: no order can be that good.</returns>
    public Price Limit(AccountRow account, in PositionLine line, Money maintenance)
    {
        var instrument = state.Instrument(line.Instrument);
        var price = Bankruptcy(account, line, maintenance);
        var isSelling = line.Quantity.Sign > 0;
        var tick = instrument.Parameters.TickSize.Units;
        if (isSelling)
        {
            var ticks = (long)ExactMath.Divide(price.Units, tick, Rounding.Ceiling);
            return new(Math.Max(1, ticks) * tick);
        }

        var highest = Int128.Min(Price.MaxUnits, (Int128)instrument.Mark.Units * PriceReach);
        var bounded = price.IsPositive ? Int128.Min(price.Units, highest) : highest;
        return new((long)(bounded / tick) * tick);
    }

    /// <summary>The bankruptcy price itself, to the price unit; <c>default</c> when there is none.</summary>
    public Price Bankruptcy(AccountRow account, in PositionLine line, Money maintenance)
    {
        var instrument = state.Instrument(line.Instrument);
        var (_, netLiquidationValue) = margins.Equity(account);
        var share = BankruptcyPrice.ShareOf(netLiquidationValue, maintenance, margins.MaintenanceAlone(account));
        var inSettlement = state.Market.Asset(instrument.Parameters.SettlementAsset).FromNumeraire(share, Rounding.Floor);
        return BankruptcyPrice.Of(instrument.Contract, line.Quantity, instrument.Mark, inSettlement);
    }

    private bool Restores(AccountRow account, in PositionLine line, Quantity closed)
    {
        var instrument = state.Instrument(line.Instrument);
        var fee = fees.Liquidation(account, line.Instrument, instrument.Contract.Notional(closed, instrument.Mark));
        var signed = line.Quantity.Sign > 0 ? closed : -closed;
        var (equity, maintenance) = margins.AfterClosing(account, line.Instrument, signed, fee);
        return SolvencyLine.Reaches(equity, maintenance, state.Venue.LiquidationTarget);
    }
}
