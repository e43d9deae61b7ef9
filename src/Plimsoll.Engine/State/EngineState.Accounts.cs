using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Values;

namespace Plimsoll.Engine.State;

internal sealed partial class EngineState
{
    public void Evolve(in AccountOpened opened)
    {
        Invariant.Require(opened.Account.Value == Accounts.Count);
        var row = new AccountRow(opened.Account, opened.Owner, opened.AccountKind, opened.Parent)
        {
            Instrument = opened.Instrument,
            FundAsset = opened.FundAsset,
        };
        Accounts.Add(row);
        Certificates?.Changed(opened.Account);
        if (opened.AccountKind == AccountKind.InsuranceFund)
        {
            FundOfAsset[opened.FundAsset.Value] = opened.Account.Value;
            row.Touch(opened.FundAsset);
        }
        else if (opened.AccountKind == AccountKind.Isolated)
        {
            row.Touch(Instrument(opened.Instrument).Parameters.SettlementAsset);
        }
    }

    public void Evolve(in AccountStatusChanged changed) => Account(changed.Account).Status = changed.Status;

    public void Evolve(in MarginModeChanged changed)
    {
        var account = Account(changed.Account);
        var instrument = changed.Instrument;
        var place = account.Isolated.FindIndex(link => link.Instrument == instrument);
        if (changed.IsolatedAccount != changed.Account)
        {
            var link = new IsolatedLink(instrument, changed.IsolatedAccount, changed.Mode);
            if (place < 0)
            {
                account.Isolated.Add(link);
            }
            else
            {
                account.Isolated[place] = link;
            }
        }
        else if (place >= 0)
        {
            account.Isolated[place] = account.Isolated[place] with { Mode = changed.Mode };
        }

        SetLeverage(UnitOf(account, instrument), instrument, changed.Leverage);
    }

    public void Evolve(in SchemeChosen chosen)
    {
        Account(chosen.Account).Scheme = chosen.Scheme;
        Certificates?.Changed(chosen.Account);
        var place = PortfolioAccounts.BinarySearch(chosen.Account);
        if (chosen.Scheme == SchemeId.Standard && place >= 0)
        {
            PortfolioAccounts.RemoveAt(place);
        }
        else if (chosen.Scheme != SchemeId.Standard && place < 0)
        {
            PortfolioAccounts.Insert(~place, chosen.Account);
        }
    }

    public void Evolve(in LeverageChanged changed) => SetLeverage(Account(changed.Account), changed.Instrument, changed.Leverage);

    public void Evolve(in MoneyPosted posted)
    {
        Account(posted.From).Credit(posted.Asset, -posted.Amount);
        Account(posted.To).Credit(posted.Asset, posted.Amount);
        Certificates?.Changed(posted.From);
        Certificates?.Changed(posted.To);
    }

    public void Evolve(in PositionChanged changed)
    {
        var account = Account(changed.Account);
        var line = account.Position(changed.Instrument);
        account.Touch(Instrument(changed.Instrument).Parameters.SettlementAsset);
        account.Set(line with { Quantity = line.Quantity + changed.Quantity, Cost = line.Cost + changed.Cost });
        CountInterest(changed.Instrument, line.Quantity, line.Quantity + changed.Quantity);
        account.HasClosed |= account.Condition == AccountCondition.InLiquidation;
        Certificates?.Changed(changed.Account);
    }

    public void Evolve(in MarginCallIssued issued) => SetCondition(issued.Account, AccountCondition.MarginCall);

    public void Evolve(in MarginCallEnded ended) => SetCondition(ended.Account, AccountCondition.Healthy);

    public void Evolve(in AccountHeld held)
    {
        var account = Account(held.Account);
        SetCondition(held.Account, AccountCondition.Held);
        (account.Hold, account.HoldUntil) = (held.Reason, held.Until);
    }

    public void Evolve(in AccountReleased released)
    {
        var account = Account(released.Account);
        SetCondition(released.Account, AccountCondition.Healthy);
        (account.Hold, account.HoldUntil) = (HoldReason.None, default);
    }

    public void Evolve(in LiquidationStarted started)
    {
        var account = Account(started.Account);
        SetCondition(started.Account, AccountCondition.InLiquidation);
        (account.HasClosed, account.HasBookRefused) = (false, false);
    }

    public void Evolve(in LiquidationEnded ended)
    {
        var account = Account(ended.Account);
        SetCondition(ended.Account, AccountCondition.Healthy);
        (account.HasClosed, account.HasBookRefused) = (false, false);
    }

    public void Evolve(in PositionTakenOver taken) => Account(taken.Account).HasBookRefused = false;

    public void Evolve(in PositionDeleveraged deleveraged) => Account(deleveraged.Account).HasBookRefused = false;

    // What follows only tells: the money behind it is posted, and postings alone move balances.
    public void Evolve(in DeleveragingCharged charged) => Invariant.Require(IsKnown(charged.Winner));

    public void Evolve(in DeleveragingFeeCharged charged) => Invariant.Require(IsKnown(charged.Account) && IsKnown(charged.Fund));

    public void Evolve(in DeficitCovered covered) => Invariant.Require(IsKnown(covered.Fund));

    public void Evolve(in LossSocialised socialised) => Invariant.Require(IsKnown(socialised.Bearer));

    public void Evolve(in CollateralConverted converted) => Invariant.Require(IsKnown(converted.Account));

    private void SetCondition(AccountId account, AccountCondition condition)
    {
        var row = Account(account);
        NotHealthy[(int)row.Condition]--;
        NotHealthy[(int)condition]++;
        row.Condition = condition;
        Certificates?.Changed(account);
    }

    private void SetLeverage(AccountRow account, InstrumentId instrument, Leverage leverage)
    {
        account.Set(account.Position(instrument) with { Leverage = leverage });
        Certificates?.Changed(account.Id);
    }
}
