using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Solvency.Columns;
using Plimsoll.Engine.State;

namespace Plimsoll.Engine.Solvency.Certificates;

/// <content>Where certificates come from: windows, rows, or bounds of equity and margin; and their triggers.</content>
internal sealed partial class CertificateIndex
{
    private bool TryCertify(AccountRow row)
    {
        var account = row.Id.Value;
        if (!IsCertifying)
        {
            return false;
        }

        if (Margins.IsPortfolio(row))
        {
            if (!windows.TryMake(row, _versions))
            {
                return false;
            }

            Certify(account);
            windows.Register(row.Id, _versions);
            return true;
        }

        if (row.Condition == AccountCondition.Healthy && columns.Has(account) && rowBoxes.TryMake(account))
        {
            Certify(account);
            AddRowTriggers(account);
            return true;
        }

        if (!maker.TryMake(row))
        {
            return false;
        }

        Certify(account);
        AddTriggers(account);
        return true;
    }

    private void Certify(int account)
    {
        Cool(account);
        _isCertified[account] = true;
        _isCalled[account] = state.Account(new(account)).Condition == AccountCondition.MarginCall;
        _madeAt[account] = _tick;
        _certified++;
    }

    private void AddTriggers(int account)
    {
        var version = _versions[account];
        foreach (ref readonly var entry in maker.Marks)
        {
            Of(_marks, entry.Instrument.Value).Add(entry.Box.Low.Units, entry.Box.High.Units, account, version, _versions);
        }

        foreach (ref readonly var entry in maker.Assets)
        {
            var index = state.Market.Asset(entry.Asset).Asset.Index!.Value;
            Of(_indices, index.Value).Add(entry.Box.Low.Units, entry.Box.High.Units, account, version, _versions);
        }
    }

    private void AddRowTriggers(int account)
    {
        var version = _versions[account];
        foreach (ref readonly var box in rowBoxes.Boxes)
        {
            var triggers = Sources.IsMark(box.Source, out var instrument)
                ? Of(_marks, instrument.Value)
                : Of(_indices, state.Market.Asset(new((byte)box.Source)).Asset.Index!.Value.Value);
            triggers.AddHigh(box.High, account, version, _versions);
            if (box.Low != RowBox.AnyLow)
            {
                triggers.AddLow(box.Low, account, version, _versions);
            }
        }
    }

    private static PriceTriggers Of(List<PriceTriggers?> list, int place)
    {
        while (list.Count <= place)
        {
            list.Add(null);
        }

        return list[place] ??= new();
    }
}
