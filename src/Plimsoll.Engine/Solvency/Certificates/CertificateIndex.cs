using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Solvency.Certificates.Windows;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Certificates;

/// <summary>Knows which accounts a price may have taken below their line: those whose box was left, and those that have none.</summary>
/// <remarks>
/// Every account is exactly one of three: certified (above its line wherever prices stay in its box, with a trigger at each end of it), hot (looked at whenever a
/// price moved), or exempt (it has no line). Whatever changes an account voids its certificate at once, and before the command ends it has another or is hot.
/// Derived from the state and no part of it. docs/spec/0023-certificates.md.
/// </remarks>
internal sealed partial class CertificateIndex(EngineState state, CertificateMaker maker, WindowCertificates windows)
{
    private const int SweepShare = 1_000;

    /// <summary>A certificate costs some eight decisions: one that would be left sooner is not worth it, and its account stays hot so long.</summary>
    private const int Rest = 8;

    private readonly List<PriceTriggers?> _marks = [];
    private readonly List<PriceTriggers?> _indices = [];
    private readonly List<int> _pending = [];
    private readonly List<int> _hot = [];
    private int[] _versions = [];
    private int[] _hotPlaces = [];
    private bool[] _isPending = [];
    private bool[] _isCertified = [];
    private long[] _madeAt = [];
    private long[] _restsUntil = [];
    private long _tick;
    private int _certified;
    private int _sweep;
    private int _next;
    private int _taken;
    private bool _isBehind;
    private long _scans;
    private long _examined;
    private long _left;
    private long _audited;
    private long _alarms;

    public SolvencyFigures Figures => new(_certified, _hot.Count, _examined, _left, _audited, _alarms) { Scans = _scans };

    /// <summary>What one command may spend; tests set less.</summary>
    public CertificateLimits Limits { get; set; } = CertificateLimits.Usual;

    /// <summary>Whether the account is proved now to be above its line.</summary>
    public bool IsCertified(AccountId account) => account.Value < _isCertified.Length && _isCertified[account.Value];

    /// <summary>Adds the accounts whose box this mark would leave, some of them more than once; nothing changes.</summary>
    public void AddLeaving(InstrumentId instrument, Price mark, List<AccountId> accounts)
    {
        if (instrument.Value < _marks.Count)
        {
            _marks[instrument.Value]?.AddBeyond(mark.Units, _versions, accounts);
        }
    }

    /// <summary>Adds the accounts whose box this index price would leave, some of them more than once; nothing changes.</summary>
    public void AddLeaving(IndexId index, Price price, List<AccountId> accounts)
    {
        if (index.Value < _indices.Count)
        {
            _indices[index.Value]?.AddBeyond(price.Units, _versions, accounts);
        }
    }

    /// <summary>Every trigger in force, in no order: for those who judge certificates from outside.</summary>
    public void CopyTriggers(List<LiveTrigger> triggers)
    {
        for (var i = 0; i < _marks.Count; i++)
        {
            _marks[i]?.CopyTo(triggers, false, i, _versions);
        }

        for (var i = 0; i < _indices.Count; i++)
        {
            _indices[i]?.CopyTo(triggers, true, i, _versions);
        }
    }

    /// <summary>Something of the account changed.</summary>
    public void Changed(AccountId account)
    {
        Grow(account.Value);
        Void(account.Value);
        Await(account.Value);
        _restsUntil[account.Value] = _tick;
    }

    /// <summary>A rule changed that any certificate may rest on.</summary>
    public void ForgetAll()
    {
        for (var i = 0; i < state.Accounts.Count; i++)
        {
            Changed(new(i));
        }

        windows.Clear();
        foreach (var triggers in _marks)
        {
            triggers?.Clear();
        }

        foreach (var triggers in _indices)
        {
            triggers?.Clear();
        }
    }

    public void MarkMoved(InstrumentId instrument, Price mark)
    {
        if (instrument.Value < _marks.Count && _marks[instrument.Value] is { } triggers)
        {
            Fire(triggers, mark);
        }
    }

    public void IndexMoved(IndexId index, Price price)
    {
        if (index.Value < _indices.Count && _indices[index.Value] is { } triggers)
        {
            Fire(triggers, price);
        }
    }

    /// <summary>Whether looking at everybody is cheaper now than telling who need not be looked at.</summary>
    /// <remarks>
    /// So it is when prices have passed more triggers than a command may take. Those left lie where they are: a certificate holds in its box however often prices
    /// leave it and come back, so it is enough that they are taken before the next time that somebody may be left out.
    /// </remarks>
    public bool ShouldScan()
    {
        _tick++;
        LeaveWindows();
        if (_isBehind)
        {
            CatchUp();
        }

        var isMost = 2L * (_hot.Count + _pending.Count) > state.Accounts.Count;
        _scans += _isBehind || isMost ? 1 : 0;
        return _isBehind || isMost;
    }

    /// <summary>The accounts that may be below their line now, ascending, together with those already in <paramref name="accounts"/>. Not while <see cref="ShouldScan"/>.</summary>
    public void AddSuspects(List<AccountId> accounts)
    {
        Sweep();
        foreach (var account in _hot)
        {
            accounts.Add(new(account));
        }

        foreach (var account in _pending)
        {
            accounts.Add(new(account));
        }

        EngineContext.SortDistinct(accounts);
    }

    /// <summary>The account was decided exactly; it gets a new certificate when the command ends.</summary>
    public void Examined(AccountId account)
    {
        _examined++;
        Grow(account.Value);
        if (!_isCertified[account.Value])
        {
            Await(account.Value);
        }
    }

    /// <summary>At the end of a command: certificates for those that were looked at, as many as a command may spend; the others stay hot.</summary>
    public void Renew()
    {
        var budget = Limits.Made(state.Accounts.Count);
        // Where the last command stopped, so that each has its turn.
        var first = _next < _pending.Count ? _next : 0;
        _next = 0;
        for (var i = 0; i < _pending.Count; i++)
        {
            var place = first + i < _pending.Count ? first + i : first + i - _pending.Count;
            var account = _pending[place];
            _isPending[account] = false;
            var row = state.Account(new(account));
            if (!row.IsMargined)
            {
                Cool(account);
            }
            else if (_restsUntil[account] > _tick)
            {
                Heat(account);
            }
            else if (budget-- <= 0)
            {
                _next = budget == -1 ? place : _next;
                Heat(account);
            }
            else if (!TryCertify(row))
            {
                _restsUntil[account] = _tick + Rest;
                Heat(account);
            }
        }

        _pending.Clear();
        _taken = 0;
    }

    private void Fire(PriceTriggers triggers, Price price)
    {
        var most = Limits.Taken(state.Accounts.Count);
        while (_taken < most && triggers.TryTake(price.Units, out var trigger))
        {
            _taken++;
            if (_versions[trigger.Account] == trigger.Version)
            {
                _left++;
                _restsUntil[trigger.Account] = _tick - _madeAt[trigger.Account] < Rest ? _tick + Rest : _tick;
                Void(trigger.Account);
                Await(trigger.Account);
            }
        }

        _isBehind |= triggers.IsPassed(price.Units);
    }

    /// <summary>Takes the triggers that were left because a command had taken enough, as far as this one may.</summary>
    private void CatchUp()
    {
        _isBehind = false;
        for (ushort i = 0; i < _marks.Count; i++)
        {
            MarkMoved(new(i), state.Instrument(new(i)).Mark);
        }

        for (ushort i = 0; i < _indices.Count; i++)
        {
            IndexMoved(new(i), state.Index(new(i)).Price);
        }
    }

    private bool TryCertify(AccountRow row)
    {
        var account = row.Id.Value;
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

    /// <summary>The safety net: holds some certificates against the exact decision, all of them in a thousand ticks.</summary>
    private void Sweep()
    {
        var count = Math.Min(state.Accounts.Count, 1 + (state.Accounts.Count / SweepShare));
        for (var i = 0; i < count; i++)
        {
            _sweep = _sweep + 1 >= state.Accounts.Count ? 0 : _sweep + 1;
            if (_sweep >= _isCertified.Length || !_isCertified[_sweep])
            {
                continue;
            }

            _audited++;
            if (!IsFine(state.Account(new(_sweep))))
            {
                _alarms++;
                Void(_sweep);
                Await(_sweep);
            }
        }
    }

    private void Void(int account)
    {
        // Comes round in the life of a venue, not in that of a trigger.
        unchecked
        {
            _versions[account]++;
        }

        if (_isCertified[account])
        {
            _isCertified[account] = false;
            _certified--;
        }
    }

    private void Await(int account)
    {
        if (!_isPending[account])
        {
            _isPending[account] = true;
            _pending.Add(account);
        }
    }

    private void Heat(int account)
    {
        if (_hotPlaces[account] < 0)
        {
            _hotPlaces[account] = _hot.Count;
            _hot.Add(account);
        }
    }

    private void Cool(int account)
    {
        var place = _hotPlaces[account];
        if (place < 0)
        {
            return;
        }

        var last = _hot[^1];
        _hot[place] = last;
        _hotPlaces[last] = place;
        _hot.RemoveAt(_hot.Count - 1);
        _hotPlaces[account] = -1;
    }

    private void Grow(int account)
    {
        if (account < _versions.Length)
        {
            return;
        }

        var before = _versions.Length;
        var size = Math.Max(account + 1, before * 2);
        Array.Resize(ref _versions, size);
        Array.Resize(ref _hotPlaces, size);
        Array.Resize(ref _isPending, size);
        Array.Resize(ref _isCertified, size);
        Array.Resize(ref _madeAt, size);
        Array.Resize(ref _restsUntil, size);
        _hotPlaces.AsSpan(before).Fill(-1);
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
