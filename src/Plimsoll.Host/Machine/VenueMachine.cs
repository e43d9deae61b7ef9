using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Trading;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Requests;
using Plimsoll.Values;

namespace Plimsoll.Host.Machine;

/// <summary>All that a venue knows: the engine, names, answers already given, proposals, the companion. Changed by records alone, in their order: live, in recovery, and in a replica.</summary>
/// <remarks>One thread at a time, but for the names. docs/spec/0027-host.md.</remarks>
public sealed partial class VenueMachine
{
    private static readonly EventBuffer None = new();

    private readonly IdempotencyBook _answers = new();
    private readonly ProposalBook _proposals = new();
    private readonly HashMarks _past = new();

    private VenueMachine(MarginEngine engine, ICompanion companion) => (Engine, Companion) = (engine, companion);

    /// <summary>The engine. Ask it; only records change it.</summary>
    public MarginEngine Engine { get; }

    /// <summary>What lives beside it.</summary>
    public ICompanion Companion { get; }

    /// <summary>Names of accounts, owners and listings.</summary>
    public NameBook Names { get; } = new();

    /// <summary>A record shortly before the latest and the engine's event hash after it, for a witness; null when there is none yet.</summary>
    internal HostEntry? Witness => _past.TryFind(_past.Latest, out var hash) ? HostEntry.Witness(_past.Latest, hash.ToArray()) : null;

    /// <summary>The latest record applied.</summary>
    public long Sequence { get; private set; }

    /// <summary>Its time.</summary>
    public Timestamp Now { get; private set; }

    /// <summary>What the latest record made happen in the engine; empty for a refusal or what is not for the engine.</summary>
    public EventBuffer Events { get; private set; } = None;

    /// <summary>The version of the program that wrote the records since the latest start.</summary>
    public string Version { get; private set; } = "";

    /// <summary>What the latest record asked, in a line, where an administrator asked it; empty otherwise, and for a request that has its answer already.</summary>
    public string Asked { get; private set; } = "";

    /// <summary>What the latest record would change, or changed, where it proposed or approved other rules: a line for each field; empty otherwise.</summary>
    public string AskedChanges { get; private set; } = "";

    /// <summary>Commands that wait for a second person, oldest first.</summary>
    public IReadOnlyCollection<Proposal> Proposals => _proposals.Waiting;

    /// <summary>The client order id of an open order; null when it has none.</summary>
    public string? LabelOf(OrderId order) => Names.Orders.Of(order);

    /// <summary>The open order that an account calls so; null when there is none.</summary>
    public OrderId? FindOrder(AccountId account, string label) => Names.Orders.TryFind(account, label, out var order) ? order : null;

    /// <summary>The text behind the number of a late trade; null when the number is its own.</summary>
    public string? LabelOfTrade(long trade) => trade < TradeLabels.First ? null : Names.Trades.Of(trade);

    /// <summary>The proposal of this number; null when none waits.</summary>
    public Proposal? FindProposal(long sequence) => _proposals.Find(sequence);

    /// <summary>What a request of an actor under an idempotency key was answered; null when it was not, or so long ago that it is forgotten.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="key">The idempotency key.</param>
    /// <param name="request">The digest of what is asked: see <see cref="HostEntry.KnownBy"/>.</param>
    /// <returns>The first outcome, as a repeat; a refusal (920) when the key was used for another request.</returns>
    public Outcome? AnswerTo(int actor, string key, UInt128 request) =>
        !_answers.TryFind(actor, key, Now, out var digest, out var known) ? null
        : digest == request ? known with { IsRepeat = true }
        : Outcome.Refused(HostReason.IdempotencyKeyReused, nameof(HostEntry.IdempotencyKey));

    /// <summary>A command in a line, for people; empty for what matching engines and clocks send.</summary>
    public string Describe(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return AskedText.Of(command, [], Engine, Names);
    }

    /// <summary>Begins a venue with its first record.</summary>
    /// <exception cref="ArgumentException">It is not the opening of a venue, or its rules are out of range.</exception>
    internal static VenueMachine Open(long sequence, Timestamp at, in HostEntry entry, ICompanion companion)
    {
        if (entry.Kind != EntryKind.Opened || entry.Command is not ChangeVenue { Parameters: { } rules })
            throw new ArgumentException($"Expected the opening of a venue as the first record; found {entry.Kind}.", nameof(entry));

        var machine = new VenueMachine(new MarginEngine(rules), companion) { Sequence = sequence, Now = at };
        machine.Events = machine.Engine.Events;
        machine.Asked = AskedText.Of(entry, machine);
        machine.NameVenue();
        return machine;
    }

    /// <summary>Applies the next record.</summary>
    /// <exception cref="InvariantViolationException">The engine found a bug in itself; the machine must not be used any more.</exception>
    /// <exception cref="WitnessException">The record says that the engine stood elsewhere when it was written.</exception>
    internal Outcome Apply(long sequence, Timestamp at, in HostEntry entry)
    {
        if (sequence != Sequence + 1)
            throw new InvalidOperationException($"Expected record {Sequence + 1}; found {sequence}.");

        if (Sequence % HashMarks.Every == 0)
            _past.Add(Sequence, Engine.EventHash);

        (Sequence, Now, Events) = (sequence, at, None);
        (_asker, _origin) = (entry.Actor, null);
        _labels.Clear();
        // Before it is applied: what is delisted or closed then still has its name.
        (Asked, AskedChanges) = (AskedText.Of(entry, this), ChangesOf(entry));
        _places.Clear();
        Notes.Clear();
        if (entry.IdempotencyKey is not { } key)
            return Decide(entry);

        if (_answers.TryFind(entry.Actor, key, at, out var digest, out var known))
        {
            if (digest != entry.Digest)
                return Refuse(HostReason.IdempotencyKeyReused, nameof(entry.IdempotencyKey));

            // Nothing is done a second time, so it does not stand in the audit log a second time.
            (Asked, AskedChanges) = ("", "");
            return known with { IsRepeat = true };
        }

        var outcome = Decide(entry);
        _answers.Add(entry.Actor, key, entry.Digest, outcome);
        return outcome;
    }

    /// <summary>Passes a record that an operator has left out: it has its number and time, and no effect. Its idempotency key stays free.</summary>
    internal Outcome Skip(long sequence, Timestamp at, in HostEntry entry)
    {
        if (sequence != Sequence + 1)
            throw new InvalidOperationException($"Expected record {Sequence + 1}; found {sequence}.");

        if (Sequence % HashMarks.Every == 0)
            _past.Add(Sequence, Engine.EventHash);

        (Sequence, Now, Events) = (sequence, at, None);
        _labels.Clear();
        _places.Clear();
        Notes.Clear();
        (Asked, AskedChanges) = (AskedText.Of(entry, this), "");
        return Refuse(HostReason.LeftOut, null);
    }

    private Outcome Decide(in HostEntry entry) =>
        entry.Kind switch
        {
            EntryKind.Command => Decide(entry.Command!, entry.Labels),
            EntryKind.LabelledOrder => DecideLabelled(entry),
            EntryKind.Note => Note(entry),
            EntryKind.Proposal => Propose(entry),
            EntryKind.Approval => Approve(entry),
            EntryKind.Withdrawal => Withdraw(entry.Subject),
            EntryKind.Started => Start(entry),
            EntryKind.Witness => Compare(entry),
            EntryKind.StartedFormerly => StartFormerly(entry),
            EntryKind.WitnessFormerly => Accept(0),
            EntryKind.Skipped or EntryKind.Restored => Accept(0),
            _ => throw new InvalidOperationException($"A record of kind {entry.Kind} has no place here."),
        };

    private Outcome Note(in HostEntry entry)
    {
        var (code, field, created) = Companion.Apply(Sequence, Now, entry.Actor, entry.Note.Span);
        return new(Sequence, Now, code, field, Money.Zero, created, false);
    }

    private Outcome Start(in HostEntry entry)
    {
        Version = entry.Labels[0];
        return Compare(entry.Note.Span, Sequence - 1);
    }

    private Outcome StartFormerly(in HostEntry entry)
    {
        Version = entry.Labels[0];
        return Accept(0);
    }

    /// <summary>Witnesses are written a little later than what they speak of, so the hash that they name may be an earlier one; that of an orderly stop is of the record before it.</summary>
    private Outcome Compare(in HostEntry entry)
    {
        if (entry.Subject == Sequence - 1)
            return Compare(entry.Note.Span, entry.Subject);

        if (_past.TryFind(entry.Subject, out var hash) && !hash.SequenceEqual(entry.Note.Span))
            throw new WitnessException(entry.Subject, Version);

        return Accept(0);
    }

    private Outcome Compare(ReadOnlySpan<byte> hash, long sequence) =>
        Engine.EventHash.SequenceEqual(hash) ? Accept(0) : throw new WitnessException(sequence, Version);

    private Outcome Accept(long created) => new(Sequence, Now, 0, null, Money.Zero, created, false);

    private Outcome Refuse(HostReason reason, string? field) => new(Sequence, Now, (int)reason, field, Money.Zero, 0, false);
}
