using System.Buffers.Binary;
using System.Globalization;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Venue;
using Plimsoll.Host.Machine;
using Plimsoll.Values;

namespace Plimsoll.Host.Entries;

/// <summary>What is asked of the host: a command, with who asks and under which names. Becomes one record of the journal.</summary>
/// <remarks>Made by its factory methods. docs/spec/0027-host.md.</remarks>
public readonly record struct HostEntry
{
    /// <summary>The longest idempotency key or label, in bytes of UTF-8.</summary>
    public const int MaxText = 64;

    /// <summary>The most labels of one entry.</summary>
    public const int MaxLabels = 255;

    /// <summary>What it is.</summary>
    public EntryKind Kind { get; private init; }

    /// <summary>Who asks: the number of a key; zero for the host itself.</summary>
    public int Actor { get; init; }

    /// <summary>The asker's own name for this request: sent again, it is answered again and has no second effect. Null for none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The command, for the kinds that have one. Its time is stamped by the host.</summary>
    public Command? Command { get; private init; }

    /// <summary>
    /// Names from outside: of a new account its name and owner; of a new order its client order id; of trades one id for each leg; of a labelled order its client order id.
    /// Of what is <see cref="KnownBy">known by what was asked</see>, that.
    /// </summary>
    public IReadOnlyList<string> Labels { get; private init; }

    /// <summary>For a labelled order: whose it is.</summary>
    public AccountId Account { get; private init; }

    /// <summary>For a note: its bytes.</summary>
    public ReadOnlyMemory<byte> Note { get; private init; }

    /// <summary>For an approval or withdrawal: the record number of the proposal. For a witness or what was left out: the record it speaks of; for what was given up, the first of it.</summary>
    public long Subject { get; private init; }

    /// <summary>For what was given up: the last record of it that was known; less than the first when none was. Zero for all else.</summary>
    public long GivenUpTo => Kind == EntryKind.Restored ? BinaryPrimitives.ReadInt64LittleEndian(Note.Span) : 0;

    /// <summary>For a proposal of other rules: the rules that it was made from, as whoever made it saw them; null when that is not said.</summary>
    public object? MadeFrom { get; private init; }

    /// <summary>What it is in a word, without anything that it carries.</summary>
    internal string What => Command?.GetType().Name ?? Kind.ToString();

    /// <summary>The hash of all but the time; tells whether an idempotency key was used for something else. Zero without a key.</summary>
    internal UInt128 Digest { get; init; }

    /// <summary>A command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="labels">See <see cref="Labels"/>; none for numbers only.</param>
    public static HostEntry Of(Command command, params IReadOnlyList<string> labels) =>
        new()
        {
            Kind = EntryKind.Command,
            Command = command,
            Labels = labels,
        };

    /// <summary>A command about an order (cancel, amend, done) that is named by label instead of number.</summary>
    public static HostEntry OfLabelled(Command command, AccountId account, string label) =>
        new()
        {
            Kind = EntryKind.LabelledOrder,
            Command = command,
            Account = account,
            Labels = [label],
        };

    /// <summary>A command about an order (cancel, amend, done) that is named by its number, and has to be the account's or an isolated position's of it.</summary>
    public static HostEntry OfOrder(Command command, AccountId account) =>
        new()
        {
            Kind = EntryKind.LabelledOrder,
            Command = command,
            Account = account,
            Labels = [],
        };

    /// <summary>Something for the companion.</summary>
    public static HostEntry OfNote(ReadOnlyMemory<byte> note) =>
        new()
        {
            Kind = EntryKind.Note,
            Note = note,
            Labels = [],
        };

    /// <summary>A command that waits for a second person.</summary>
    /// <param name="command">The command.</param>
    /// <param name="madeFrom">For a change of rules, the rules that it was made from: it then changes what differs from them, whatever has come into force since. Null: it changes what differs from the rules in force when it has its place.</param>
    /// <exception cref="ArgumentException">These are no rules of what the command changes.</exception>
    public static HostEntry Propose(Command command, object? madeFrom = null)
    {
        if (madeFrom is not null && !(RuleChange.RulesOf(command) is { } rules && WaitingRules.AreOfOneThing(rules, madeFrom)))
            throw new ArgumentException("Expected the rules of what the command changes.", nameof(madeFrom));

        return new()
        {
            Kind = EntryKind.Proposal,
            Command = command,
            MadeFrom = madeFrom,
            Labels = [],
        };
    }

    /// <summary>Lets a proposal take effect.</summary>
    public static HostEntry Approve(long proposal) =>
        new()
        {
            Kind = EntryKind.Approval,
            Subject = proposal,
            Labels = [],
        };

    /// <summary>Ends a proposal without effect.</summary>
    public static HostEntry Withdraw(long proposal) =>
        new()
        {
            Kind = EntryKind.Withdrawal,
            Subject = proposal,
            Labels = [],
        };

    /// <summary>The same, known again under its idempotency key by what was asked instead of by its command: for a command that is worked out from what is in force, which may be another the next time. For proposals, listings and amendments.</summary>
    /// <param name="request">A digest of what was asked.</param>
    public HostEntry KnownBy(UInt128 request) => this with { Labels = [request.ToString("x32", CultureInfo.InvariantCulture)] };

    /// <summary>Whether its one label is a digest of what was asked.</summary>
    internal bool IsKnownByRequest =>
        Labels.Count == 1
        && (
            Kind == EntryKind.Proposal
            || (Kind == EntryKind.Command && Command is (AmendOrder or ListAsset or ListIndex or ListInstrument or ListScheme))
        );

    /// <summary>By what an idempotency key knows this entry again: a hash of all but the time.</summary>
    /// <exception cref="EntryFormatException">It has no form.</exception>
    public UInt128 Fingerprint()
    {
        var encoder = new EntryEncoder();
        encoder.Encode(this);
        return encoder.Digest(this);
    }

    internal static HostEntry Open(Command rules) =>
        new()
        {
            Kind = EntryKind.Opened,
            Command = rules,
            Labels = [],
        };

    internal static HostEntry Start(string version, ReadOnlyMemory<byte> eventHash) =>
        new()
        {
            Kind = EntryKind.Started,
            Note = eventHash,
            Labels = [version],
        };

    internal static HostEntry Witness(long sequence, ReadOnlyMemory<byte> eventHash) =>
        new()
        {
            Kind = EntryKind.Witness,
            Subject = sequence,
            Note = eventHash,
            Labels = [],
        };

    internal static HostEntry Skip(long sequence, string reason) =>
        new()
        {
            Kind = EntryKind.Skipped,
            Subject = sequence,
            Labels = [reason],
        };

    /// <param name="from">The first record that was given up.</param>
    /// <param name="to">The last that was known; less than the first for none.</param>
    internal static HostEntry Restore(long from, long to)
    {
        var last = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(last, to);
        return new()
        {
            Kind = EntryKind.Restored,
            Subject = from,
            Note = last,
            Labels = [],
        };
    }

    internal static HostEntry Decoded(
        EntryKind kind,
        int actor,
        string? key,
        string[] labels,
        AccountId account,
        long subject,
        Command? command,
        ReadOnlyMemory<byte> note,
        UInt128 digest,
        object? madeFrom = null
    ) =>
        new()
        {
            Kind = kind,
            Actor = actor,
            IdempotencyKey = key,
            Labels = labels,
            Account = account,
            Subject = subject,
            Command = command,
            Note = note,
            Digest = digest,
            MadeFrom = madeFrom,
        };

    /// <summary>The same with the host's time in its command.</summary>
    internal HostEntry At(Timestamp at) => Command is null ? this : this with { Command = Command with { At = at } };
}
