using System.Numerics;

namespace Plimsoll.Testing.Naive;

/// <summary>What is closed next of an account under portfolio margin: docs/spec/0022, "Liquidation".</summary>
internal static class NaiveIncrement
{
    private const int Parts = 8;

    /// <summary>The position and how much of it, unsigned.</summary>
    public static (NaiveInstrument Instrument, BigInteger Quantity) Of(NaiveState state, NaiveAccount account)
    {
        var trials = account.Positions.Keys.Order().SelectMany(id => Trials(state, account, state.Instruments[id])).ToList();
        var enough = trials.Where(trial => trial.Excess.Sign >= 0).ToList();
        if (enough.Count > 0)
        {
            var best = enough.MinBy(trial => trial.Notional)!;
            state.Note(NaiveRoute.PortfolioRestoring, $"{account.Id}: {best}");
            return Quantity(best.Instrument, Least(state, account, best));
        }

        var nearest = trials.MaxBy(trial => trial.Excess)!;
        if (nearest.Excess > Excess(state, account, nearest.Instrument, 0))
        {
            state.Note(NaiveRoute.PortfolioNearest, $"{account.Id}: {nearest}");
            return Quantity(nearest.Instrument, nearest.Lots);
        }

        var gentlest = trials.Where(trial => trial.LotsBefore.IsZero).MaxBy(trial => trial.Excess)!;
        state.Note(NaiveRoute.PortfolioGentlest, $"{account.Id}: {gentlest}");
        return Quantity(gentlest.Instrument, gentlest.Lots);
    }

    private static List<Trial> Trials(NaiveState state, NaiveAccount account, NaiveInstrument instrument)
    {
        var all = BigInteger.Abs(account.Quantity(instrument.Id)) / instrument.Parameters.LotSize.Units;
        var trials = new List<Trial>();
        for (var part = 1; part <= Parts; part++)
        {
            var (before, lots) = (trials.Count == 0 ? 0 : trials[^1].Lots, Ratio.Of(all * part, Parts).Ceiling());
            if (lots == before)
                continue;

            var notional = NaiveValues.Notional(state, instrument, Quantity(instrument, lots).Quantity, instrument.Mark);
            var inNumeraire = NaiveMargin.InNumeraire(state, instrument, notional);
            trials.Add(new(instrument, before, lots, inNumeraire, Excess(state, account, instrument, lots)));
        }

        return trials;
    }

    /// <summary>The least lots, more than those of the trial before, that leave an excess, by halving.</summary>
    private static BigInteger Least(NaiveState state, NaiveAccount account, Trial trial)
    {
        var (few, enough) = (trial.LotsBefore, trial.Lots);
        while (enough - few > 1)
        {
            var middle = (few + enough) / 2;
            if (Excess(state, account, trial.Instrument, middle).Sign >= 0)
                enough = middle;
            else
                few = middle;
        }

        return enough;
    }

    /// <summary>Equity beyond the target once some lots are closed at the mark and the fee is paid.</summary>
    private static BigInteger Excess(NaiveState state, NaiveAccount account, NaiveInstrument instrument, BigInteger lots)
    {
        var (after, nets) = NaiveLiquidator.After(state, account, instrument, Quantity(instrument, lots).Quantity, hasFee: true);
        return NaiveMargin.Equity(state, nets) - NaiveSolvency.Target(state, NaiveMargin.Maintenance(state, after));
    }

    private static (NaiveInstrument Instrument, BigInteger Quantity) Quantity(NaiveInstrument instrument, BigInteger lots) =>
        (instrument, lots * instrument.Parameters.LotSize.Units);

    /// <summary>An increment that is tried: some lots of a position, and how many the trial before it had.</summary>
    private sealed record Trial(NaiveInstrument Instrument, BigInteger LotsBefore, BigInteger Lots, BigInteger Notional, BigInteger Excess)
    {
        public override string ToString() => $"{Lots} lots in {Instrument.Id}, excess {Excess}";
    }
}
