using Plimsoll.Collateral;
using Plimsoll.Engine.Accounts;
using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Engine.State;

internal sealed partial class EngineState
{
    public void RestoreAsset(AssetParameters asset)
    {
        Market.Add(ValuationOf(asset));
        if (asset.Index is { } index)
        {
            Market.Set(asset.Id, Market.Asset(asset.Id).At(Index(index).Price));
        }
    }

    public void RestoreInstrument(InstrumentRow row)
    {
        Instruments.Add(row);
        Market.Add(row.Contract);
        Market.Set(row.Parameters.Id, row.Mark);
        ShowMarket(row);
        SetMarginMultiple(row.Parameters.Underlying);
        SetMaxPosition(row);
    }

    public void RestoreAccount(AccountRow account)
    {
        Accounts.Add(account);
        NotHealthy[(int)account.Condition]++;
        foreach (ref readonly var line in account.Positions)
        {
            CountInterest(line.Instrument, default, line.Quantity);
        }

        if (account.Scheme != SchemeId.Standard)
        {
            PortfolioAccounts.Add(account.Id);
        }

        if (account.Kind == AccountKind.InsuranceFund)
        {
            FundOfAsset[account.FundAsset.Value] = account.Id.Value;
            account.Touch(account.FundAsset);
        }
        else if (account.Kind == AccountKind.Isolated)
        {
            account.Touch(Instrument(account.Instrument).Parameters.SettlementAsset);
        }
    }

    public void RestoreOrder(in OrderRow order)
    {
        Orders.Add(order.Id, order);
        var account = Account(order.Account);
        if (order.IsLiquidation)
        {
            LiquidationOrders.Add(order.Id);
            account.LiquidationOrder = order.Id;
        }
        else
        {
            account.Orders.Add(order.Id);
            TouchLocked(account, order);
        }
    }

    /// <summary>A spot order may lock what a loss has since taken: the balance is zero, and its line must be there all the same.</summary>
    private void TouchLocked(AccountRow account, in OrderRow order)
    {
        var parameters = Instrument(order.Instrument).Parameters;
        if (parameters.Kind == InstrumentKind.Spot)
        {
            account.Touch(order.Remaining.Sign > 0 ? parameters.SettlementAsset : parameters.BaseAsset);
        }
    }
}
