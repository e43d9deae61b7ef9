using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Venue;
using Plimsoll.Values;

namespace Plimsoll.Engine.State;

/// <summary>What the handlers share: the state to read, and the one way to change it.</summary>
internal sealed class EngineContext(EngineState state, EventBuffer events)
{
    private readonly List<AccountId> _touched = [];
    private readonly List<(AccountId Account, InstrumentId Instrument)> _repositioned = [];
    private bool[] _isTouched = [];
    private bool _isAccepted;
    private bool _arePortfoliosTouched;

    public EngineState State => state;

    /// <summary>Whether a price or rule changed that any account may depend on.</summary>
    public bool IsEverybodyTouched { get; private set; }

    /// <summary>Forgets the previous command.</summary>
    public void Begin()
    {
        events.Clear();
        _isAccepted = false;
        _repositioned.Clear();
        Forget();
    }

    /// <summary>The very first event.</summary>
    public void Open(VenueParameters venue)
    {
        _isAccepted = true;
        Emit(new VenueOpened(1), venue);
    }

    /// <summary>All checks have passed: from here on there are events and no refusal.</summary>
    public CommandResult Accept(Command command)
    {
        _isAccepted = true;
        Emit(new CommandAccepted(state.Sequence + 1, command.At));
        if (state.IsPaused && !state.IsPausedAt(command.At))
        {
            Resume(ResumeCause.LongestPause);
        }

        return CommandResult.Accepted;
    }

    /// <summary>Ends the pause; the grace runs from now.</summary>
    public void Resume(ResumeCause cause)
    {
        Emit(new VenueResumed(state.Now + state.Venue.PauseGrace, cause));
        TouchEverybody();
    }

    /// <summary>Records an event and applies it.</summary>
    public void Emit<T>(in T recorded, object? payload = null)
        where T : unmanaged, IAppliedEvent
    {
        Invariant.Require(_isAccepted);
        events.Append(recorded, payload);
        recorded.ApplyTo(state, payload);
    }

    /// <summary>The account must be decided before the command ends.</summary>
    public void Touch(AccountId account)
    {
        if (account.Value >= _isTouched.Length)
        {
            Array.Resize(ref _isTouched, Math.Max(account.Value + 1, _isTouched.Length * 2));
        }

        if (!_isTouched[account.Value])
        {
            _isTouched[account.Value] = true;
            _touched.Add(account);
        }
    }

    /// <summary>A position changed in an account that has orders: those that may only reduce must be held against it again.</summary>
    public void Reposition(AccountRow account, InstrumentId instrument)
    {
        if (account.Orders.Count > 0)
        {
            _repositioned.Add((account.Id, instrument));
        }
    }

    /// <summary>Takes the next changed position, in the order of change.</summary>
    public bool TryTakeRepositioned(int place, out AccountId account, out InstrumentId instrument)
    {
        if (place < _repositioned.Count)
        {
            (account, instrument) = _repositioned[place];
            return true;
        }

        _repositioned.Clear();
        (account, instrument) = (default, default);
        return false;
    }

    /// <summary>Accounts under portfolio margin must be decided: time and volatilities move what they need.</summary>
    public void TouchPortfolios() => _arePortfoliosTouched = true;

    /// <summary>Every account must be decided before the command ends.</summary>
    public void TouchEverybody() => IsEverybodyTouched = true;

    /// <summary>Moves the accounts to decide into <paramref name="accounts"/>, ascending; when everybody was touched, all who may be below their line by what is known of them, or all.</summary>
    public void TakeTouched(List<AccountId> accounts)
    {
        accounts.Clear();
        if (IsEverybodyTouched && state.Certificates is { } certificates)
        {
            accounts.AddRange(_touched);
            certificates.AddSuspects(accounts);
        }
        else if (IsEverybodyTouched)
        {
            for (var i = AccountId.Reserved; i < state.Accounts.Count; i++)
            {
                accounts.Add(new(i));
            }
        }
        else
        {
            accounts.AddRange(_touched);
            if (_arePortfoliosTouched)
            {
                AddPortfolios(accounts);
            }
            else if (accounts.Count == 2)
            {
                (accounts[0], accounts[1]) =
                    accounts[0].Value < accounts[1].Value ? (accounts[0], accounts[1]) : (accounts[1], accounts[0]);
            }
            else if (accounts.Count > 2)
            {
                accounts.Sort();
            }
        }

        Forget();
    }

    /// <summary>Accounts under portfolio margin that time or volatility may have taken below their line, ascending with those that are there.</summary>
    private void AddPortfolios(List<AccountId> accounts)
    {
        if (state.Certificates is { } certificates)
        {
            certificates.AddPortfolioSuspects(accounts);
            return;
        }

        accounts.AddRange(state.PortfolioAccounts);
        SortDistinct(accounts);
    }

    /// <summary>Adds those that were touched since to accounts taken before, ascending, each once.</summary>
    public void AddTouched(List<AccountId> accounts)
    {
        if (state.Certificates is not null && _touched.Count > 0)
        {
            accounts.AddRange(_touched);
            SortDistinct(accounts);
        }
    }

    /// <summary>Ascending, each once.</summary>
    public static void SortDistinct(List<AccountId> accounts)
    {
        accounts.Sort();
        var kept = 0;
        for (var i = 0; i < accounts.Count; i++)
        {
            if (kept == 0 || accounts[i] != accounts[kept - 1])
            {
                accounts[kept++] = accounts[i];
            }
        }

        accounts.RemoveRange(kept, accounts.Count - kept);
    }

    private void Forget()
    {
        foreach (var account in _touched)
        {
            _isTouched[account.Value] = false;
        }

        _touched.Clear();
        (IsEverybodyTouched, _arePortfoliosTouched) = (false, false);
    }

    /// <summary>A refusal.</summary>
    public static CommandResult Refuse(RejectReason reason, string? field, Money shortfall = default, AssetId shortOf = default) =>
        new(reason, field, shortfall, shortOf);
}
