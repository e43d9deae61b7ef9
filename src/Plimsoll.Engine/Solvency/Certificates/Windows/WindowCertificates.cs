using Plimsoll.Collateral;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Solvency.Portfolios;
using Plimsoll.Engine.State;
using Plimsoll.Margin;
using Plimsoll.Margin.Scenarios.Bounds;
using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Certificates.Windows;

/// <summary>Proves that an account under portfolio margin reaches its margin-call multiple while each index stays in a window, and each instrument in its band there.</summary>
/// <remarks>
/// <para>Equity less the multiple of the requirement is cash and, for each row of scenarios, a sum over positions of what is bounded for all accounts at once: straight in the
/// price, so least at an end of the window. Cash and quantities are exact; what floating point may lose, here and in the rule, is taken off.</para>
/// <para>docs/spec/0023-certificates.md (CERT-020 …). Does not allocate once it has grown.</para>
/// </remarks>
internal sealed class WindowCertificates(EngineState state, Margins margins)
{
    /// <summary>What one addition or multiplication may lose, and three bits more.</summary>
    private const double Rounding = 1.0 / (1L << 50);

    /// <summary>So many roundings in what is not a sum over positions: prices (KERN-020, OPTN-001), lines drawn through them, factors.</summary>
    private const int FixedRoundings = 4_096;

    private const double MostUnits = 1e24;

    private readonly List<SchemeWindows?> _schemes = [];
    private readonly BoundSum _sum = new();
    private Part[] _parts = new Part[16];
    private PriceWindow[] _windows = new PriceWindow[4];
    private byte[] _rungs = [];
    private int _partCount;
    private int _windowCount;
    private int _lineCount;
    private double _cash;

    /// <summary>Forgets all windows: a rule changed.</summary>
    public void Clear() => _schemes.Clear();

    /// <summary>Whether a certificate was made; <see cref="Register"/> puts it in force.</summary>
    public bool TryMake(AccountRow account, int[] versions)
    {
        _windowCount = 0;
        if (account.Condition != AccountCondition.Healthy || state.SchemeOf(account) is not { } scheme)
        {
            return false;
        }

        if (account.IsFlat && HasNoDebt(account))
        {
            return true; // nothing that a price could take
        }

        var windows = WindowsOf(scheme);
        if (!windows.CanBound || !TryRead(account, windows))
        {
            return false;
        }

        Grow(account.Id.Value);
        // From one rung wider than the last time downward.
        for (var rung = Math.Min(WindowLadder.Rungs - 1, (int)_rungs[account.Id.Value]); rung >= 0; rung--)
        {
            if (Proves(windows, rung, versions))
            {
                _rungs[account.Id.Value] = (byte)(rung + 1);
                return true;
            }
        }

        _rungs[account.Id.Value] = 1;
        _windowCount = 0;
        return false;
    }

    /// <summary>The latest certificate holds from now on.</summary>
    public void Register(AccountId account, int[] versions)
    {
        foreach (var window in _windows.AsSpan(0, _windowCount))
        {
            window.Add(account.Value, versions[account.Value], versions);
        }
    }

    /// <summary>Who relies on something that is so no more, some of them more than once. Before anybody may be left out, whatever it is that moved.</summary>
    public void Check(int[] versions, List<(int Account, int Version)> leaving)
    {
        leaving.Clear();
        foreach (var scheme in _schemes)
        {
            if (scheme is null)
            {
                continue;
            }

            for (ushort i = 0; i < scheme.Indices.Length; i++)
            {
                scheme.Indices[i]?.Check(state, state.Index(new(i)), Tick, versions, leaving);
            }
        }
    }

    /// <summary>Whether the account is above its line and its margin-call level as it is: what its certificate says.</summary>
    public bool IsFine(AccountRow account)
    {
        var (equity, _) = margins.Equity(account);
        var maintenance = margins.Maintenance(account);
        return account.Condition == AccountCondition.Healthy
            && SolvencyLine.Reaches(equity, maintenance, state.Venue.MarginCallMultiple)
            && !SolvencyLine.IsBelow(equity, maintenance, state.Venue.LiquidatesAtLine);
    }

    /// <summary>The windows that an account relies on, and whether they and their bands would hold in another state: for those who judge certificates from outside.</summary>
    public (IReadOnlyList<(IndexId Index, PriceWindow Window)> Windows, bool Holds) Judge(
        AccountRow account,
        int version,
        EngineState other
    )
    {
        var (found, holds) = (new List<(IndexId, PriceWindow)>(), true);
        if (account.Scheme.Value >= _schemes.Count || _schemes[account.Scheme.Value] is not { } scheme)
        {
            return (found, holds);
        }

        for (ushort i = 0; i < scheme.Indices.Length; i++)
        {
            if (scheme.Indices[i] is { } index && index.Of(account.Id.Value, version) is { } window)
            {
                found.Add((new(i), window));
                holds &= index.Holds(window, account, other, other.Index(new(i)));
            }
        }

        return (found, holds);
    }

    private Timestamp Tick => state.Tick == Timestamp.Never ? state.Now : state.Tick;

    private SchemeWindows WindowsOf(Plimsoll.Margin.Portfolio.PortfolioScheme scheme)
    {
        while (_schemes.Count <= scheme.Id.Value)
        {
            _schemes.Add(null);
        }

        return _schemes[scheme.Id.Value] ??= new(scheme, state.Venue);
    }

    private static bool HasNoDebt(AccountRow account)
    {
        foreach (ref readonly var balance in account.Balances)
        {
            if (balance.Amount.IsNegative)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Lays out cash, coins and positions, index by index; false where something is there that has no bound.</summary>
    private bool TryRead(AccountRow account, SchemeWindows windows)
    {
        (_partCount, _lineCount) = (0, 0);
        var cash = Money.Zero;
        if (!CountsInFull(state.Market.Asset(state.Venue.Numeraire).Asset))
        {
            return false;
        }

        foreach (ref readonly var balance in account.Balances)
        {
            if (!balance.Amount.IsZero && !TryRead(balance, windows, ref cash))
            {
                return false;
            }
        }

        foreach (ref readonly var line in account.Positions)
        {
            if (line.Quantity.IsZero)
            {
                continue;
            }

            ref readonly var entry = ref windows.Of(state.Instrument(line.Instrument), state);
            if (entry.Place < 0)
            {
                return false;
            }

            _lineCount++;
            cash -= line.Cost;
            Insert(new(entry, line.Quantity.Units * entry.PerUnit));
        }

        _cash = (double)cash.Units / PortfolioBooks.Unit(state.NumeraireDecimals);
        return true;
    }

    private bool TryRead(in BalanceLine balance, SchemeWindows windows, ref Money cash)
    {
        ref readonly var asset = ref state.Market.Asset(balance.Asset);
        _lineCount++;
        if (balance.Asset == state.Venue.Numeraire)
        {
            cash += balance.Amount;
            return true;
        }

        // Nothing that can be bounded settles in it, so that what counts of it stands still.
        if (asset.Asset.Index is not { } index || !asset.IndexPrice.IsPositive)
        {
            return false;
        }

        var counted = (double)asset.Counted(balance.Amount).Units / PortfolioBooks.Unit(asset.Asset.Decimals);
        Insert(new(new(windows.Of(state.Index(index)), index, -1, 1), counted));
        return true;
    }

    private static bool CountsInFull(AssetParameters asset) =>
        asset.AccountCap >= AssetLimits.MaxAmount
        && asset.Haircuts.Rungs[0] is { Haircut.Nano: 0 } rung
        && rung.UpTo >= AssetLimits.MaxAmount;

    private bool Proves(SchemeWindows windows, int rung, int[] versions)
    {
        _windowCount = 0;
        _sum.Start(windows.AreBooksTogether);
        for (var i = 0; i < _partCount; )
        {
            var first = _parts[i].Entry;
            var index = state.Index(first.Underlying);
            if (first.Index.At(rung, index, versions) is not { } window)
            {
                return false;
            }

            Use(window);
            _sum.StartBook();
            var end = EndOf(i);
            if (!TryAdd(first.Index, window, index, i, end))
            {
                return false;
            }

            AddCharges(first.Index, window, i, end);
            i = end;
            _sum.EndBook();
        }

        return IsEnough(windows);
    }

    private int EndOf(int first)
    {
        var end = first + 1;
        while (end < _partCount && _parts[end].Entry.Index == _parts[first].Entry.Index)
        {
            end++;
        }

        return end;
    }

    private bool TryAdd(IndexWindows windows, PriceWindow window, IndexRow index, int first, int end)
    {
        var half = WindowLadder.Half(window.Rung);
        for (var i = first; i < end; i++)
        {
            ref readonly var part = ref _parts[i];
            if (part.Entry.Place < 0)
            {
                _sum.AddCoin(part.Quantity * window.Centre * (1 - half), part.Quantity * window.Centre * (1 + half));
            }
            else if (windows.ArrayIn(window, part.Entry.Place, state, Tick, index) is { } array)
            {
                _sum.Add(array, part.Quantity);
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private void AddCharges(IndexWindows windows, PriceWindow window, int first, int end)
    {
        if (windows.Charges is not { } charges)
        {
            return;
        }

        charges.Start();
        for (var i = first; i < end; i++)
        {
            ref readonly var part = ref _parts[i];
            if (part.Entry.Place >= 0)
            {
                charges.Add(part.Entry.Kind, part.Quantity, part.Entry.Expiry, part.Entry.Strike);
            }
        }

        var half = WindowLadder.Half(window.Rung);
        _sum.AddCharges(charges.At(window.Centre * (1 - half)), charges.At(window.Centre * (1 + half)));
    }

    /// <summary>Whether what is left covers roundings: those of floating point, and to units of each value in equity, of the requirement and of its multiple.</summary>
    private bool IsEnough(SchemeWindows windows)
    {
        var unit = 1 / PortfolioBooks.Unit(state.NumeraireDecimals);
        var gross = _sum.Gross + Math.Abs(_cash);
        var lost = (_sum.Count + FixedRoundings) * Rounding * gross;
        var rounded = (_lineCount + windows.Multiple + 3) * unit;
        return gross < MostUnits * unit && _cash + _sum.Least - lost - rounded >= 0;
    }

    private void Use(PriceWindow window)
    {
        if (_windowCount == _windows.Length)
        {
            Array.Resize(ref _windows, 2 * _windowCount);
        }

        _windows[_windowCount++] = window;
    }

    private void Insert(in Part part)
    {
        if (_partCount == _parts.Length)
        {
            Array.Resize(ref _parts, 2 * _partCount);
        }

        var place = _partCount++;
        while (place > 0 && part.Entry.Underlying.Value < _parts[place - 1].Entry.Underlying.Value)
        {
            _parts[place] = _parts[place - 1];
            place--;
        }

        _parts[place] = part;
    }

    private void Grow(int account)
    {
        if (account >= _rungs.Length)
        {
            var before = _rungs.Length;
            Array.Resize(ref _rungs, Math.Max(account + 1, 2 * before));
            _rungs.AsSpan(before).Fill(WindowLadder.Rungs - 1);
        }
    }

    /// <summary>A position, or a coin.</summary>
    /// <param name="Entry">Where it stands; of a coin without a place.</param>
    /// <param name="Quantity">In underlyings, or in coins that count.</param>
    private readonly record struct Part(SchemeWindows.Entry Entry, double Quantity);
}
