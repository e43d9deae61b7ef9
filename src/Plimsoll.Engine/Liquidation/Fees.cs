using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Ledger;
using Plimsoll.Engine.Solvency;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Liquidation;

/// <summary>Fees on fills: trading fees to the venue, liquidation fees to the insurance fund, bounded so that they bankrupt nobody.</summary>
/// <remarks>Source: docs/spec/0005-ledger.md, "Fees"; docs/spec/0007-liquidation.md (LIQU-015).</remarks>
internal sealed class Fees(EngineContext context, Bookkeeper books, Margins margins)
{
    private EngineState State => context.State;

    /// <summary>Charges (or, at a negative rate, rebates) a trading fee.</summary>
    /// <returns>What was charged; below zero for a rebate.</returns>
    public Money Charge(AccountRow account, InstrumentId instrument, Money notional, Rate rate, long reference)
    {
        var asset = State.Instrument(instrument).Parameters.SettlementAsset;
        // Rounding up serves both ways: a fee grows, a rebate shrinks.
        var fee = notional.Scale(rate, Rounding.Ceiling);
        books.Post(account.Id, AccountId.Fees, asset, fee, PostingReason.TradingFee, reference);
        return fee;
    }

    /// <summary>Charges the liquidation fee after a fill or takeover, as far as net liquidation value reaches.</summary>
    /// <returns>What was charged, in the settlement asset.</returns>
    public Money ChargeLiquidation(AccountRow account, InstrumentId instrument, Money notional, long reference)
    {
        var asset = State.Instrument(instrument).Parameters.SettlementAsset;
        var fee = Liquidation(account, instrument, notional);
        books.Post(account.Id, State.FundOf(asset)!.Id, asset, fee, PostingReason.LiquidationFee, reference);
        return fee;
    }

    /// <summary>The liquidation fee on a notional as things stand, in the settlement asset.</summary>
    public Money Liquidation(AccountRow account, InstrumentId instrument, Money notional)
    {
        var parameters = State.Instrument(instrument).Parameters;
        if (account.Kind == AccountKind.InsuranceFund)
        {
            return Money.Zero;
        }

        var (_, netLiquidationValue) = margins.Equity(account);
        ref readonly var asset = ref State.Market.Asset(parameters.SettlementAsset);
        if (!netLiquidationValue.IsPositive || !asset.HasPrice)
        {
            return Money.Zero;
        }

        return Money.Min(
            notional.Scale(parameters.Fees.Liquidation, Rounding.Ceiling),
            asset.FromNumeraire(netLiquidationValue, Rounding.Floor)
        );
    }
}
