using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;
using Plimsoll.Instruments;
using Plimsoll.Marking;

namespace Plimsoll.Simulation.Audit;

/// <summary>A second pair of eyes: folds events alone into its own books, and decides every account with its own arithmetic.</summary>
/// <remarks>
/// It shares no code with the engine's margin, solvency or ledger; of the calculator it reads parameter records only. After each command
/// that moves time every account is decided, after any other those it touched. docs/spec/0011-replay.md (REPL-040 … REPL-044).
/// </remarks>
public sealed class Auditor
{
    private readonly Dictionary<int, int> _indexDecimals = [];
    private readonly List<AuditedAsset> _assets = [];
    private readonly List<AuditedInstrument> _instruments = [];
    private readonly AuditedPositions _positions = new();
    private readonly List<MarginSample> _samples = [];
    private readonly HashSet<int> _touched = [];
    private readonly List<Int128> _announced = [];
    private readonly List<Int128> _announcedFees = []; // of liquidations
    private readonly List<Int128> _worst = [];
    private readonly long _sampleEveryNs;

    private AccountKind[] _kinds = new AccountKind[64];
    private bool[] _inLiquidation = new bool[64];
    private long[] _heldUntil = new long[64];
    private long[] _indexPrices = new long[16];
    private Int128[] _profits = [];
    private int _accounts;
    private int _numeraire = -1;
    private int _numeraireDecimals;
    private bool _liquidatesAtLine;
    private long _now;
    private long _nextSample;
    private long _missed;
    private MissedAccount? _firstMissed;
    private long _quantityFaults;
    private long _checks;

    /// <summary>An auditor with empty books.</summary>
    /// <param name="sampleEveryMs">How often it notes the spread of margin ratios, in milliseconds of replayed time.</param>
    public Auditor(long sampleEveryMs) => _sampleEveryNs = sampleEveryMs * 1_000_000;

    /// <summary>How often an account was missed so far.</summary>
    public long Missed => _missed;

    /// <summary>Folds the events of one command and decides what it could move.</summary>
    public void Fold(AuditBatch batch)
    {
        var movesTime = false;
        for (var i = 0; i < batch.Count; i++)
        {
            movesTime |= batch.KindAt(i) == EventKind.ClockAdvanced;
            Fold(batch, i);
        }

        CheckBooks();
        if (movesTime)
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

    /// <summary>What was found up to now; adds all balances up once more.</summary>
    public AuditResult Result()
    {
        for (var asset = 0; asset < _assets.Count; asset++)
        {
            Note(asset, _assets[asset].Total());
        }

        var conservation = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        for (var asset = 0; asset < _assets.Count; asset++)
        {
            conservation[_assets[asset].Symbol] = (decimal)_worst[asset] / (decimal)AuditMath.TenTo(_assets[asset].Decimals);
        }

        return new(_missed, _firstMissed, conservation, _quantityFaults, _checks, [.. _samples]);
    }

    private static T Read<T>(AuditBatch batch, int position)
        where T : unmanaged, IEvent =>
        batch.BodyAt(position).Length == Unsafe.SizeOf<T>()
            ? MemoryMarshal.Read<T>(batch.BodyAt(position))
            : throw new InvalidOperationException($"An event of kind {T.Kind} has {batch.BodyAt(position).Length} bytes.");

    private void Fold(AuditBatch batch, int i)
    {
        switch (batch.KindAt(i))
        {
            case EventKind.VenueOpened:
            case EventKind.AssetListed:
            case EventKind.IndexListed:
            case EventKind.InstrumentListed:
            case EventKind.ParametersChanged:
                FoldParameters(batch.PayloadAt(i));
                break;
            case EventKind.ClockAdvanced:
                // Holds end when time moves, not when a deposit happens to be stamped later.
                _now = Read<ClockAdvanced>(batch, i).At.Nanoseconds;
                break;
            case EventKind.AccountOpened:
                Open(Read<AccountOpened>(batch, i));
                break;
            case EventKind.MoneyPosted:
                Post(Read<MoneyPosted>(batch, i));
                break;
            case EventKind.PositionChanged:
                Change(Read<PositionChanged>(batch, i));
                break;
            case EventKind.IndexPriceChanged:
                var index = Read<IndexPriceChanged>(batch, i);
                _indexPrices[index.Index.Value] = index.Price.Units;
                break;
            case EventKind.MarkPriceChanged:
                var mark = Read<MarkPriceChanged>(batch, i);
                _instruments[mark.Instrument.Value].Mark = mark.Price.Units;
                break;
            case EventKind.LiquidationStarted:
                var started = Read<LiquidationStarted>(batch, i).Account.Value;
                (_inLiquidation[started], _heldUntil[started]) = (true, 0);
                break;
            case EventKind.LiquidationEnded:
                var ended = Read<LiquidationEnded>(batch, i).Account.Value;
                _inLiquidation[ended] = false;
                _touched.Add(ended);
                break;
            case EventKind.AccountHeld:
                var held = Read<AccountHeld>(batch, i);
                _heldUntil[held.Account.Value] = held.Until.Nanoseconds;
                break;
            case EventKind.AccountReleased:
                var released = Read<AccountReleased>(batch, i).Account.Value;
                _heldUntil[released] = 0;
                _touched.Add(released);
                break;
            case EventKind.TradeRecorded:
                var trade = Read<TradeRecorded>(batch, i);
                var settlement = _instruments[trade.Instrument.Value].Settlement;
                _announced[settlement] += trade.MakerFee.Units;
                (trade.IsLiquidation == Flag.Yes ? _announcedFees : _announced)[settlement] += trade.TakerFee.Units;
                break;
            case EventKind.PositionTakenOver:
                var takeover = Read<PositionTakenOver>(batch, i);
                _announcedFees[_instruments[takeover.Instrument.Value].Settlement] += takeover.Fee.Units;
                break;
            case EventKind.DeleveragingFeeCharged:
                var charged = Read<DeleveragingFeeCharged>(batch, i);
                _announcedFees[_instruments[charged.Instrument.Value].Settlement] += charged.Fee.Units;
                break;
            case EventKind.DeficitCovered:
                var deficit = Read<DeficitCovered>(batch, i);
                _announced[deficit.Asset.Value] += deficit.Amount.Units;
                break;
            case EventKind.LossSocialised:
                var loss = Read<LossSocialised>(batch, i);
                _announced[loss.Asset.Value] += loss.Amount.Units;
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
                break;
            case AssetParameters asset when asset.Id.Value < _assets.Count:
                _assets[asset.Id.Value].Change(asset);
                break;
            case AssetParameters asset:
                _numeraireDecimals = asset.Id.Value == _numeraire ? asset.Decimals : _numeraireDecimals;
                _assets.Add(new(asset, _numeraireDecimals, asset.Index is { } priced ? _indexDecimals[priced.Value] : 0));
                _announced.Add(0);
                _announcedFees.Add(0);
                _worst.Add(0);
                _profits = new Int128[_assets.Count];
                break;
            case IndexParameters listed:
                _indexDecimals[listed.Id.Value] = listed.Decimals;
                Array.Resize(ref _indexPrices, Math.Max(_indexPrices.Length, listed.Id.Value + 1));
                break;
            case InstrumentParameters instrument when instrument.Id.Value < _instruments.Count:
                _instruments[instrument.Id.Value].Change(instrument);
                break;
            case InstrumentParameters instrument:
                _instruments.Add(new(instrument, _assets[instrument.SettlementAsset.Value].Decimals));
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
            Array.Resize(ref _heldUntil, room);
        }

        _kinds[account] = opened.AccountKind;
    }

    private void Post(in MoneyPosted posted)
    {
        var asset = _assets[posted.Asset.Value];
        asset.Balance(posted.From.Value) -= posted.Amount.Units;
        asset.Balance(posted.To.Value) += posted.Amount.Units;
        _touched.Add(posted.From.Value);
        _touched.Add(posted.To.Value);

        // What events announce must have been posted, and what was posted must have been announced.
        switch (posted.Reason)
        {
            case PostingReason.TradingFee when posted.From == AccountId.Fees:
                _announced[posted.Asset.Value] += posted.Amount.Units;
                break;
            case PostingReason.TradingFee:
            case PostingReason.Deficit:
            case PostingReason.SocialisedLoss:
                _announced[posted.Asset.Value] -= posted.Amount.Units;
                break;
            case PostingReason.LiquidationFee:
                _announcedFees[posted.Asset.Value] -= posted.Amount.Units;
                break;
        }
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
            Note(asset, _announced[asset]);
            Note(asset, _announcedFees[asset]);
            _announced[asset] = 0;
            _announcedFees[asset] = 0;
        }

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
        var sample = _now >= _nextSample ? new int[MarginSample.BandsPercent.Count + 1] : null;
        for (var account = AccountId.Reserved; account < _accounts; account++)
        {
            Decide(account, sample);
        }

        if (sample is not null)
        {
            _samples.Add(new(_now, sample));
            _nextSample = _now + _sampleEveryNs;
        }
    }

    private void Decide(int account, int[]? sample = null)
    {
        if (account >= _accounts || _kinds[account] is not (AccountKind.User or AccountKind.Isolated or AccountKind.InsuranceFund))
        {
            return;
        }

        var isExcused = _inLiquidation[account] || _now < _heldUntil[account];
        var hasPosition = _positions.First(account) >= 0;
        if ((isExcused && sample is null) || (!hasPosition && !HasDebt(account)))
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
        if (isBelow && !isExcused)
        {
            _missed++;
            _firstMissed ??= new(account, _now, equity, maintenance);
        }
    }

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
                maintenance += asset.ToNumeraireUp(instrument.Maintenance(notional), PriceOf(asset));
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
