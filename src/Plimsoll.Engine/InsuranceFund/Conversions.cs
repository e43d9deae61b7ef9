using Plimsoll.Collateral;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.InsuranceFund;

/// <summary>Sells collateral to the conversion account, at index less the asset's discount, for as much as a debt needs.</summary>
/// <remarks>Source: docs/spec/0008-deleveraging.md, "Covering negative balances" 1 (ADLS-010, ADLS-011).</remarks>
internal sealed class Conversions(EngineContext context, Bookkeeper books)
{
    private EngineState State => context.State;

    /// <summary>Covers as much as possible of a negative balance from the account's other assets, in order of number.</summary>
    public void SellFor(AccountRow account, AssetId debt)
    {
        for (byte i = 0; i < State.Market.AssetCount && account.Balance(debt).IsNegative; i++)
        {
            if (IsForSale(account, new(i), debt))
            {
                Sell(account, new(i), debt);
            }
        }
    }

    private bool IsForSale(AccountRow account, AssetId asset, AssetId debt) =>
        asset != debt && account.Balance(asset).IsPositive && State.Market.Asset(asset).HasPrice && State.Market.Asset(debt).HasPrice;

    private void Sell(AccountRow account, AssetId sold, AssetId debt)
    {
        var have = account.Balance(sold);
        var need = -account.Balance(debt);
        ref readonly var from = ref State.Market.Asset(sold);
        ref readonly var to = ref State.Market.Asset(debt);
        var price = Rate.One - from.Asset.ConversionDiscount;
        var gross = from.ToNumeraire(have, Rounding.Floor);
        var discounted = to.FromNumeraire(gross.Scale(price, Rounding.Floor), Rounding.Floor);
        Money amount;
        Money proceeds;
        if (discounted >= need)
        {
            amount = Money.Min(have, LeastFor(need, from, to, price));
            proceeds = need;
        }
        else
        {
            // The last collateral is sold at the full index if need be: the discount must not make a solvent account insolvent.
            amount = have;
            proceeds = IsLast(account, sold, debt) ? Money.Min(need, to.FromNumeraire(gross, Rounding.Floor)) : discounted;
        }

        if (amount.IsPositive && proceeds.IsPositive)
        {
            books.Post(account.Id, AccountId.Conversion, sold, amount, PostingReason.Conversion, 0);
            books.Post(AccountId.Conversion, account.Id, debt, proceeds, PostingReason.Conversion, 0);
            context.Emit(new CollateralConverted(account.Id, sold, amount, debt, proceeds));
        }
    }

    private static Money LeastFor(Money need, in AssetValuation from, in AssetValuation to, Rate price)
    {
        var worth = to.ToNumeraire(need, Rounding.Ceiling);
        var gross = new Money(ExactMath.MulDiv(worth.Units, Rate.NanoPerOne, price.Nano, Rounding.Ceiling));
        return from.FromNumeraire(gross, Rounding.Ceiling);
    }

    private bool IsLast(AccountRow account, AssetId sold, AssetId debt)
    {
        for (var i = sold.Value + 1; i < State.Market.AssetCount; i++)
        {
            if (IsForSale(account, new((byte)i), debt))
            {
                return false;
            }
        }

        return true;
    }
}
