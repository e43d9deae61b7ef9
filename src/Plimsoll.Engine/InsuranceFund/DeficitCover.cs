using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;
using Plimsoll.Engine.Liquidation;
using Plimsoll.Engine.Solvency;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.InsuranceFund;

/// <summary>Covers the negative balances of a flat account: own collateral, insurance fund, deleveraged winners, everybody; in that order.</summary>
/// <remarks>Source: docs/spec/0008-deleveraging.md, "Covering negative balances" (ADLS-010 … ADLS-013).</remarks>
internal sealed class DeficitCover(
    EngineContext context,
    Bookkeeper books,
    Margins margins,
    Conversions conversions,
    LossSharing lossSharing
)
{
    private EngineState State => context.State;

    /// <summary>Brings every balance of the account to zero or above.</summary>
    public void Cover(AccountRow account, List<GiveUp> giveUps)
    {
        var isDiscountWaived = conversions.IsDiscountWaived(account);
        for (byte i = 0; i < State.Market.AssetCount; i++)
        {
            var asset = new AssetId(i);
            if (account.Balance(asset).IsNegative)
            {
                conversions.SellFor(account, asset, isDiscountWaived);
                FromFund(account, asset);
                FromWinners(account, asset, giveUps);
                lossSharing.Share(account, asset);
                Invariant.Require(account.Balance(asset).IsZero || account.Balance(asset).IsPositive);
            }
        }
    }

    private void FromFund(AccountRow account, AssetId asset)
    {
        var need = -account.Balance(asset);
        if (!need.IsPositive || State.FundOf(asset) is not { } fund || fund == account)
        {
            return;
        }

        ref readonly var valuation = ref State.Market.Asset(asset);
        var spare = margins.Equity(fund).Equity - margins.Initial(fund);
        if (!spare.IsPositive || !valuation.HasPrice)
        {
            return;
        }

        var paid = Money.Min(need, valuation.FromNumeraire(spare, Rounding.Floor));
        if (paid.IsPositive)
        {
            books.Post(fund.Id, account.Id, asset, paid, PostingReason.Deficit, 0);
            context.Emit(new DeficitCovered(account.Id, fund.Id, asset, paid));
        }
    }

    private void FromWinners(AccountRow account, AssetId asset, List<GiveUp> giveUps)
    {
        for (var i = 0; i < giveUps.Count && account.Balance(asset).IsNegative; i++)
        {
            var charged = Money.Min(-account.Balance(asset), giveUps[i].Limit);
            // A fund has already paid all that it can spare.
            var isFund = State.Account(giveUps[i].Winner).Kind == AccountKind.InsuranceFund;
            if (giveUps[i].Asset == asset && !isFund && charged.IsPositive)
            {
                books.Post(giveUps[i].Winner, account.Id, asset, charged, PostingReason.Deleveraging, 0);
                context.Emit(new DeleveragingCharged(account.Id, giveUps[i].Winner, asset, charged));
                giveUps[i] = giveUps[i] with { Limit = giveUps[i].Limit - charged };
            }
        }
    }
}
