using System.Numerics;

namespace Plimsoll.Testing.Naive;

/// <summary>What the insurance fund takes over, and its own liquidation: docs/spec/0008.</summary>
internal static class NaiveFund
{
    /// <summary>Lots that the book did not take: to the fund at the mark less the fee, or to deleveraging.</summary>
    public static void Relieve(NaiveState state, NaiveAccount account, NaiveInstrument instrument, BigInteger quantity)
    {
        var fund = state.FundOf(instrument.Settlement)!;
        if (!CanCarry(state, fund, instrument, quantity, deficit: 0))
        {
            NaiveDeleveraging.Run(state, account, instrument, quantity);
        }
        else
        {
            state.Note(NaiveRoute.Takeover, $"{quantity} in {instrument.Id} from {account.Id}");
            TakeOver(state, account, fund, instrument, quantity);
        }

        NaiveLiquidator.ChargeFee(state, account, instrument, NaiveValues.Notional(state, instrument, quantity, instrument.Mark));
    }

    /// <summary>All positions of an account whose net liquidation value is not above zero.</summary>
    public static void CloseBankrupt(NaiveState state, NaiveAccount account)
    {
        state.Note(account.Scheme == 0 ? NaiveRoute.Bankrupt : NaiveRoute.PortfolioBankrupt, $"{account.Id}");
        var deficit = -NaiveMargin.NetLiquidationValue(state, account);
        var total = NaiveMargin.MaintenanceAlone(state, NaivePortfolio.Of(state, account));
        var shares = NaiveLiquidator
            .ByMaintenance(state, account)
            .Select(instrument => (Instrument: instrument, Deficit: ShareOf(state, account, instrument, deficit, total)))
            .ToList();
        var promised = new Dictionary<int, BigInteger>(); // deficits of what each fund has taken so far
        foreach (var (instrument, share) in shares)
        {
            var fund = state.FundOf(instrument.Settlement)!;
            var quantity = account.Quantity(instrument.Id);
            var deficits = promised.GetValueOrDefault(instrument.Settlement) + share;
            if (!CanCarry(state, fund, instrument, quantity, deficits))
            {
                if (CanCarry(state, fund, instrument, quantity, share))
                    state.Note(NaiveRoute.DeficitsTooMany, $"{deficits} with {instrument.Id} from {account.Id}");

                NaiveDeleveraging.Run(state, account, instrument, quantity);
                continue;
            }

            if (deficits != share)
                state.Note(NaiveRoute.BankruptTakeoverOfSeveral, $"{quantity} in {instrument.Id} from {account.Id}");

            promised[instrument.Settlement] = deficits;
            state.Note(NaiveRoute.BankruptTakeover, $"{quantity} in {instrument.Id} from {account.Id}");
            TakeOver(state, account, fund, instrument, quantity);
        }
    }

    /// <summary>A fund below its line is brought back within the command.</summary>
    public static void Liquidate(NaiveState state, NaiveAccount fund, NaiveLiquidation liquidation)
    {
        var isUnderWater = NaiveMargin.NetLiquidationValue(state, fund).Sign < 0;
        state.Note(isUnderWater ? NaiveRoute.FundUnderWater : NaiveRoute.FundBelowLine, $"{fund.Id}");
        while (fund.Positions.Count > 0 && MustGoOn(state, fund))
        {
            var instrument = NaiveLiquidator.LargestPosition(state, fund);
            var held = fund.Quantity(instrument.Id);
            var size = isUnderWater ? BigInteger.Abs(held) : NaiveLiquidator.LeastLots(state, fund, instrument, hasFee: false);
            NaiveDeleveraging.Run(state, fund, instrument, held.Sign * size);
        }

        if (fund.Positions.Count == 0)
            NaiveCover.Negative(state, fund, liquidation.Winners);
    }

    private static bool MustGoOn(NaiveState state, NaiveAccount fund) =>
        !NaiveSolvency.IsRestored(state, fund) || NaiveMargin.NetLiquidationValue(state, fund).Sign < 0;

    private static BigInteger ShareOf(
        NaiveState state,
        NaiveAccount account,
        NaiveInstrument instrument,
        BigInteger deficit,
        BigInteger total
    )
    {
        var maintenance = NaiveMargin.Maintenance(state, instrument, NaivePortfolio.Of(state, account));
        var share = total.IsZero ? deficit : Ratio.Of(deficit * maintenance, total).Ceiling();
        return NaiveValues.FromNumeraire(state, instrument.Settlement, share).Ceiling();
    }

    private static bool CanCarry(NaiveState state, NaiveAccount fund, NaiveInstrument instrument, BigInteger quantity, BigInteger deficit)
    {
        if (BigInteger.Abs(fund.Quantity(instrument.Id) + quantity) > NaiveScale.LargestPosition(state, instrument))
            return false;

        if (deficit >= NaiveValues.MostConverted)
            return false;

        var portfolio = NaivePortfolio.Of(state, fund);
        var nets = NaiveMargin.Nets(state, portfolio); // unchanged: the position is added at the mark
        nets[instrument.Settlement] -= deficit;
        portfolio.Fill(instrument.Id, quantity, NaiveValues.MarkValue(state, instrument, quantity));
        return NaiveMargin.Equity(state, nets) >= NaiveMargin.Initial(state, portfolio);
    }

    private static void TakeOver(NaiveState state, NaiveAccount account, NaiveAccount fund, NaiveInstrument instrument, BigInteger quantity)
    {
        var value = NaiveValues.MarkValue(state, instrument, quantity);
        NaiveLedger.Change(state, account.Id, instrument, -quantity, -value);
        NaiveLedger.Change(state, fund.Id, instrument, quantity, value);
    }
}
