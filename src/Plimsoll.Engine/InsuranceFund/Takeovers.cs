using Plimsoll.Collateral;
using Plimsoll.Engine.AutoDeleveraging;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;
using Plimsoll.Engine.Liquidation;
using Plimsoll.Engine.Solvency;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.InsuranceFund;

/// <summary>Finds somebody to carry what a liquidated account cannot: the insurance fund if it is able, else the winners of the other side.</summary>
/// <remarks>Source: docs/spec/0008-deleveraging.md, "Insurance fund" and "Bankrupt" (ADLS-003).</remarks>
internal sealed class Takeovers(
    EngineContext context,
    Bookkeeper books,
    Margins margins,
    Fees fees,
    CloseOut closeOut,
    Deleveraging deleveraging
)
{
    /// <summary>By asset, the deficits that come with what its fund has taken of the present bankruptcy and that it has not paid yet.</summary>
    private readonly Money[] _promised = new Money[AssetId.Limit];

    private EngineState State => context.State;

    /// <summary>Part of a position of an account that still has value goes over at the mark less the liquidation fee.</summary>
    /// <param name="account">The account.</param>
    /// <param name="instrument">The instrument.</param>
    /// <param name="quantity">With the position's sign.</param>
    /// <param name="giveUps">Collects what winners could be asked for.</param>
    public void TakeAtMark(AccountRow account, InstrumentId instrument, Quantity quantity, List<GiveUp> giveUps)
    {
        var row = State.Instrument(instrument);
        var fund = State.FundOf(row.Parameters.SettlementAsset)!;
        if (!CanCarry(instrument, quantity, Money.Zero))
        {
            deleveraging.Run(account, instrument, quantity, giveUps);
            var charged = fees.ChargeLiquidation(account, instrument, row.Contract.Notional(quantity, row.Mark), instrument.Value);
            if (charged.IsPositive)
            {
                context.Emit(new DeleveragingFeeCharged(account.Id, fund.Id, instrument, quantity, charged));
            }

            return;
        }

        var value = row.Contract.Value(quantity, row.Mark, Rounding.Floor);
        books.TransferPosition(account, fund, instrument, quantity, value, PostingReason.Takeover);
        var fee = fees.ChargeLiquidation(account, instrument, row.Contract.Notional(quantity, row.Mark), instrument.Value);
        context.Emit(new PositionTakenOver(account.Id, fund.Id, instrument, quantity, value, fee));
    }

    /// <summary>All positions of a bankrupt account go over, with their share of what it lacks: together at the bankruptcy price.</summary>
    /// <param name="account">The account; its NLV is not positive.</param>
    /// <param name="deficit">−NLV, in the numeraire.</param>
    /// <param name="giveUps">Collects what winners could be asked for.</param>
    public void TakeEverything(AccountRow account, Money deficit, List<GiveUp> giveUps)
    {
        var positions = closeOut.InOrder(account);
        var allMaintenance = margins.MaintenanceAlone(account);
        Array.Clear(_promised);
        foreach (var (line, maintenance) in positions)
        {
            var row = State.Instrument(line.Instrument);
            var share = allMaintenance.IsZero
                ? deficit
                : new Money(ExactMath.MulDivWide(deficit.Units, maintenance.Units, allMaintenance.Units, Rounding.Ceiling));
            var inSettlement = State.Market.Asset(row.Parameters.SettlementAsset).FromNumeraire(share, Rounding.Ceiling);
            ref var promised = ref _promised[row.Parameters.SettlementAsset.Value];
            if (CanCarry(line.Instrument, line.Quantity, promised + inSettlement))
            {
                promised += inSettlement;
                var fund = State.FundOf(row.Parameters.SettlementAsset)!;
                var value = row.Contract.Value(line.Quantity, row.Mark, Rounding.Floor);
                books.TransferPosition(account, fund, line.Instrument, line.Quantity, value, PostingReason.Takeover);
                context.Emit(new PositionTakenOver(account.Id, fund.Id, line.Instrument, line.Quantity, value, Money.Zero));
            }
            else
            {
                deleveraging.Run(account, line.Instrument, line.Quantity, giveUps);
            }
        }
    }

    /// <summary>Closes part of a position against the other side.</summary>
    public void Deleverage(AccountRow account, InstrumentId instrument, Quantity quantity, List<GiveUp> giveUps) =>
        deleveraging.Run(account, instrument, quantity, giveUps);

    private bool CanCarry(InstrumentId instrument, Quantity quantity, Money deficit)
    {
        var row = State.Instrument(instrument);
        var fund = State.FundOf(row.Parameters.SettlementAsset)!;
        if ((fund.Position(instrument).Quantity + quantity).Abs() > row.MaxPosition || deficit >= AssetLimits.MaxConverted)
        {
            return false;
        }

        var (equity, initial) = margins.AfterTakeover(fund, instrument, quantity, deficit);
        return equity >= initial;
    }
}
