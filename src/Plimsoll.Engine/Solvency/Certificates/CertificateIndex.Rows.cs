namespace Plimsoll.Engine.Solvency.Certificates;

/// <content>Accounts that have a row in the columns: at a price that is held against it, and they are looked at only where it does not prove them.</content>
internal sealed partial class CertificateIndex
{
    /// <summary>Where the headroom of a price was renewed, some rows that still have the old one, all of them in some hundreds of commands.</summary>
    private void RenewRows()
    {
        var most = Limits.Rewritten(columns.Count);
        while (columns.TryNextOld(ref most, out var account))
        {
            columns.Write(state.Account(new(account)));
            if (_warm.Contains(account))
            {
                Heat(account); // it may be one that fits no row any more
            }
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
        columns.Move(account, isNear: true);
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
