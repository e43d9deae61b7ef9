using Plimsoll.Engine.Solvency;
using Plimsoll.Engine.State;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Engine.Liquidation;

/// <summary>What to close of an account under portfolio margin: what brings it nearest to its target, so that hedges stay as long as they hedge.</summary>
/// <remarks>
/// Closing a hedge needs more margin, not less, so no order of positions is right beforehand: each position is tried in eighths of itself. Among those that reach the
/// target the smallest is taken and narrowed down to the least lots; else what gets nearest; where nothing helps by itself, because all legs hedge each other, an
/// eighth of what harms least, after which the other leg is one too many. Source: docs/spec/0022-portfolio-accounts.md (PACC-030 … PACC-033).
/// </remarks>
internal sealed class PortfolioCloseOut(EngineState state, Margins margins, Fees fees)
{
    private const int Slices = 8;

    /// <summary>The next increment: a position, and how much of it, unsigned.</summary>
    public (PositionLine Line, Quantity Quantity) Increment(AccountRow account)
    {
        var before = Excess(account);
        var (restoring, nearest, gentlest) = (default(Trial?), default(Trial?), default(Trial?));
        for (var place = 0; place < account.Positions.Length; place++)
        {
            if (account.Positions[place].Quantity.IsZero)
            {
                continue;
            }

            var line = account.Positions[place];
            var lots = LotsOf(line);
            var tried = 0L;
            for (var slice = 1; slice <= Slices; slice++)
            {
                var count = (long)(((Int128)lots * slice) + Slices - 1) / Slices;
                if (count == tried)
                {
                    continue;
                }

                var trial = new Trial(line, tried, count, Excess(account, line, count), NotionalOf(line, count));
                gentlest = tried == 0 && (gentlest is null || trial.Excess > gentlest.Value.Excess) ? trial : gentlest;
                nearest = nearest is null || trial.Excess > nearest.Value.Excess ? trial : nearest;
                if (!trial.Excess.IsNegative && (restoring is null || trial.Notional < restoring.Value.Notional))
                {
                    restoring = trial;
                }

                tried = count;
            }
        }

        if (restoring is { } found)
        {
            return (found.Line, Quantity(found.Line, LeastLots(account, found)));
        }

        var chosen = nearest!.Value.Excess > before ? nearest.Value : gentlest!.Value;
        return (chosen.Line, Quantity(chosen.Line, chosen.Lots));
    }

    /// <summary>Between a number of lots that falls short and one that reaches the target, the least found by halving that reaches it.</summary>
    private long LeastLots(AccountRow account, in Trial trial)
    {
        var (tooFew, enough) = (trial.LotsBefore, trial.Lots);
        while (enough - tooFew > 1)
        {
            var middle = tooFew + ((enough - tooFew) / 2);
            if (Excess(account, trial.Line, middle).IsNegative)
            {
                tooFew = middle;
            }
            else
            {
                enough = middle;
            }
        }

        return enough;
    }

    /// <summary>Equity less the target's multiple of maintenance margin, as it is.</summary>
    private Money Excess(AccountRow account) => Excess(margins.Equity(account).Equity, margins.Maintenance(account));

    /// <summary>The same once some lots of a position are closed at the mark and their fee is paid.</summary>
    private Money Excess(AccountRow account, in PositionLine line, long lots)
    {
        var instrument = state.Instrument(line.Instrument);
        var closed = Quantity(line, lots);
        var fee = fees.Liquidation(account, line.Instrument, instrument.Contract.Notional(closed, instrument.Mark));
        var (equity, maintenance) = margins.AfterClosing(account, line.Instrument, line.Quantity.Sign > 0 ? closed : -closed, fee);
        return Excess(equity, maintenance);
    }

    private Money Excess(Money equity, Money maintenance) => equity - maintenance.Scale(state.Venue.LiquidationTarget, Rounding.Ceiling);

    private Money NotionalOf(in PositionLine line, long lots)
    {
        var instrument = state.Instrument(line.Instrument);
        var notional = instrument.Contract.Notional(Quantity(line, lots), instrument.Mark);
        return state.Market.Asset(instrument.Parameters.SettlementAsset).ToNumeraire(notional, Rounding.Ceiling);
    }

    private long LotsOf(in PositionLine line) => line.Quantity.Abs().Units / state.Instrument(line.Instrument).Parameters.LotSize.Units;

    private Quantity Quantity(in PositionLine line, long lots) => new(lots * state.Instrument(line.Instrument).Parameters.LotSize.Units);

    private readonly record struct Trial(PositionLine Line, long LotsBefore, long Lots, Money Excess, Money Notional);
}
