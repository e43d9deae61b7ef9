using System.Numerics;
using Plimsoll.Engine.Accounts;

namespace Plimsoll.Testing.Naive;

/// <summary>How the negative balances of a flat account are covered: docs/spec/0008.</summary>
internal static class NaiveCover
{
    public static void Negative(NaiveState state, NaiveAccount account, List<(int Account, int Asset, BigInteger Limit)> winners)
    {
        var isWaived = IsDiscountWaived(state, account);
        for (var asset = 0; asset < state.Assets.Count; asset++)
        {
            if (account.Balance(asset).Sign >= 0)
                continue;

            SellCollateral(state, account, asset, isWaived);
            AskFund(state, account, asset);
            ChargeWinners(state, account, asset, winners);
            Socialise(state, account, asset);
            if (Need(account, asset) is var rest && rest.Sign > 0)
                state.Note(NaiveRoute.BadDebt, $"{rest} of {asset}, {account.Id}");

            state.Post(AccountId.BadDebt.Value, account.Id, asset, Need(account, asset));
        }
    }

    private static BigInteger Need(NaiveAccount account, int asset) => BigInteger.Max(0, -account.Balance(asset));

    /// <summary>Whether all that is for sale, at its discounts, is worth less than all that is owed.</summary>
    private static bool IsDiscountWaived(NaiveState state, NaiveAccount account)
    {
        var assets = Enumerable.Range(0, state.Assets.Count).Where(asset => NaiveValues.HasPrice(state, asset)).ToList();
        var owed = assets
            .Where(asset => account.Balance(asset).Sign < 0)
            .Aggregate(BigInteger.Zero, (sum, asset) => sum + NaiveValues.ToNumeraire(state, asset, -account.Balance(asset)).Ceiling());
        var worth = assets
            .Where(asset => account.Balance(asset).Sign > 0)
            .Aggregate(
                BigInteger.Zero,
                (sum, asset) =>
                    sum + Ratio.Share(NaiveValues.ToNumeraire(state, asset, account.Balance(asset)).Floor(), Kept(state, asset)).Floor()
            );
        if (assets.Count(asset => account.Balance(asset).Sign < 0) > 1 && worth.Sign > 0)
            state.Note(NaiveRoute.SeveralDebts, $"{account.Id}");

        return worth < owed;
    }

    private static void SellCollateral(NaiveState state, NaiveAccount account, int asset, bool isWaived)
    {
        for (var collateral = 0; collateral < state.Assets.Count && Need(account, asset).Sign > 0; collateral++)
        {
            if (!IsSellable(state, account, asset, collateral))
                continue;

            var kept = isWaived ? Ratio.Nano : Kept(state, collateral);
            var (sold, bought) = Sale(state, account.Balance(collateral), collateral, asset, Need(account, asset), kept);
            if (bought.Sign <= 0)
                continue;

            state.Note(isWaived ? NaiveRoute.SoldInFull : NaiveRoute.SoldAtDiscount, $"{sold} of {collateral} for {bought} of {asset}");
            state.Post(account.Id, AccountId.Conversion.Value, collateral, sold);
            state.Post(AccountId.Conversion.Value, account.Id, asset, bought);
        }
    }

    private static BigInteger Kept(NaiveState state, int collateral) => Ratio.Nano - state.Assets[collateral].ConversionDiscount.Nano;

    private static BigInteger Brings(NaiveState state, BigInteger all, int collateral, int asset, BigInteger kept)
    {
        var worth = NaiveValues.ToNumeraire(state, collateral, all).Floor();
        return NaiveValues.FromNumeraire(state, asset, Ratio.Share(worth, kept).Floor()).Floor();
    }

    private static bool IsSellable(NaiveState state, NaiveAccount account, int asset, int collateral) =>
        collateral != asset && account.Balance(collateral).Sign > 0 && NaiveValues.HasPrice(state, collateral);

    private static (BigInteger Sold, BigInteger Bought) Sale(
        NaiveState state,
        BigInteger all,
        int collateral,
        int asset,
        BigInteger need,
        BigInteger kept
    )
    {
        var brings = Brings(state, all, collateral, asset, kept);
        if (brings < need)
            return (all, brings);

        var gross = Ratio.Of(NaiveValues.ToNumeraire(state, asset, need).Ceiling() * Ratio.Nano, kept).Ceiling();
        var sold = NaiveValues.FromNumeraire(state, collateral, gross).Ceiling();
        return (BigInteger.Min(all, sold), need);
    }

    private static void AskFund(NaiveState state, NaiveAccount account, int asset)
    {
        var fund = state.FundOf(asset);
        if (fund is null || fund.Id == account.Id || Need(account, asset).IsZero)
            return;

        var free = NaiveMargin.Equity(state, fund) - NaiveMargin.Initial(state, fund);
        var most = BigInteger.Max(0, NaiveValues.FromNumeraire(state, asset, free).Floor());
        var paid = BigInteger.Min(Need(account, asset), most);
        if (paid.Sign > 0)
            state.Note(NaiveRoute.FundPaid, $"{paid} of {asset} for {account.Id}");

        state.Post(fund.Id, account.Id, asset, paid);
    }

    private static void ChargeWinners(
        NaiveState state,
        NaiveAccount account,
        int asset,
        List<(int Account, int Asset, BigInteger Limit)> winners
    )
    {
        foreach (
            var (winner, _, limit) in winners.Where(each =>
                each.Asset == asset && state.Accounts[each.Account].Kind != AccountKind.InsuranceFund
            )
        )
        {
            var paid = BigInteger.Min(Need(account, asset), limit);
            if (paid.Sign > 0)
                state.Note(NaiveRoute.WinnerCharged, $"{paid} of {asset} by {winner} for {account.Id}");

            state.Post(winner, account.Id, asset, paid);
        }
    }

    private static void Socialise(NaiveState state, NaiveAccount account, int asset)
    {
        var bases = state
            .Accounts.Where(other => other.Id != account.Id && (other.IsTrader || other.Kind == AccountKind.Isolated))
            .Select(other => (Account: other, Base: Base(state, other, asset)))
            .Where(each => each.Base.Sign > 0)
            .ToList();
        var total = bases.Aggregate(BigInteger.Zero, (sum, each) => sum + each.Base);
        var need = BigInteger.Min(Need(account, asset), total);
        if (need.IsZero)
            return;

        state.Note(NaiveRoute.Socialised, $"{need} of {asset} for {account.Id}");
        var shares = bases.Select(each => (each.Account, each.Base, Share: Ratio.Of(need * each.Base, total).Floor())).ToList();
        var rest = need - shares.Aggregate(BigInteger.Zero, (sum, each) => sum + each.Share);
        foreach (var (bearer, most, share) in shares)
        {
            var unit = rest.Sign > 0 && share < most ? 1 : 0;
            rest -= unit;
            state.Post(bearer.Id, account.Id, asset, share + unit);
        }
    }

    private static BigInteger Base(NaiveState state, NaiveAccount account, int asset) =>
        account.Balance(asset) + NaiveMargin.Unrealised(state, NaivePortfolio.Of(state, account), asset);
}
