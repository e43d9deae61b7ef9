using Plimsoll.Margin.Health;

namespace Plimsoll.Liquidation;

/// <summary>Takes a perpetual position over in steps, no further than health needs: base for quote at the oracle price, profit for settle tokens.</summary>
/// <remarks>
/// <para>Five phases, each over as soon as health is zero: (1) reduce base while the unweighted result is negative, (2) settle a positive result,
/// (3) reduce base as far as more can be settled, (4) settle again, (5) reduce base while an overall weight makes that worth something. Lots are
/// rounded up, so a phase may overshoot by less than a lot.</para>
/// <para>A lot adds lot size · price · (1 − fees − asset weight) to a long's result, and lot size · price · (liability weight − 1 − fees) to a
/// short's. Source: Mango v4, perp_liq_base_or_positive_pnl.rs.</para>
/// </remarks>
public static class PerpetualLiquidation
{
    /// <summary>What a lot taken over adds to the position's result before the overall weight; a liquidation needs it above zero.</summary>
    public static decimal GainPerLot(HealthPerpetual perpetual, PerpetualLiquidationTerms terms)
    {
        ArgumentNullException.ThrowIfNull(perpetual);
        ArgumentNullException.ThrowIfNull(terms);
        var gain =
            perpetual.Lots > 0
                ? FeeFactor(perpetual, terms) - perpetual.AssetWeight
                : perpetual.LiabilityWeight - FeeFactor(perpetual, terms);
        return LotPrice(perpetual) * gain;
    }

    /// <summary>Liquidates one position of an account.</summary>
    /// <param name="account">The account at the level at which liquidation ends, at oracle prices.</param>
    /// <param name="position">Row of the position; <see cref="GainPerLot"/> must be above zero.</param>
    /// <param name="terms">Fees and limits.</param>
    public static PerpetualLiquidationOutcome ToHealth(HealthAccount account, int position, PerpetualLiquidationTerms terms)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(terms);
        var perpetual = account.Perpetuals[position];
        var health = WeightedHealth.Of(account);
        var token = account.Tokens[perpetual.SettleToken];
        var run = new PerpetualLiquidationRun(
            token,
            health.Health,
            health.Balances[perpetual.SettleToken],
            perpetual.Unweighted,
            Math.Min(Math.Abs(perpetual.Lots), Math.Abs(terms.MaxLots)),
            terms.MaxSettlement
        );
        RunPhases(run, GainPerLot(perpetual, terms), perpetual.OverallWeight, terms);
        return Execute(account, position, terms, run);
    }

    private static void RunPhases(PerpetualLiquidationRun run, decimal perLot, decimal overallWeight, PerpetualLiquidationTerms terms)
    {
        var payout = 1 - terms.SettlementFee;
        if (run.Result < 0)
            run.Reduce("reduce_loss", -run.Result, perLot, perLot, perLot);

        Settle("settle", run, payout - overallWeight);

        // Base given up now pays off once its result is settled, so the expected gain is the payout, the actual one the overall weight.
        if (run.Result >= 0 && run.Settled < terms.MaxSettlement)
            run.Reduce("reduce_to_settle", terms.MaxSettlement - run.Settled, perLot * payout, perLot * overallWeight, perLot);

        Settle("settle_again", run, payout - overallWeight);

        if (run.Health < -terms.Slack && overallWeight > 0)
            run.Reduce("reduce", decimal.MaxValue, perLot * overallWeight, perLot * overallWeight, perLot);
    }

    private static void Settle(string name, PerpetualLiquidationRun run, decimal gain)
    {
        // A result that counts for as much unsettled as paid out is better left alone.
        if (run.Result >= 0 && gain > 0)
            run.Settle(name, gain);
    }

    private static PerpetualLiquidationOutcome Execute(
        HealthAccount account,
        int position,
        PerpetualLiquidationTerms terms,
        PerpetualLiquidationRun run
    )
    {
        var perpetual = account.Perpetuals[position];
        var lots = perpetual.Lots > 0 ? -run.Lots : run.Lots;
        var traded = run.Lots * LotPrice(perpetual);
        var quote = -lots * LotPrice(perpetual) * FeeFactor(perpetual, terms);
        var paid = run.Settled * (1 - terms.SettlementFee);
        var tokens = account.Tokens.ToArray();
        var perpetuals = account.Perpetuals.ToArray();
        tokens[perpetual.SettleToken] = tokens[perpetual.SettleToken] with { Balance = tokens[perpetual.SettleToken].Balance + paid };
        perpetuals[position] = perpetual with { Lots = perpetual.Lots + lots, Quote = perpetual.Quote + quote - run.Settled };
        return new(
            account with
            {
                Tokens = tokens,
                Perpetuals = perpetuals,
            },
            lots,
            quote - run.Settled,
            run.Settled,
            paid,
            (traded * terms.BaseFee) + run.Settled - paid,
            traded * terms.PlatformFee,
            run.Phases
        );
    }

    private static decimal LotPrice(HealthPerpetual perpetual) =>
        perpetual.LotSize * (perpetual.Lots > 0 ? perpetual.AssetPrice : perpetual.LiabilityPrice);

    private static decimal FeeFactor(HealthPerpetual perpetual, PerpetualLiquidationTerms terms) =>
        perpetual.Lots > 0 ? 1 - terms.BaseFee - terms.PlatformFee : 1 + terms.BaseFee + terms.PlatformFee;
}
