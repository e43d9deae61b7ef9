using System.Security.Cryptography;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Snapshots;
using Plimsoll.Engine.Solvency;
using Plimsoll.Engine.State;
using Plimsoll.Values;

namespace Plimsoll.Engine;

/// <summary>The state machine: <c>Apply(command) → events</c>, and nothing else changes it. Deterministic; one thread; exact.</summary>
/// <remarks>
/// <para>A command is accepted whole or refused whole; a refusal changes nothing. Prices and parameters come in commands, and so does time.</para>
/// <para>After each accepted command every account is healthy, in margin call, in liquidation or in a named, bounded hold; money is conserved per asset.</para>
/// <para>
/// Commands may name anything: what is unknown is refused, never thrown. Queries answer for what there is: an id that was never given out is a mistake of the
/// caller and throws <see cref="UnknownIdException"/>, unless the query says otherwise; <c>IsKnown</c> asks first. A query changes nothing.
/// </para>
/// <para>Not safe for several threads at once, queries included: they share working memory with <see cref="Apply"/>. Use one thread, or a follower for each reader.</para>
/// </remarks>
public sealed partial class MarginEngine
{
    private const int HashSize = 32;
    private const int SnapshotFormat = 5;

    /// <summary>The first of January 2200: later stamps are mistakes, and sums with them could overflow.</summary>
    private static readonly Timestamp EndOfTime = Timestamp.FromMilliseconds(7_258_118_400_000);

    private readonly SolvencyScan _scan;
    private readonly EngineState _state;
    private readonly EngineRooms _rooms;
    private int _prepared;
    private HistoryHash _history = new();

    /// <summary>Opens a venue that lists nothing yet; <see cref="Events"/> holds its opening.</summary>
    /// <param name="venue">Its rules.</param>
    /// <param name="scan">How accounts in need are found; the events are the same.</param>
    /// <exception cref="ArgumentException">The parameters are out of range; the message names the field.</exception>
    public MarginEngine(VenueParameters venue, SolvencyScan scan = SolvencyScan.Certified)
        : this(new EngineState { Venue = venue }, scan)
    {
        if (VenueValidator.Validate(venue) is { } field)
        {
            throw new ArgumentException($"{field} is out of range.", nameof(venue));
        }

        _rooms.Context.Begin();
        _rooms.Context.Open(venue);
        _history.Add(Events.Bytes);
    }

    private MarginEngine(EngineState state, SolvencyScan scan)
    {
        (_state, _scan) = (state, scan);
        _rooms = new(state, Events);
    }

    /// <summary>For tests: what is known.</summary>
    internal EngineState State => _state;

    /// <summary>The events of the latest command, valid until the next <see cref="Apply"/>; empty after a refusal, and in a follower, which makes none.</summary>
    public EventBuffer Events { get; } = new();

    /// <summary>How many commands were accepted; in a follower, how many it has followed.</summary>
    public long Sequence => _state.Sequence;

    /// <summary>The stamp of the latest accepted command; the zero stamp before the first.</summary>
    public Timestamp Now => _state.Now;

    /// <summary>SHA-256 chained over the bytes of all events: equal hashes are equal histories. Computed when it is asked for, some microseconds; valid until the next command.</summary>
    public ReadOnlySpan<byte> EventHash => _history.Value;

    /// <summary>Applies one command. When it returns, all that follows from it is in <see cref="Events"/>, ready to be published; <see cref="Renew"/> may be called then.</summary>
    /// <remarks>The engine keeps references to parameter records that listings and changes carry; they are immutable. Memory of quotes and legs is read only during the call.</remarks>
    /// <returns>Accepted, or the reason, field and shortfall of the refusal. The shortfall is in the units of what was short: the asset named, or the numeraire for margin.</returns>
    /// <exception cref="ArgumentNullException">There is no command.</exception>
    /// <exception cref="InvariantViolationException">The engine found a bug in itself; it must not be used any more.</exception>
    public CommandResult Apply(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        _rooms.Context.Begin();
        Renew();
        if (_scan != SolvencyScan.Full && _state.Certificates is null)
        {
            BeginCertificates();
        }

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
        _history.Add(Events.Bytes);
        return result;
    }

    /// <summary>After the events of a command are published: makes good what finding accounts in need has spent on it. The next <see cref="Apply"/> does it otherwise, before anything else.</summary>
    /// <remarks>Changes no state and makes no events; whoever is not renewed is looked at at the next price, which is safe and takes longer. Bounded: docs/performance.md, "What it costs".</remarks>
    public void Renew() => _state.Certificates?.Renew();

    /// <summary>SHA-256 of the economic state, on demand: equal states have equal hashes, however they were reached. It walks the whole state.</summary>
    public byte[] StateHash()
    {
        var writer = new StateWriter();
        StateSnapshot.Write(writer, _state);
        return SHA256.HashData(writer.Written);
    }

    /// <summary>The whole state as bytes, for <see cref="Restore"/>: state, sequence and event hash, and a checksum over them.</summary>
    public byte[] Snapshot()
    {
        var writer = new StateWriter();
        writer.Write(SnapshotFormat);
        writer.Write(_state.Sequence);
        _history.Write(writer);
        StateSnapshot.Write(writer, _state);
        writer.WriteBytes(SHA256.HashData(writer.Written));
        return writer.Written.ToArray();
    }

    /// <summary>An engine that goes on where the snapshot was taken: the same commands give the same events and hashes from here. Its <see cref="Events"/> are empty.</summary>
    /// <exception cref="SnapshotException">The bytes are no snapshot of this format.</exception>
    /// <param name="snapshot">The bytes of <see cref="Snapshot"/>.</param>
    /// <param name="scan">How accounts in need are found; the events are the same.</param>
    public static MarginEngine Restore(ReadOnlySpan<byte> snapshot, SolvencyScan scan = SolvencyScan.Certified)
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
        var history = HistoryHash.Read(ref reader);
        var state = StateSnapshot.Read(ref reader);
        if (!reader.IsAtEnd)
        {
            throw new SnapshotException("The snapshot goes on after its end.");
        }

        state.Sequence = sequence;
        return new(state, scan) { _history = history };
    }

    /// <summary>An engine that knows only the events of another, command by command: a follower. It may take over with <see cref="Apply"/> at any time.</summary>
    /// <param name="opening">The <see cref="Events"/> of the other engine right after its constructor.</param>
    /// <param name="scan">How it finds accounts in need once it takes over.</param>
    public static MarginEngine Follow(EventBuffer opening, SolvencyScan scan = SolvencyScan.Certified)
    {
        ArgumentNullException.ThrowIfNull(opening);
        var engine = new MarginEngine(new EngineState { Venue = new VenueParameters { Numeraire = default } }, scan);
        engine.FollowOn(opening);
        return engine;
    }

    /// <summary>Applies the events of one command of the engine that is followed; after it both have the same state and event hash.</summary>
    /// <param name="events">All events of that command, before the other engine applies its next. Refused commands have none and may be left out.</param>
    public void FollowOn(EventBuffer events)
    {
        ArgumentNullException.ThrowIfNull(events);
        // Who only follows decides nothing, and begins anew when it takes over.
        _state.Certificates = null;
        for (var i = 0; i < events.Count; i++)
        {
            EventDispatch.Apply(_state, events[i]);
        }

        if (events.Count > 0)
        {
            _history.Add(events.Bytes);
        }
    }

    private void BeginCertificates()
    {
        _state.Certificates = _rooms.Certificates;
        _state.Certificates.IsCertifying = _scan == SolvencyScan.Certified;
        _state.Certificates.ForgetAll();
    }
}
