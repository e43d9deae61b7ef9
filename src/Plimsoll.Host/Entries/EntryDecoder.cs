using System.Buffers.Binary;
using System.Text;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Commands.Codec;
using Plimsoll.Engine.Venue;
using Plimsoll.Host.Machine;

namespace Plimsoll.Host.Entries;

/// <summary>Entries from the bytes of journal records; any bytes may be given. One thread at a time.</summary>
public sealed class EntryDecoder
{
    private static readonly Encoding Strict = new UTF8Encoding(false, throwOnInvalidBytes: true);

    private byte[] _scratch = new byte[1024];

    /// <summary>The entry.</summary>
    /// <exception cref="EntryFormatException">No entry of this form.</exception>
    public HostEntry Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Read(bytes);
        }
        catch (Exception cause) when (cause is CommandFormatException or ArgumentException)
        {
            throw new EntryFormatException($"Expected an entry of form {EntryEncoder.Form}: {cause.Message}", cause);
        }
    }

    private HostEntry Read(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        if (Take(bytes, ref at, 1)[0] != EntryEncoder.Form)
            throw new EntryFormatException($"Expected an entry of form {EntryEncoder.Form}; found form {bytes[0]}.");

        var number = Take(bytes, ref at, 1)[0];
        var kind = number == EntryEncoder.ProposalWithRules ? EntryKind.Proposal : (EntryKind)number;
        var actor = BinaryPrimitives.ReadInt32LittleEndian(Take(bytes, ref at, sizeof(int)));
        var key = Text(bytes, ref at);
        var labels = new string[Take(bytes, ref at, 1)[0]];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = Text(bytes, ref at);
        }

        var account =
            kind == EntryKind.LabelledOrder
                ? new AccountId(BinaryPrimitives.ReadInt32LittleEndian(Take(bytes, ref at, sizeof(int))))
                : default;
        var hasSubject =
            kind
            is EntryKind.Approval
                or EntryKind.Withdrawal
                or EntryKind.WitnessFormerly
                or EntryKind.Witness
                or EntryKind.Skipped
                or EntryKind.Restored;
        var subject = hasSubject ? BinaryPrimitives.ReadInt64LittleEndian(Take(bytes, ref at, sizeof(long))) : 0;
        var hasCommand = kind is EntryKind.Opened or EntryKind.Command or EntryKind.LabelledOrder or EntryKind.Proposal;
        var bodyAt = at;
        var made = number == EntryEncoder.ProposalWithRules ? CommandDecoder.Decode(Block(bytes, ref at)) : null;
        var rest = bytes[at..];
        Require(kind, labels.Length, rest.Length);
        var command = hasCommand ? CommandDecoder.Decode(rest) : null;
        var entry = HostEntry.Decoded(
            kind,
            actor,
            key.Length == 0 ? null : key,
            labels,
            account,
            subject,
            command,
            hasCommand ? default : rest.ToArray(),
            digest: 0,
            made is null ? null : RulesBefore(made, command!)
        );
        if (key.Length == 0)
            return entry;

        return entry with
        {
            Digest = entry.IsKnownByRequest
                ? EntryEncoder.RequestOf(entry)
                : EntryEncoder.DigestOf(bytes, bodyAt, hasCommand ? at : -1, ref _scratch),
        };
    }

    private static void Require(EntryKind kind, int labels, int rest)
    {
        var isWhole = kind switch
        {
            EntryKind.Opened => labels == 0,
            EntryKind.Proposal => labels <= 1,
            EntryKind.Command => true,
            EntryKind.LabelledOrder => labels <= 1,
            EntryKind.Note => labels == 0,
            EntryKind.Approval or EntryKind.Withdrawal => labels == 0 && rest == 0,
            EntryKind.StartedFormerly or EntryKind.Started => labels == 1 && rest == 32,
            EntryKind.WitnessFormerly or EntryKind.Witness => labels == 0 && rest == 32,
            EntryKind.Skipped => labels == 1 && rest == 0,
            EntryKind.Restored => labels == 0 && rest == sizeof(long),
            _ => false,
        };

        if (!isWhole)
            throw new EntryFormatException($"Expected an entry; found kind {(byte)kind} with {labels} labels and {rest} bytes.");
    }

    /// <summary>The rules that a proposal was made from: of what it changes, with all else as in the proposal, so that there is one way to write it.</summary>
    private static object RulesBefore(Command made, Command command) =>
        RuleChange.RulesOf(made) is { } before
        && RuleChange.RulesOf(command) is { } rules
        && WaitingRules.AreOfOneThing(before, rules)
        && made.At == default
        && RuleChange.EffectiveAt(made) == RuleChange.EffectiveAt(command)
            ? before
            : throw new EntryFormatException(
                "Expected a proposal of rules with the rules that it was made from; found rules of another thing."
            );

    private static ReadOnlySpan<byte> Block(ReadOnlySpan<byte> bytes, ref int at)
    {
        var size = BinaryPrimitives.ReadInt32LittleEndian(Take(bytes, ref at, sizeof(int)));
        return size >= 0 ? Take(bytes, ref at, size) : throw new EntryFormatException($"Expected a length; found {size}.");
    }

    private static string Text(ReadOnlySpan<byte> bytes, ref int at)
    {
        var size = Take(bytes, ref at, 1)[0];
        if (size > HostEntry.MaxText)
            throw new EntryFormatException($"Expected at most {HostEntry.MaxText} bytes of text; found {size}.");

        return Strict.GetString(Take(bytes, ref at, size));
    }

    private static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> bytes, ref int at, int size)
    {
        if (bytes.Length - at < size)
            throw new EntryFormatException($"Expected {size} more bytes at {at}; found {bytes.Length - at}.");

        at += size;
        return bytes.Slice(at - size, size);
    }
}
