using System.Security.Cryptography;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Snapshots;
using Plimsoll.Engine.State;
using Plimsoll.Engine.Trading;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Engine;

/// <summary>The state machine: <c>Apply(command) → events</c>, and nothing else changes it. Deterministic; one thread; exact.</summary>
/// <remarks>
/// <para>A command is accepted whole or refused whole; a refusal changes nothing. Prices and parameters come in commands, and so does time.</para>
/// <para>After each accepted command every account is healthy, in margin call, in liquidation or in a named, bounded hold; money is conserved per asset.</para>
/// </remarks>
public sealed class MarginEngine
{
    private const int HashSize = 32;
    private const int SnapshotFormat = 1;

    /// <summary>The first of January 2200: later stamps are mistakes, and sums with them could overflow.</summary>
    private static readonly Timestamp EndOfTime = Timestamp.FromMilliseconds(7_258_118_400_000);

    private readonly EngineState _state;
    private readonly EngineRooms _rooms;
    private readonly byte[] _eventHash = new byte[HashSize];
    private byte[] _hashInput = new byte[4096];

    /// <summary>Opens a venue that lists nothing yet; <see cref="Events"/> holds its opening.</summary>
    /// <exception cref="ArgumentException">The parameters are out of range; the message names the field.</exception>
    public MarginEngine(VenueParameters venue)
        : this(new EngineState { Venue = venue })
    {
        if (VenueValidator.Validate(venue) is { } field)
        {
            throw new ArgumentException($"{field} is out of range.", nameof(venue));
        }

        _rooms.Context.Begin();
        _rooms.Context.Open(venue);
        ChainHash();
    }

    private MarginEngine(EngineState state)
    {
        _state = state;
        _rooms = new(state, Events);
    }

    /// <summary>The events of the latest command, valid until the next; empty after a refusal.</summary>
    public EventBuffer Events { get; } = new();

    /// <summary>How many commands were accepted.</summary>
    public long Sequence => _state.Sequence;

    /// <summary>The stamp of the latest accepted command.</summary>
    public Timestamp Now => _state.Now;

    /// <summary>SHA-256 chained over the events of every command: each link is the hash of the previous one and the new events' bytes.</summary>
    public ReadOnlySpan<byte> EventHash => _eventHash;

    /// <summary>How many account numbers are in use; ids run from 0 to this less one.</summary>
    public int AccountCount => _state.Accounts.Count;

    /// <summary>Parameters and prices as margin reads them now: a copy, to estimate on.</summary>
    public MarketView CopyMarket() => _state.Market.Copy();

    /// <summary>Applies one command.</summary>
    /// <returns>Accepted, or the reason, field and shortfall of the refusal.</returns>
    /// <exception cref="InvariantViolationException">The engine found a bug in itself; it must not be used any more.</exception>
    public CommandResult Apply(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        _rooms.Context.Begin();
        if (command.At < _state.Now)
        {
            return new(RejectReason.TimeBeforePrevious, nameof(command.At), Money.Zero);
        }

        if (command.At >= EndOfTime)
        {
            return new(RejectReason.TimeOutOfRange, nameof(command.At), Money.Zero);
        }

        var result = _rooms.Handle(command);
        if (!result.IsAccepted)
        {
            Invariant.Require(Events.Count == 0);
            return result;
        }

        _rooms.Solvency.Settle();
        ChainHash();
        return result;
    }

    /// <summary>SHA-256 of the economic state, on demand: equal states have equal hashes, however they were reached.</summary>
    public byte[] StateHash()
    {
        var writer = new StateWriter();
        StateSnapshot.Write(writer, _state);
        return SHA256.HashData(writer.Written);
    }

    /// <summary>The whole state as bytes, for <see cref="Restore"/>.</summary>
    public byte[] Snapshot()
    {
        var writer = new StateWriter();
        writer.Write(SnapshotFormat);
        writer.Write(_state.Sequence);
        writer.WriteBytes(_eventHash);
        StateSnapshot.Write(writer, _state);
        writer.WriteBytes(SHA256.HashData(writer.Written));
        return writer.Written.ToArray();
    }

    /// <summary>An engine that goes on where the snapshot was taken.</summary>
    /// <exception cref="SnapshotException">The bytes are no snapshot of this format.</exception>
    public static MarginEngine Restore(ReadOnlySpan<byte> snapshot)
    {
        if (snapshot.Length < HashSize || !SHA256.HashData(snapshot[..^HashSize]).AsSpan().SequenceEqual(snapshot[^HashSize..]))
        {
            throw new SnapshotException("The snapshot does not end in its own checksum: it is damaged or cut off.");
        }

        var reader = new StateReader(snapshot[..^HashSize]);
        var format = reader.ReadInt32();
        if (format != SnapshotFormat)
        {
            throw new SnapshotException($"Snapshot format {format} is not {SnapshotFormat}.");
        }

        var sequence = reader.ReadInt64();
        var eventHash = reader.ReadBytes(HashSize);
        var state = StateSnapshot.Read(ref reader);
        if (!reader.IsAtEnd)
        {
            throw new SnapshotException("The snapshot goes on after its end.");
        }

        state.Sequence = sequence;
        var engine = new MarginEngine(state);
        eventHash.CopyTo(engine._eventHash);
        return engine;
    }

    /// <summary>An engine that knows only the events of another, command by command: a follower.</summary>
    public static MarginEngine Follow(EventBuffer opening)
    {
        ArgumentNullException.ThrowIfNull(opening);
        var engine = new MarginEngine(new EngineState { Venue = new VenueParameters { Numeraire = default } });
        engine.FollowOn(opening);
        return engine;
    }

    /// <summary>Applies the events of one command of the engine that is followed.</summary>
    public void FollowOn(EventBuffer events)
    {
        ArgumentNullException.ThrowIfNull(events);
        for (var i = 0; i < events.Count; i++)
        {
            EventDispatch.Apply(_state, events[i]);
        }

        if (events.Count > 0)
        {
            ChainHash(events);
        }
    }

    /// <summary>What the account is.</summary>
    public AccountKind KindOf(AccountId account) => _state.Account(account).Kind;

    /// <summary>For an isolated account the account it belongs to; otherwise itself.</summary>
    public AccountId ParentOf(AccountId account) => _state.Account(account).Parent;

    /// <summary>Where the account stands.</summary>
    public AccountCondition ConditionOf(AccountId account) => _state.Account(account).Condition;

    /// <summary>Why its liquidation waits, and until when at the latest.</summary>
    public (HoldReason Reason, Timestamp Until) HoldOf(AccountId account) => (_state.Account(account).Hold, _state.Account(account).HoldUntil);

    /// <summary>Equity, NLV, initial and maintenance margin, open orders included.</summary>
    public AccountMargin MarginOf(AccountId account) => _rooms.Margins.Of(_state.Account(account));

    /// <summary>The same figures, each as a tree whose leaves add up to it.</summary>
    public MarginExplanation Explain(AccountId account) => _rooms.Margins.Explain(_state.Account(account));

    /// <summary>The mark, all else equal, at which the account falls below its line through this position; null when there is none.</summary>
    public Price? LiquidationPriceOf(AccountId account, InstrumentId instrument)
    {
        var row = _state.Account(account);
        for (var i = 0; i < row.Positions.Length; i++)
        {
            if (row.Positions[i].Instrument == instrument && !row.Positions[i].Quantity.IsZero)
            {
                return LiquidationPrice.Find(_state.Market, row.Balances, row.Positions, i, _state.Venue.LiquidatesAtLine);
            }
        }

        return null;
    }

    /// <summary>The price at which the position has lost its share of the account's net liquidation value; null when there is none.</summary>
    /// <remarks>Rounded against the liquidated account's counterparty: up for a long, down for a short (docs/spec/0004, MARG-032).</remarks>
    public Price? BankruptcyPriceOf(AccountId account, InstrumentId instrument)
    {
        var row = _state.Account(account);
        var line = row.Position(instrument);
        if (line.Quantity.IsZero)
        {
            return null;
        }

        var price = _rooms.CloseOut.Bankruptcy(row, line, _rooms.Margins.Maintenance(line));
        return price.IsPositive ? price : null;
    }

    /// <summary>Equity, with locked amounts taken off, less initial margin, in the numeraire: what new orders may use. Below zero when nothing may.</summary>
    public Money FreeCollateralOf(AccountId account)
    {
        var row = _state.Account(account);
        return _rooms.Margins.FreeEquity(row, default, default) - _rooms.Margins.Initial(row);
    }

    /// <summary>Variation margin: unrealised profit (above zero) or loss of the positions that settle in an asset, in its units.</summary>
    public Money UnrealisedPnlOf(AccountId account, AssetId asset) =>
        StandardMargin.UnrealisedPnl(_state.Market, asset, _state.Account(account).Positions);

    /// <summary>A ledger balance.</summary>
    public Money Balance(AccountId account, AssetId asset) => _state.Account(account).Balance(asset);

    /// <summary>Signed quantity and signed exact cost; zero when there is no position.</summary>
    public (Quantity Quantity, Money Cost) PositionOf(AccountId account, InstrumentId instrument)
    {
        var line = _state.Account(account).Position(instrument);
        return (line.Quantity, line.Cost);
    }

    /// <summary>The account that carries the isolated position while the mode is isolated; otherwise the account itself.</summary>
    public AccountId MarginUnitOf(AccountId account, InstrumentId instrument) => _state.UnitOf(_state.Account(account), instrument).Id;

    /// <summary>The insurance fund of a settlement asset, or null.</summary>
    public AccountId? InsuranceFundOf(AssetId asset) => _state.FundOf(asset)?.Id;

    /// <summary>What remains of an open order, signed, and its limit; null when it is not open.</summary>
    public (AccountId Account, InstrumentId Instrument, Quantity Remaining, Price Limit)? OrderOf(OrderId order) =>
        _state.Orders.TryGetValue(order, out var row) ? (row.Account, row.Instrument, row.Remaining, row.Limit) : null;

    /// <summary>The most of an asset that may leave an account now.</summary>
    public Money Withdrawable(AccountId account, AssetId asset) => _rooms.Withdrawals.Withdrawable(_state.Account(account), asset);

    /// <summary>The largest order, unsigned, that would be accepted now; zero when none would.</summary>
    /// <param name="account">The account.</param>
    /// <param name="instrument">The instrument.</param>
    /// <param name="side">+1 to buy, −1 to sell.</param>
    /// <param name="limit">The order's limit.</param>
    public Quantity LargestOrder(AccountId account, InstrumentId instrument, int side, Price limit) =>
        _rooms.Orders.Largest(new PlaceOrder(_state.Now, account, instrument, default, limit, false, 0), side);

    /// <summary>The mark price; zero when there is none.</summary>
    public Price MarkPrice(InstrumentId instrument) => _state.Instrument(instrument).Mark;

    /// <summary>The index price; zero when there is none.</summary>
    public Price IndexPrice(IndexId index) => _state.Index(index).Price;

    /// <summary>When the next funding of a perpetual is due; never for what pays none.</summary>
    public Timestamp NextFunding(InstrumentId instrument) => _state.Instrument(instrument).NextFunding;

    private void ChainHash() => ChainHash(Events);

    private void ChainHash(EventBuffer events)
    {
        var size = HashSize + events.Bytes.Length;
        if (_hashInput.Length < size)
        {
            _hashInput = new byte[size * 2];
        }

        _eventHash.CopyTo(_hashInput, 0);
        events.Bytes.CopyTo(_hashInput.AsSpan(HashSize));
        SHA256.HashData(_hashInput.AsSpan(0, size), _eventHash);
    }
}
