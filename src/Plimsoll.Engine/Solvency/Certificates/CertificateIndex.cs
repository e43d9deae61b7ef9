using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Solvency.Certificates.Windows;
using Plimsoll.Engine.Solvency.Columns;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Certificates;

/// <summary>Knows which accounts a price may have taken below their line: those whose box was left, and those that have none.</summary>
/// <remarks>
/// Every account is exactly one of three: certified (above its line wherever prices stay in its box, with a trigger at each end of it), hot (looked at whenever a
/// price moved), or exempt (it has no line). To look at an account that has a row in the columns is to hold it against that first. Whatever changes an account voids its certificate at once, and before the command ends it has another or is hot.
/// Derived from the state and no part of it. docs/spec/0023-certificates.md.
/// </remarks>
internal sealed partial class CertificateIndex(
    EngineState state,
    CertificateMaker maker,
    RowBoxes rowBoxes,
    AccountColumns columns,
    WindowCertificates windows
)
{
    /// <summary>To take a trigger that is in force costs as much as to take so many that are void.</summary>
    private const int CostOfLive = 8;

    private readonly List<PriceTriggers?> _marks = [];
    private readonly List<PriceTriggers?> _indices = [];
    private readonly List<int> _pending = [];
    private readonly AccountSet _hot = new();
    private readonly AccountSet _warm = new();
    private readonly AccountBits _suspects = new();
    private readonly AccountQueue _beyond = new();
    private int[] _versions = [];
    private bool[] _isPending = [];
    private bool[] _isCertified = [];
    private bool[] _isCalled = [];
    private long[] _madeAt = [];
    private long[] _restsUntil = [];
    private long _tick;
    private int _certified;
    private int _sweep;
    private Timestamp _sweptAt;
    private int _next;
    private int _nextWarm;
    private int _spent;
    private bool _isBehind;
    private bool _isOwing;
    private bool _hasScanned;
    private long _scans;
    private long _examined;
    private long _examinedBefore;
    private long _left;
    private long _audited;
    private long _alarms;

    public SolvencyFigures Figures =>
        new(_certified, _hot.Count + _warm.Count, _examined, _left, _audited, _alarms) { Scans = _scans, Rows = columns.Count };

    /// <summary>What one command may spend; tests set less.</summary>
    public CertificateLimits Limits { get; set; } = CertificateLimits.Usual;

    /// <summary>Whether there are certificates at all, or columns alone are scanned at each price.</summary>
    public bool IsCertifying { get; set; } = true;

    /// <summary>The columns, of the accounts that fit them.</summary>
    public AccountColumns Columns => columns;

    /// <summary>Whether the account is proved now to reach the margin-call multiple.</summary>
    public bool IsAboveCall(AccountId account) => IsCertified(account) && !_isCalled[account.Value];

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

    /// <summary>Reads what is known of an account, to have it near.</summary>
    public long Read(AccountId account)
    {
        var at = account.Value;
        return at >= _versions.Length
            ? 0
            : _versions[at]
                ^ _madeAt[at]
                ^ _restsUntil[at]
                ^ (_isPending[at] | _isCertified[at] | _isCalled[at] ? 1 : 0)
                ^ columns.Read(at);
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
        // Who goes in and out of margin call, with a row, would try for a certificate each time.
        _restsUntil[account.Value] =
            columns.Has(account.Value) && !_isCertified[account.Value]
                ? _restsUntil[account.Value]
                : Math.Min(_restsUntil[account.Value], _tick);
        Void(account.Value);
        Await(account.Value);
        columns.Changed(account.Value);
    }

    /// <summary>A rule changed that any certificate may rest on.</summary>
    public void ForgetAll()
    {
        columns.ForgetAll();
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
        columns.MarkMoved(instrument, mark);
        if (instrument.Value < _marks.Count && _marks[instrument.Value] is { } triggers)
        {
            Fire(triggers, mark);
        }
    }

    public void IndexMoved(IndexId index, Price price)
    {
        columns.IndexMoved(index, price);
        if (index.Value < _indices.Count && _indices[index.Value] is { } triggers)
        {
            Fire(triggers, price);
        }
    }

    /// <summary>Adds the accounts that may be below their line now, ascending, together with those already in <paramref name="accounts"/>.</summary>
    /// <remarks>
    /// Where prices have passed more triggers than a command may take, nobody is left out for a certificate: all rows are held against the prices, and who has no
    /// row is decided. Triggers left lie where they are: a certificate holds in its box however often prices leave it and come back, so it is enough that they are
    /// taken before the next time that somebody may be left out for it.
    /// </remarks>
    public void AddSuspects(List<AccountId> accounts)
    {
        _tick++;
        _hasScanned = true;
        LeaveWindows();
        if (_isBehind)
        {
            CatchUp();
        }

        var isScan = _isBehind || !IsCertifying || IsMostHot();
        _scans += isScan ? 1 : 0;
        _beyond.Begin(Limits.Written(state.Accounts.Count, state.Accounts.Count));
        columns.AddMarked(isScan, _suspects, _beyond);
        (isScan ? columns.Outside : _hot).CopyTo(_suspects);
        foreach (var account in _pending)
        {
            _suspects.Add(account);
        }

        foreach (var account in accounts)
        {
            _suspects.Add(account.Value);
        }

        Sweep();
        accounts.Clear();
        _suspects.MoveTo(accounts);
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

    /// <summary>All events of a command are there: what it voided may be renewed, at once or before the next.</summary>
    public void Owe() => _isOwing = true;

    /// <summary>After a command, before the next: rows for those that changed, certificates for those that were looked at, as many as a command may spend; the others stay hot. Once for each command.</summary>
    public void Renew()
    {
        if (!_isOwing)
        {
            return;
        }

        var budget = Limits.Made(Fitless, columns.Count + columns.Waiting);
        var rows = Limits.Written(_hasScanned ? state.Accounts.Count : 0, _examined - _examinedBefore);
        // Where the last command stopped, so that each has its turn.
        var first = _next < _pending.Count ? _next : 0;
        _next = 0;
        for (var i = 0; i < _pending.Count; i++)
        {
            var place = first + i < _pending.Count ? first + i : first + i - _pending.Count;
            var account = _pending[place];
            _isPending[account] = false;
            var row = state.Account(new(account));
            if (!columns.IsKnown(account))
            {
                WriteOrPostpone(row, ref rows);
            }

            if (!row.IsMargined)
            {
                Cool(account);
            }
            else if (_restsUntil[account] > _tick || columns.IsWaiting(account))
            {
                Heat(account);
            }
            else if (budget-- <= 0)
            {
                _next = budget == -1 ? place : _next;
                Heat(account);
            }
            else
            {
                Try(row);
            }
        }

        _pending.Clear();
        RenewRows(rows);
        RenewWarm(budget);
        (_spent, _hasScanned, _isOwing, _examinedBefore) = (0, false, false, _examined);
    }

    private void Try(AccountRow row)
    {
        var account = row.Id.Value;
        if (TryCertify(row))
        {
            return;
        }

        _restsUntil[account] = _tick + RestOf(account);
        Heat(account);
    }

    /// <summary>Sets when an account whose certificate ends may have the next: at once only where this one has lasted.</summary>
    private void Rest(int account)
    {
        var rest = RestOf(account);
        _restsUntil[account] = _tick - _madeAt[account] < rest ? _tick + rest : _tick;
    }

    /// <summary>How many scans a certificate must last to be worth it.</summary>
    private int RestOf(int account) => columns.Has(account) ? Limits.WarmRest : Limits.Rest;

    /// <summary>Accounts that fit no row, as far as is known.</summary>
    private int Fitless => columns.Outside.Count - columns.Waiting;

    private bool IsMostHot() => 2L * (_hot.Count + _pending.Count) > state.Accounts.Count;

    private void Fire(PriceTriggers triggers, Price price)
    {
        var most = CostOfLive * Limits.Taken(Fitless, columns.Count + columns.Waiting);
        while (_spent < most && triggers.TryTake(price.Units, out var trigger))
        {
            _spent++;
            if (_versions[trigger.Account] == trigger.Version)
            {
                _spent += CostOfLive - 1;
                _left++;
                Rest(trigger.Account);
                Void(trigger.Account);
                Leave(trigger.Account);
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

    /// <summary>The safety net: holds some of those left out against the exact decision, in turn.</summary>
    private void Sweep()
    {
        var count = Limits.Swept(state.Accounts.Count, state.Now - _sweptAt);
        _sweptAt = state.Now;
        for (var i = count; i > 0; i--)
        {
            _sweep = _sweep + 1 >= state.Accounts.Count ? 0 : _sweep + 1;
            var account = state.Account(new(_sweep));
            if (!account.IsMargined || _suspects.Contains(_sweep))
            {
                continue;
            }

            _audited++;
            if (!IsFine(account))
            {
                _alarms++;
                Grow(_sweep);
                Void(_sweep);
                Await(_sweep);
                columns.Changed(_sweep);
                _suspects.Add(_sweep);
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

    private void Grow(int account)
    {
        if (account < _versions.Length)
        {
            return;
        }

        var size = Math.Max(account + 1, _versions.Length * 2);
        Array.Resize(ref _versions, size);
        Array.Resize(ref _isPending, size);
        Array.Resize(ref _isCertified, size);
        Array.Resize(ref _isCalled, size);
        Array.Resize(ref _madeAt, size);
        Array.Resize(ref _restsUntil, size);
        _pending.EnsureCapacity(size);
        _hot.Reserve(size);
        _warm.Reserve(size);
        columns.Reserve(size);
    }
}
