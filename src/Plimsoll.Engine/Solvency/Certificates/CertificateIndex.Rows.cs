using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.State;

namespace Plimsoll.Engine.Solvency.Certificates;

/// <content>Accounts that have a row in the columns: at a price that is held against it, and they are looked at only where it does not prove them.</content>
internal sealed partial class CertificateIndex
{
    private int _nextOutside;

    /// <summary>Writes an account's row, or says that it has none yet: then it is decided at each price until it is its turn.</summary>
    private void WriteOrPostpone(AccountRow row, ref int rows)
    {
        // Who cannot fit one costs nothing to ask.
        var mayFit = row.IsMargined && row.Condition is AccountCondition.Healthy or AccountCondition.MarginCall;
        if (!mayFit || rows > 0)
        {
            rows -= mayFit ? 1 : 0;
            columns.Write(row);
        }
        else
        {
            columns.Postpone(row.Id.Value);
        }
    }

    /// <summary>Rows that a price's headroom has ended for: first those that it has left, since their accounts are decided at each price; then where it was renewed in time, some at each command.</summary>
    private void RenewRows(int rows)
    {
        for (var i = 0; i < _beyond.Count && rows > 0; i++)
        {
            if (columns.IsOld(_beyond[i]))
            {
                rows--;
                Rewrite(_beyond[i]);
            }
        }

        _beyond.Begin(0);
        var most = Limits.Rewritten(columns.Count);
        while (columns.TryNextOld(ref most, out var account))
        {
            Rewrite(account);
        }

        RenewOutside();
    }

    /// <summary>Who fits no row may fit one at other prices: some of them in turn.</summary>
    private void RenewOutside()
    {
        for (var i = _hasScanned ? Math.Min(columns.Outside.Count, Limits.Visited(columns.Outside.Count)) : 0; i > 0; i--)
        {
            _nextOutside = _nextOutside + 1 < columns.Outside.Count ? _nextOutside + 1 : 0;
            if (columns.Outside.Count > 0 && columns.Outside[_nextOutside] is var account && columns.IsKnown(account))
            {
                Rewrite(account);
            }
        }
    }

    private void Rewrite(int account)
    {
        columns.Write(state.Account(new(account)));
        if (_warm.Contains(account) != columns.Has(account) && (_warm.Contains(account) || _hot.Contains(account)))
        {
            Heat(account); // it fits no row any more, or has its first
        }
    }

    /// <summary>Who is held against its row at each price is not looked at, and would never get a certificate: some of them in turn.</summary>
    private void RenewWarm(int budget)
    {
        for (var i = Math.Min(_warm.Count, Limits.Visited(_warm.Count)); i > 0 && budget > 0 && IsCertifying; i--)
        {
            if (_warm.Count == 0)
            {
                return;
            }

            _nextWarm = _nextWarm + 1 < _warm.Count ? _nextWarm + 1 : 0;
            var account = _warm[_nextWarm];
            if (_restsUntil[account] <= _tick)
            {
                budget--;
                Try(state.Account(new(account)));
            }
        }
    }

    /// <summary>A box was left: the account's row says whether it must be looked at, if it has one.</summary>
    private void Leave(int account)
    {
        if (columns.Has(account))
        {
            Heat(account);
        }
        else
        {
            Await(account);
        }
    }

    private void Heat(int account)
    {
        var hasRow = columns.Has(account);
        if (hasRow)
        {
            columns.Move(account, isNear: true);
        }

        (hasRow ? _warm : _hot).Add(account);
        (hasRow ? _hot : _warm).Remove(account);
    }

    private void Cool(int account)
    {
        columns.Move(account, isNear: false);
        _warm.Remove(account);
        _hot.Remove(account);
    }
}
