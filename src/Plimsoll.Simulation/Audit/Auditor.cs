using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Instruments;
using Plimsoll.Marking;

namespace Plimsoll.Simulation.Audit;

/// <summary>A second pair of eyes: folds events alone into its own books, and decides every account with its own arithmetic.</summary>
/// <remarks>
/// It shares no code with the engine's margin, solvency or ledger; of the calculator it reads parameter records only, and asks margin schedules
/// other than risk tiers for their requirement. After each command that moves time, a mark, an index, parameters or the end of a pause every account is
/// decided, after any other those it touched. docs/spec/0011-replay.md (REPL-040 … REPL-044).
/// </remarks>
public sealed class Auditor
{
    private readonly Dictionary<int, int> _indexDecimals = [];
    private readonly List<AuditedAsset> _assets = [];
    private readonly List<AuditedInstrument> _instruments = [];
    private readonly AuditedPositions _positions = new();
    private readonly List<MarginSample> _samples = [];
    private readonly HashSet<int> _touched = [];
    private readonly AuditedRules _rules = new();
    private readonly Dictionary<(int Account, int Instrument), int> _leverages = []; // in hundredths
    private readonly AuditedWaits _waits = new();
    private readonly AuditedFlows _flows;
    private readonly List<Int128> _worst = [];
    private readonly long _sampleEveryNs;
    private readonly Action<int, Int128> _note;

    private AccountKind[] _kinds = new AccountKind[64];
    private bool[] _inLiquidation = new bool[64];
    private bool[] _isHeld = new bool[64];
    private long[] _indexPrices = new long[16];
    private Int128[] _profits = [];
    private int _accounts;
    private int _numeraire = -1;
    private int _numeraireDecimals;
    private bool _liquidatesAtLine;
    private long _nextSample;
    private long _missed;
    private MissedAccount? _firstMissed;
    private long _quantityFaults;
    private long _checks;

    /// <summary>An auditor with empty books.</summary>
    /// <param name="sampleEveryMs">How often it notes the spread of margin ratios, in milliseconds of replayed time.</param>
    public Auditor(long sampleEveryMs)
    {
        _sampleEveryNs = sampleEveryMs * 1_000_000;
        _flows = new(_assets, _instruments, _positions, index => _indexPrices[index]);
        _note = Note;
    }

    /// <summary>How often an account was missed so far.</summary>
    public long Missed => _missed;

    /// <summary>Folds the events of one command and decides what it could move.</summary>
    public void Fold(AuditBatch batch)
    {
        var movesAll = false;
        for (var i = 0; i < batch.Count; i++)
        {
            movesAll |=
                batch.KindAt(i)
                    is EventKind.ClockAdvanced
                        or EventKind.MarkPriceChanged
                        or EventKind.ParametersChanged
                        or EventKind.IndexPriceChanged
                        or EventKind.VenueResumed;
            Fold(batch, i);
            _flows.Fold(batch, i, _accounts);
            if (_waits.Fold(batch, i) is >= 0 and var idle)
            {
                _touched.Add(idle);
            }
        }

        CheckBooks();
        if (movesAll)
        {
            DecideAll();
        }
        else
        {
            foreach (var account in _touched)
            {
                Decide(account);
            }
        }

        _touched.Clear();
    }

    /// <summary>The balance it has folded, in the asset's units.</summary>
    public Int128 Balance(int account, int asset) => _assets[asset].Balance(account);

    /// <summary>The position it has folded: quantity in units and cost in the settlement asset's units.</summary>
    public (long Quantity, Int128 Cost) Position(int account, int instrument)
    {
        for (var place = _positions.First(account); place >= 0; place = _positions.At(place).Next - 1)
        {
            if (_positions.At(place).Instrument == instrument)
            {
                return (_positions.At(place).Quantity, _positions.At(place).Cost);
            }
        }

        return default;
    }

    /// <summary>What was found up to now.</summary>
    public AuditResult Result()
    {
        var conservation = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        for (var asset = 0; asset < _assets.Count; asset++)
        {
            conservation[_assets[asset].Symbol] = (decimal)_worst[asset] / (decimal)AuditMath.TenTo(_assets[asset].Decimals);
        }

        return new(_missed, _firstMissed, conservation, _quantityFaults, _checks, [.. _samples]);
    }

    private void Fold(AuditBatch batch, int i)
    {
        switch (batch.KindAt(i))
        {
            case EventKind.VenueOpened:
            case EventKind.AssetListed:
            case EventKind.IndexListed:
            case EventKind.InstrumentListed:
                FoldParameters(_rules.Hold(batch.PayloadAt(i)));
                break;
            case EventKind.ChangeScheduled:
                _rules.Wait(batch.As<ChangeScheduled>(i).Ticket, batch.PayloadAt(i));
                break;
            case EventKind.ParametersChanged:
                FoldParameters(_rules.Begin(batch.As<ParametersChanged>(i).Ticket));
                break;
            case EventKind.AccountOpened:
                Open(batch.As<AccountOpened>(i));
                break;
            case EventKind.MoneyPosted:
                Post(batch.As<MoneyPosted>(i));
                break;
            case EventKind.PositionChanged:
                Change(batch.As<PositionChanged>(i));
                break;
            case EventKind.LeverageChanged:
                var chosen = batch.As<LeverageChanged>(i);
                _leverages[(chosen.Account.Value, chosen.Instrument.Value)] = chosen.Leverage.Hundredths;
                _touched.Add(chosen.Account.Value);
                break;
            case EventKind.MarginModeChanged:
                var mode = batch.As<MarginModeChanged>(i);
                var unit = mode.Mode == MarginMode.Isolated ? mode.IsolatedAccount : mode.Account;
                _leverages[(unit.Value, mode.Instrument.Value)] = mode.Leverage.Hundredths;
                break;
            case EventKind.IndexPriceChanged:
                var index = batch.As<IndexPriceChanged>(i);
                _indexPrices[index.Index.Value] = index.Price.Units;
                break;
            case EventKind.MarkPriceChanged:
                var mark = batch.As<MarkPriceChanged>(i);
                _instruments[mark.Instrument.Value].Mark = mark.Price.Units;
                _instruments[mark.Instrument.Value].Accrual.Premium = mark.Premium.Nano;
                break;
            case EventKind.LiquidationStarted:
                var started = batch.As<LiquidationStarted>(i).Account.Value;
                (_inLiquidation[started], _isHeld[started]) = (true, false);
                break;
            case EventKind.LiquidationEnded:
                var ended = batch.As<LiquidationEnded>(i).Account.Value;
                _inLiquidation[ended] = false;
                _touched.Add(ended);
                break;
            case EventKind.AccountHeld:
                _isHeld[batch.As<AccountHeld>(i).Account.Value] = true;
                break;
            case EventKind.AccountReleased:
                var released = batch.As<AccountReleased>(i).Account.Value;
                _isHeld[released] = false;
                _touched.Add(released);
                break;
        }
    }

    private void FoldParameters(object? payload)
    {
        switch (payload)
        {
            case VenueParameters venue:
                _numeraire = venue.Numeraire.Value;
                _liquidatesAtLine = venue.LiquidatesAtLine;
                _waits.Change(venue);
                _flows.Change(venue);
                break;
            case AssetParameters asset when asset.Id.Value < _assets.Count:
                _assets[asset.Id.Value].Change(asset);
                break;
            case AssetParameters asset:
                _numeraireDecimals = asset.Id.Value == _numeraire ? asset.Decimals : _numeraireDecimals;
                _assets.Add(new(asset, _numeraireDecimals, asset.Index is { } priced ? _indexDecimals[priced.Value] : 0));
                _worst.Add(0);
                _profits = new Int128[_assets.Count];
                break;
            case IndexParameters listed:
                _indexDecimals[listed.Id.Value] = listed.Decimals;
                _waits.Change(listed);
                Array.Resize(ref _indexPrices, Math.Max(_indexPrices.Length, listed.Id.Value + 1));
                break;
            case InstrumentParameters instrument when instrument.Id.Value < _instruments.Count:
                _instruments[instrument.Id.Value].Change(instrument);
                break;
            case InstrumentParameters instrument:
                var decimals = (_assets[instrument.SettlementAsset.Value].Decimals, _indexDecimals[instrument.Underlying.Value]);
                _instruments.Add(new(instrument, decimals.Item1, decimals.Item2));
                break;
        }
    }

    private void Open(in AccountOpened opened)
    {
        var account = opened.Account.Value;
        _accounts = Math.Max(_accounts, account + 1);
        if (account >= _kinds.Length)
        {
            var room = Math.Max(_kinds.Length * 2, account + 1);
            Array.Resize(ref _kinds, room);
            Array.Resize(ref _inLiquidation, room);
            Array.Resize(ref _isHeld, room);
        }

        _kinds[account] = opened.AccountKind;
        if (opened.AccountKind == AccountKind.InsuranceFund)
        {
            _assets[opened.FundAsset.Value].Fund = account;
        }
    }

    private void Post(in MoneyPosted posted)
    {
        var asset = _assets[posted.Asset.Value];
        asset.Balance(posted.From.Value) -= posted.Amount.Units;
        asset.Balance(posted.To.Value) += posted.Amount.Units;
        _touched.Add(posted.From.Value);
        _touched.Add(posted.To.Value);
    }

    private void Change(in PositionChanged changed)
    {
        var instrument = _instruments[changed.Instrument.Value];
        var left = _positions.Change(changed.Account.Value, changed.Instrument.Value, changed.Quantity.Units, changed.Cost.Units);
        _quantityFaults += left == 0 ? 0 : 1;
        instrument.QuantityTotal += changed.Quantity.Units;
        _assets[instrument.Settlement].CostTotal += changed.Cost.Units;
        _touched.Add(changed.Account.Value);
    }

    private void CheckBooks()
    {
        for (var asset = 0; asset < _assets.Count; asset++)
        {
            Note(asset, _assets[asset].CostTotal + _assets[asset].Balance(AccountId.Clearing.Value));
        }

        _quantityFaults += _flows.Close(_note);
        foreach (var instrument in _instruments)
        {
            _quantityFaults += instrument.QuantityTotal == 0 ? 0 : 1;
        }
    }

    private void Note(int asset, Int128 imbalance)
    {
        var size = imbalance < 0 ? -imbalance : imbalance;
        _worst[asset] = size > _worst[asset] ? size : _worst[asset];
    }

    private void DecideAll()
    {
        var sample = _waits.Now >= _nextSample ? new int[MarginSample.BandsPercent.Count + 1] : null;
        for (var account = AccountId.Reserved; account < _accounts; account++)
        {
            Decide(account, sample);
        }

        if (sample is not null)
        {
            _samples.Add(new(_waits.Now, sample));
            _nextSample = _waits.Now + _sampleEveryNs;
        }
    }

    private void Decide(int account, int[]? sample = null)
    {
        if (account >= _accounts || _kinds[account] is not (AccountKind.User or AccountKind.Isolated or AccountKind.InsuranceFund))
        {
            return;
        }

        // An account in liquidation must wait for something, wherever it stands.
        var inLiquidation = _inLiquidation[account];
        var hasPosition = _positions.First(account) >= 0;
        if (!hasPosition && !inLiquidation && !HasDebt(account))
        {
            return;
        }

        _checks++;
        var (equity, maintenance) = Measure(account);
        if (sample is not null && hasPosition && maintenance > 0 && _kinds[account] != AccountKind.InsuranceFund)
        {
            sample[MarginSample.BandOf(equity, maintenance)]++;
        }

        var isBelow = maintenance == 0 ? equity < 0 : equity < maintenance || (_liquidatesAtLine && equity == maintenance);
        if ((isBelow || inLiquidation) && !IsExcused(account))
        {
            _missed++;
            _firstMissed ??= new(account, _waits.Now, equity, maintenance);
        }
    }

    /// <summary>Whether the account may be where it is: an order is out for it, or what its liquidation waits for is really there.</summary>
    private bool IsExcused(int account)
    {
        if (_inLiquidation[account] && _waits.HasOrder(account))
        {
            return true;
        }

        var isAnnounced = _inLiquidation[account] || _isHeld[account];
        return isAnnounced && _kinds[account] != AccountKind.InsuranceFund && (_waits.IsVenueWaiting || DependsOnWaitingIndex(account));
    }

    /// <summary>The underlying of its positions, and the index of each asset in which it has a balance or a settled position.</summary>
    private bool DependsOnWaitingIndex(int account)
    {
        for (var place = _positions.First(account); place >= 0; place = _positions.At(place).Next - 1)
        {
            var instrument = _instruments[_positions.At(place).Instrument];
            if (_waits.IsWaiting(instrument.Underlying) || IsWaiting(_assets[instrument.Settlement]))
            {
                return true;
            }
        }

        foreach (var asset in _assets)
        {
            if (asset.Balance(account) != 0 && IsWaiting(asset))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsWaiting(AuditedAsset asset) => asset.Index >= 0 && _waits.IsWaiting(asset.Index);

    private bool HasDebt(int account)
    {
        foreach (var asset in _assets)
        {
            if (asset.Balance(account) < 0)
            {
                return true;
            }
        }

        return false;
    }

    private (Int128 Equity, Int128 Maintenance) Measure(int account)
    {
        Array.Clear(_profits);
        Int128 maintenance = 0;
        for (var place = _positions.First(account); place >= 0; )
        {
            ref readonly var row = ref _positions.At(place);
            var instrument = _instruments[row.Instrument];
            if (instrument.HasMargin)
            {
                var asset = _assets[instrument.Settlement];
                var (value, notional) = instrument.Worth(row.Quantity);
                _profits[instrument.Settlement] += value - row.Cost;
                maintenance += asset.ToNumeraireUp(
                    instrument.Maintenance(
                        row,
                        notional,
                        _leverages.GetValueOrDefault((account, row.Instrument)),
                        _indexPrices[instrument.Underlying]
                    ),
                    PriceOf(asset)
                );
            }

            place = row.Next - 1;
        }

        Int128 equity = 0;
        for (var asset = 0; asset < _assets.Count; asset++)
        {
            var net = _assets[asset].Balance(account) + _profits[asset];
            equity += net == 0 ? 0 : _assets[asset].Counted(net, PriceOf(_assets[asset]));
        }

        return (equity, maintenance);
    }

    private long PriceOf(AuditedAsset asset) => asset.Index < 0 ? 0 : _indexPrices[asset.Index];
}
