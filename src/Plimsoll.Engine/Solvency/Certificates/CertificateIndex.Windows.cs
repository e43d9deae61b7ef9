using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Solvency.Certificates.Windows;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Certificates;

/// <content>Accounts under portfolio margin: certified by windows of prices and bands of what else moves them, which many share.</content>
internal sealed partial class CertificateIndex
{
    private readonly List<(int Account, int Version)> _leaving = [];

    /// <summary>The windows that an account relies on, and whether they would hold in another state.</summary>
    public (IReadOnlyList<(IndexId Index, PriceWindow Window)> Windows, bool Holds) Judge(AccountRow account, EngineState other) =>
        windows.Judge(account, _versions[account.Id.Value], other);

    /// <summary>The accounts under portfolio margin that may be below their line now, ascending, with those already there: no price has moved, but time or volatilities have.</summary>
    public void AddPortfolioSuspects(List<AccountId> accounts)
    {
        LeaveWindows();
        for (var i = 0; i < _hot.Count; i++)
        {
            AddIfPortfolio(_hot[i], accounts);
        }

        foreach (var account in _pending)
        {
            AddIfPortfolio(account, accounts);
        }

        EngineContext.SortDistinct(accounts);
    }

    /// <summary>Whose window or band was left is proved anew where things are now, which costs less than a decision; where that fails, the account is looked at.</summary>
    private void LeaveWindows()
    {
        windows.Check(_versions, _leaving);
        foreach (var (account, version) in _leaving)
        {
            if (_versions[account] != version)
            {
                continue;
            }

            _left++;
            Void(account);
            if (!TryCertify(state.Account(new(account))))
            {
                _restsUntil[account] = _tick + Limits.Rest;
                Await(account);
            }
        }
    }

    private void AddIfPortfolio(int account, List<AccountId> accounts)
    {
        if (Margins.IsPortfolio(state.Account(new(account))))
        {
            accounts.Add(new(account));
        }
    }

    private bool IsFine(AccountRow row) => Margins.IsPortfolio(row) ? windows.IsFine(row) : maker.IsFine(row);
}
