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

    /// <summary>Whether the discount is waived: when with it all that is for sale would not cover all debts together.</summary>
    /// <remarks>
    /// Asked once, before the first sale. Asked debt by debt it would be granted too late: what the first debt's discount cost is then missing for the second.
    /// </remarks>
    public bool IsDiscountWaived(AccountRow account)
    {
        var (worth, debts) = (Money.Zero, Money.Zero);
        for (byte i = 0; i < State.Market.AssetCount; i++)
        {
            ref readonly var asset = ref State.Market.Asset(new(i));
            var balance = account.Balance(new(i));
            if (balance.IsNegative && asset.HasPrice)
            {
                debts += asset.ToNumeraire(-balance, Rounding.Ceiling);
            }
            else if (balance.IsPositive && asset.HasPrice)
            {
                worth += asset.ToNumeraire(balance, Rounding.Floor).Scale(PriceOf(new(i), false), Rounding.Floor);
            }
        }

        return worth < debts;
    }

    /// <summary>Covers as much as possible of a negative balance from the account's other assets, in order of number.</summary>
    public void SellFor(AccountRow account, AssetId debt, bool isWaived)
    {
        for (byte i = 0; i < State.Market.AssetCount && account.Balance(debt).IsNegative; i++)
        {
            if (IsForSale(account, new(i), debt))
            {
                Sell(account, new(i), debt, isWaived);
            }
        }
    }

    private bool IsForSale(AccountRow account, AssetId asset, AssetId debt) =>
        asset != debt && account.Balance(asset).IsPositive && State.Market.Asset(asset).HasPrice && State.Market.Asset(debt).HasPrice;

    private void Sell(AccountRow account, AssetId sold, AssetId debt, bool isWaived)
    {
        var have = account.Balance(sold);
        var need = -account.Balance(debt);
        var price = PriceOf(sold, isWaived);
        var proceeds = Proceeds(have, sold, debt, price);
        var amount = have;
        if (proceeds >= need)
        {
            proceeds = need;
            amount = Money.Min(have, LeastFor(need, State.Market.Asset(sold), State.Market.Asset(debt), price));
        }

        if (amount.IsPositive && proceeds.IsPositive)
        {
            books.Post(account.Id, AccountId.Conversion, sold, amount, PostingReason.Conversion, 0);
            books.Post(AccountId.Conversion, account.Id, debt, proceeds, PostingReason.Conversion, 0);
            context.Emit(new CollateralConverted(account.Id, sold, amount, debt, proceeds));
        }
    }

    private Rate PriceOf(AssetId sold, bool isWaived) => isWaived ? Rate.One : Rate.One - State.Market.Asset(sold).Asset.ConversionDiscount;

    private Money Proceeds(Money amount, AssetId sold, AssetId debt, Rate price)
    {
        var worth = State.Market.Asset(sold).ToNumeraire(amount, Rounding.Floor);
        return State.Market.Asset(debt).FromNumeraire(worth.Scale(price, Rounding.Floor), Rounding.Floor);
    }

    private static Money LeastFor(Money need, in AssetValuation from, in AssetValuation to, Rate price)
    {
        var worth = to.ToNumeraire(need, Rounding.Ceiling);
        var gross = new Money(ExactMath.MulDiv(worth.Units, Rate.NanoPerOne, price.Nano, Rounding.Ceiling));
        return from.FromNumeraire(gross, Rounding.Ceiling);
    }
}
